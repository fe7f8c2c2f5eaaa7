namespace Escalation.Redaction;

/// <summary>Telephone numbers by how they are written. Numbering plans have no check digit, so what is written plainly needs a word nearby. Pure.</summary>
internal static class PhoneNumbers
{
    internal const int FewestDigits = 7;
    internal const int MostDigits = 15;

    /// <summary>The most that a number is worth whose writing says nothing and that has no word nearby.</summary>
    internal const double Plain = 0.3;

    private const char EnDash = '\u2013';

    /// <summary>The confidence that the text is a telephone number, 0 when it cannot be.</summary>
    /// <param name="written">The number as written, from the plus sign or parenthesis to the last digit.</param>
    /// <param name="digits">Its digits.</param>
    /// <param name="groups">The number of groups of digits.</param>
    internal static double Confidence(ReadOnlySpan<char> written, ReadOnlySpan<byte> digits, int groups)
    {
        if (digits.Length is < FewestDigits or > MostDigits || IsDate(written) || CheckDigits.AllEqual(digits) || written.Contains('/') || IsSocialSecurity(written))
        {
            return 0;
        }

        if (written[0] == '+')
        {
            return digits.Length >= 8 && digits[0] != 0 ? 0.9 : 0;
        }

        bool parenthesis = written[0] == '(';
        if (IsNorthAmerican(written, digits))
        {
            return groups > 1 ? 0.7 : 0.3;
        }

        if (parenthesis)
        {
            return digits.Length >= 8 ? 0.6 : 0.3;
        }

        if (digits[0] == 0 && digits.Length is >= 9 and <= 14)
        {
            // A trunk or international prefix.
            return groups is >= 2 and <= 6 ? 0.6 : digits[1] == 0 ? 0.5 : 0.3;
        }

        return groups is >= 2 and <= 6 && digits.Length is >= 7 and <= 12 && ShortestGroup(written) >= 2 ? IsDotted(written) ? 0.2 : 0.3 : groups == 1 && digits.Length >= 9 ? 0.15 : 0;
    }

    private static bool IsDotted(ReadOnlySpan<char> written) => written.Contains('.') && !written.ContainsAny(' ', '-');

    /// <summary>Whether length and first digits are those of North America.</summary>
    private static bool MayBeNorthAmerican(ReadOnlySpan<byte> digits) => (digits.Length == 10 || (digits.Length == 11 && digits[0] == 1)) && digits[^10] >= 2;

    /// <summary>Whether it is written as in North America: the only writing that is worth more than <see cref="Plain"/> without a sign, a leading zero or a word nearby.</summary>
    internal static bool IsNorthAmerican(ReadOnlySpan<char> written, ReadOnlySpan<byte> digits) =>
        MayBeNorthAmerican(digits)
        && (written.Length == digits.Length || (EndsWithGroups(written, 4, 3) && !written.StartsWith("0", StringComparison.Ordinal)));

    /// <summary>Whether the last group has so many digits and the one before it so many.</summary>
    private static bool EndsWithGroups(ReadOnlySpan<char> written, int last, int before)
    {
        int at = written.Length;
        return Group(written, ref at) == last && Group(written, ref at) == before;
    }

    private static int Group(ReadOnlySpan<char> written, ref int at)
    {
        while (at > 0 && !char.IsAsciiDigit(written[at - 1]))
        {
            at--;
        }

        int end = at;
        while (at > 0 && char.IsAsciiDigit(written[at - 1]))
        {
            at--;
        }

        return end - at;
    }

    private static int ShortestGroup(ReadOnlySpan<char> written)
    {
        int shortest = int.MaxValue;
        for (int at = written.Length; at > 0;)
        {
            int length = Group(written, ref at);
            shortest = length > 0 ? Math.Min(shortest, length) : shortest;
        }

        return shortest;
    }

    /// <summary>Whether it is written like an American social security number, valid or not.</summary>
    private static bool IsSocialSecurity(ReadOnlySpan<char> written) => written.Length == 11 && written[3] == '-' && written[6] == '-' && written.Count('-') == 2 && char.IsAsciiDigit(written[0]);

    /// <summary>Whether it is written like a date or a range of years.</summary>
    private static bool IsDate(ReadOnlySpan<char> written)
    {
        if (written.Length is 9 or 10 && written.Count('-') + written.Count('.') + written.Count(EnDash) is 1 or 2)
        {
            int first = written.IndexOfAny('-', '.', EnDash);
            int last = written.LastIndexOfAny('-', '.', EnDash);
            bool yearFirst = first == 4 && written[0] is '1' or '2' && written[1] is '9' or '0';
            bool yearLast = written.Length - last == 5 && written[last + 1] is '1' or '2' && written[last + 2] is '9' or '0' && first is 1 or 2;
            return (yearFirst && (first == last || last is 6 or 7)) || yearLast;
        }

        return false;
    }
}
