using System.Buffers;

namespace Escalation.Redaction;

/// <summary>Judges what begins at a digit: an address of a machine, an account, a card, a telephone or an identity number. The most likely reading wins.</summary>
/// <remarks>Each digit group is read with at most six that follow it, so a text costs linear time. Immutable, safe for concurrent use, allocates nothing.</remarks>
internal sealed class NumberReader
{
    private const int LongestToken = 48;
    private const int LongestExtension = 5;

    /// <summary>How far an extension reaches behind a number.</summary>
    private const int LongestTail = 12;

    /// <summary>From so many digits on, a number is none of money.</summary>
    private const int LongestAmount = 9;

    /// <summary>What a reading that begins inside a telephone number must be worth to count for more.</summary>
    private const double Certain = 0.85;

    private readonly double _minimum;
    private readonly bool _cards;
    private readonly bool _emails;
    private readonly bool _phones;
    private readonly bool _addresses;
    private readonly bool _accounts;
    private readonly bool _nationals;
    private readonly NumberRule[][] _rules;

    internal NumberReader(IReadOnlySet<DataClass> classes, double minimum)
    {
        _minimum = minimum;
        _emails = classes.Contains(DataClass.EmailAddress);
        _cards = classes.Contains(DataClass.PaymentCard);
        _phones = classes.Contains(DataClass.PhoneNumber);
        _addresses = classes.Contains(DataClass.IpAddress);
        _accounts = classes.Contains(DataClass.Iban);
        _nationals = classes.Contains(DataClass.NationalId);
        _rules = [.. Enumerable.Range(0, NumberField.MaximumDigits + 1).Select(length => NationalNumbers.All.Where(rule => _nationals && rule.Length == length).ToArray())];
    }

    /// <summary>The characters at which personal data shows.</summary>
    internal static SearchValues<char> Anchors { get; } = SearchValues.Create("0123456789@");

    /// <summary>The most likely reading of what the digit belongs to, default when there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="floor">The first position that may belong to it.</param>
    /// <param name="at">Where the digit is.</param>
    /// <param name="context">What is known about words that speak of telephones.</param>
    /// <param name="next">Where to go on when nothing is found.</param>
    internal PersonalDataSpan FindAt(ReadOnlySpan<char> text, int floor, int at, ref ContextCursor context, out int next)
    {
        int start = at;
        int lowest = Math.Max(floor, at - LongestToken);
        while (start > lowest && char.IsAsciiLetterOrDigit(text[start - 1]))
        {
            start--;
        }

        int end = at;
        bool letters = start < at;
        while (end < text.Length && char.IsAsciiLetterOrDigit(text[end]))
        {
            letters |= !char.IsAsciiDigit(text[end]);
            end++;
        }

        next = end;
        if (_emails && IsLocalPart(text, end, ref context))
        {
            // The at sign further on shows an e-mail address.
            return default;
        }

        PersonalDataSpan best = Token(text, floor, start, end, letters);
        if (start == at && best.Confidence < ContextWords.Highest)
        {
            best = Number(text, floor, at, best, ref context, ref next);
        }
        else if (start < at && best.Length == 0)
        {
            // A card number counts even when a word runs into it.
            best = Certainly(text, at, cardsOnly: true);
        }

        return best;
    }

    private static bool IsLocalPart(ReadOnlySpan<char> text, int end, ref ContextCursor context)
    {
        int limit = Math.Min(text.Length, end + LongestToken);
        if (text[end..limit].IndexOf('@') < 0)
        {
            return false;
        }

        while (end < limit && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '.' or '_' or '-' or '+'))
        {
            end++;
        }

        return end < limit && text[end] == '@' && context.IsAddress(text, end);
    }

    private PersonalDataSpan Token(ReadOnlySpan<char> text, int floor, int start, int end, bool letters)
    {
        if (_addresses && end < text.Length && text[end] is '.' or ':' && IpAddresses.Match(text, start, out int addressEnd) is > 0 and var confidence)
        {
            return new PersonalDataSpan(DataClass.IpAddress, start, addressEnd - start, confidence, DataClass.IpAddress.Code);
        }

        if (_accounts && letters && Ibans.Match(text, start, out int accountEnd))
        {
            return new PersonalDataSpan(DataClass.Iban, start, accountEnd - start, Ibans.Confidence, DataClass.Iban.Code);
        }

        if (_nationals && (letters || NationalCodes.MayBeSplit(text, start, end)))
        {
            double sure = NationalCodes.Match(text, ref start, ref end, out string kind);
            return sure > 0 && start >= floor ? new PersonalDataSpan(DataClass.NationalId, start, end - start, sure, kind) : default;
        }

        return default;
    }

    private PersonalDataSpan Number(ReadOnlySpan<char> text, int floor, int at, PersonalDataSpan best, ref ContextCursor context, ref int next)
    {
        Span<byte> digits = stackalloc byte[NumberField.MaximumDigits];
        Span<int> ends = stackalloc int[NumberField.MaximumGroups];
        Span<int> counts = stackalloc int[NumberField.MaximumGroups];
        NumberField field = NumberField.Read(text, at, digits, ends, counts);
        if (field.Groups == 0)
        {
            return best;
        }

        next = Math.Max(at + 1, field.EndOf(0));
        if (IsAmount(text, at, field.DigitsThrough(0)))
        {
            return best;
        }

        if (field.Groups > 1 && field.DigitsThrough(1) == 2)
        {
            // No number is written in single digits; lists are.
            return best;
        }

        PersonalDataSpan phone = default;
        bool isSign = at > floor && text[at - 1] is '+' or '(';
        bool isPlainEnough = isSign || digits[0] == 0 || _minimum <= PhoneNumbers.Plain
            || context.IsNear(text, ContextWords.Phone, at, Math.Min(text.Length, field.EndOf(field.Groups - 1) + LongestTail));
        for (int group = field.Groups - 1; group >= 0; group--)
        {
            int end = field.EndOf(group);
            ReadOnlySpan<byte> through = digits[..field.DigitsThrough(group)];
            if (through.Length < PhoneNumbers.FewestDigits)
            {
                break;
            }

            if (group > 0 || through.Length >= LongestAmount || !IsAmountEnd(text, end))
            {
                best = Stronger(best, Card(text, at, end, through));
                best = Stronger(best, National(text, at, end, through));
                phone = !isPlainEnough && !PhoneNumbers.IsNorthAmerican(text[at..end], through) ? phone : Stronger(phone, Phone(text, floor, at, end, through, group + 1));
            }
        }

        PersonalDataSpan raised = phone.Length > 0 && context.IsNear(text, ContextWords.Phone, phone.Start, phone.End)
            ? phone with { Confidence = Math.Min(ContextWords.Highest, phone.Confidence + ContextWords.Gain) }
            : phone;
        best = Stronger(best, raised);
        return best.Confidence >= _minimum && best.Class == DataClass.PhoneNumber && HoldsStart(text, field, best) ? default : best;
    }

    /// <summary>Whether a surer number begins inside a telephone number, which then is made of something else and the head of that number.</summary>
    private bool HoldsStart(ReadOnlySpan<char> text, in NumberField field, PersonalDataSpan phone)
    {
        for (int group = 1; group < field.Groups && field.EndOf(group) <= phone.End; group++)
        {
            int start = field.EndOf(group - 1);
            while (!char.IsAsciiDigit(text[start]))
            {
                start++;
            }

            if (Certainly(text, start, cardsOnly: false).End > phone.End)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The card or identity number that begins here and needs no context to be believed, default when there is none.</summary>
    private PersonalDataSpan Certainly(ReadOnlySpan<char> text, int at, bool cardsOnly)
    {
        Span<byte> digits = stackalloc byte[NumberField.MaximumDigits];
        Span<int> ends = stackalloc int[NumberField.MaximumGroups];
        Span<int> counts = stackalloc int[NumberField.MaximumGroups];
        NumberField field = NumberField.Read(text, at, digits, ends, counts);
        PersonalDataSpan best = default;
        for (int group = field.Groups - 1; group >= 0 && field.DigitsThrough(group) >= PhoneNumbers.FewestDigits; group--)
        {
            ReadOnlySpan<byte> through = digits[..field.DigitsThrough(group)];
            best = Stronger(best, Card(text, at, field.EndOf(group), through));
            best = cardsOnly ? best : Stronger(best, National(text, at, field.EndOf(group), through));
        }

        return best.Confidence >= Certain ? best : default;
    }

    private PersonalDataSpan Card(ReadOnlySpan<char> text, int start, int end, ReadOnlySpan<byte> digits)
    {
        double confidence = _cards ? PaymentCards.Confidence(digits) : 0;
        return confidence == 0 || text[start..end].ContainsAny('/', '(', ')') ? default
            : new PersonalDataSpan(DataClass.PaymentCard, start, end - start, ContextWords.Raise(confidence, ContextWords.Card, text, start, end), DataClass.PaymentCard.Code);
    }

    private PersonalDataSpan National(ReadOnlySpan<char> text, int start, int end, ReadOnlySpan<byte> digits)
    {
        PersonalDataSpan best = default;
        foreach (NumberRule rule in _rules[digits.Length])
        {
            double shape = rule.Shape(text[start..end]);
            if (shape > 0 && rule.Check(digits))
            {
                best = Stronger(best, new PersonalDataSpan(DataClass.NationalId, start, end - start, ContextWords.Raise(shape, rule.Context, text, start, end), rule.Kind));
            }
        }

        return best;
    }

    private PersonalDataSpan Phone(ReadOnlySpan<char> text, int floor, int start, int end, ReadOnlySpan<byte> digits, int groups)
    {
        if (!_phones || digits.Length > PhoneNumbers.MostDigits)
        {
            return default;
        }

        start = start > floor && text[start - 1] is '+' or '(' ? start - 1 : start;
        start = start > floor && text[start] == '(' && text[start - 1] == '+' ? start - 1 : start;
        double confidence = PhoneNumbers.Confidence(text[start..end], digits, groups);
        if (confidence == 0)
        {
            return default;
        }

        end = Extension(text, end);
        return new PersonalDataSpan(DataClass.PhoneNumber, start, end - start, confidence, DataClass.PhoneNumber.Code);
    }

    /// <summary>The end behind an extension like <c>x123</c> or <c>ext. 123</c>.</summary>
    private static int Extension(ReadOnlySpan<char> text, int end)
    {
        ReadOnlySpan<char> rest = text[end..];
        ReadOnlySpan<char> trimmed = rest.StartsWith(" ", StringComparison.Ordinal) ? rest[1..] : rest;
        if (trimmed.IsEmpty || (trimmed[0] | 0x20) is not ('e' or 'x'))
        {
            return end;
        }

        int mark = trimmed.StartsWith("ext. ", StringComparison.OrdinalIgnoreCase) ? 5
            : trimmed.StartsWith("ext ", StringComparison.OrdinalIgnoreCase) ? 4
            : trimmed.StartsWith("x", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
        int digits = 0;
        while (mark > 0 && mark + digits < trimmed.Length && digits <= LongestExtension && char.IsAsciiDigit(trimmed[mark + digits]))
        {
            digits++;
        }

        return digits is 0 or > LongestExtension ? end : end + (rest.Length - trimmed.Length) + mark + digits;
    }

    /// <summary>Whether the number is one of money, or stands behind a decimal point. A comma sets fields of a table apart as well.</summary>
    private static bool IsAmount(ReadOnlySpan<char> text, int at, int digits) =>
        at > 0 && ((text[at - 1] is '$' or '€' or '£' or '¥' && digits <= LongestAmount) || (text[at - 1] is '.' && at > 1 && char.IsAsciiDigit(text[at - 2])));

    private static bool IsAmountEnd(ReadOnlySpan<char> text, int end) =>
        end < text.Length && (text[end] is '%' or '€' || (text[end] is ',' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1])));

    private static PersonalDataSpan Stronger(PersonalDataSpan first, PersonalDataSpan second) => second.Confidence > first.Confidence ? second : first;
}
