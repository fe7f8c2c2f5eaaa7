namespace Escalation.Redaction;

/// <summary>Shows just enough of a value, or writes it as it is compared.</summary>
internal static class ValueMask
{
    private const char Hidden = '*';
    private const int Shown = 4;

    /// <summary>The masked value, or null for classes of which no part is safe to show.</summary>
    internal static string? Of(DataClass data, string value)
    {
        if (data == DataClass.EmailAddress)
        {
            return Mailbox(value);
        }

        if (data == DataClass.Contact)
        {
            return Mailbox(value) ?? (value.Any(char.IsAsciiLetter) ? null : Tail(value));
        }

        if (data == DataClass.PaymentCard || data == DataClass.Iban || data == DataClass.PhoneNumber)
        {
            return Tail(value);
        }

        return null;
    }

    /// <summary>The value without the ways of writing it that do not tell values apart.</summary>
    internal static string Canonical(DataClass data, string value)
    {
        bool isText = data == DataClass.EmailAddress || data == DataClass.IpAddress || data == DataClass.Contact;
        if (!isText && data != DataClass.PaymentCard && data != DataClass.Iban && data != DataClass.PhoneNumber && data != DataClass.NationalId)
        {
            return value;
        }

        // Digits of every script are the same number.
        string plain = DigitFolding.Applies(value) ? DigitFolding.Fold(value) : value;
        return isText ? plain.ToLowerInvariant() : string.Concat(plain.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
    }

    private static string? Mailbox(string value)
    {
        int at = value.LastIndexOf('@');
        bool isAddress = at > 0 && EmailAddresses.Match(value, 0, at, out int start, out int end) && start == 0 && end == value.Length;

        // The one letter of a short local part would give the whole address away.
        return !isAddress ? null : at == 1 ? $"***{value[at..]}" : $"{value[0]}***{value[at..]}";
    }

    private static string? Tail(string value)
    {
        int total = value.Count(char.IsAsciiLetterOrDigit);
        if (total <= 2 * Shown - 2 || value.Any(c => c > 0x7F && !char.IsWhiteSpace(c) && !char.IsPunctuation(c)))
        {
            // So short that the last digits would give most of it away, or in letters and digits of other scripts, which stars do not cover.
            return null;
        }

        int seen = 0;
        return string.Concat(value.Select(c => char.IsAsciiLetterOrDigit(c) && seen++ < total - Shown ? Hidden : c));
    }
}
