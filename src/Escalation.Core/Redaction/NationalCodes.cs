namespace Escalation.Redaction;

/// <summary>National numbers with letters: Spain, Italy, Finland, Great Britain, Singapore, China, Mexico. Pure; allocates nothing.</summary>
internal static class NationalCodes
{
    private const string SpanishLetters = "TRWAGMYFPDXBNJZSQVHLCKE";
    private const string FinnishLetters = "0123456789ABCDEFHJKLMNPRSTUVWXY";
    private const int Longest = 18;

    /// <summary>Whether a run of digits alone may be a part of a number that is written with separators; only such a run is worth <see cref="Match"/>.</summary>
    internal static bool MayBeSplit(ReadOnlySpan<char> text, int start, int end) => (end - start) switch
    {
        2 => start >= 3 && text[start - 1] == ' ' && char.IsAsciiLetter(text[start - 3]),
        6 => end < text.Length && text[end] is '-' or '+',
        _ => false,
    };

    /// <summary>Looks at a run of ASCII letters and digits, in any case, and what follows it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the run begins; may be moved left over a separate prefix.</param>
    /// <param name="end">Where it ends; may be moved right over a separate suffix.</param>
    /// <param name="kind">The kind found.</param>
    /// <returns>The confidence, 0 when it is no such number.</returns>
    internal static double Match(ReadOnlySpan<char> text, ref int start, ref int end, out string kind)
    {
        kind = "";
        Span<char> code = stackalloc char[Longest];
        int length = end - start;
        if (length > Longest)
        {
            return 0;
        }

        _ = System.Text.Ascii.ToUpper(text[start..end], code, out _);
        code = code[..length];
        double confidence = length switch
        {
            11 when code[6] is (>= 'A' and <= 'F') or (>= 'U' and <= 'Y') && IsFinnish(code) => Named("fi-hetu", 0.9, out kind),
            9 when IsSpanish(code) => Named("es-dni", 0.9, out kind),
            9 when IsSingaporean(code) => Named("sg-nric", 0.9, out kind),
            9 when IsBritish(code) => Named("gb-nino", 0.75, out kind),
            16 when IsItalian(code) => Named("it-fiscal-code", 0.98, out kind),
            18 when IsMexican(code) => Named("mx-curp", 0.9, out kind),
            18 when IsChinese(code) => Named("cn-resident", 0.95, out kind),
            _ => 0,
        };
        return confidence > 0 ? confidence : Split(text, ref start, ref end, out kind);
    }

    /// <summary>Numbers that are written with separators: a Finnish identity code, a British insurance number in pairs.</summary>
    private static double Split(ReadOnlySpan<char> text, ref int start, ref int end, out string kind)
    {
        kind = "";
        if (end - start == 6 && text.Length >= end + 5 && text[end] is '-' or '+' && IsFinnish(text[start..(end + 5)]) && !Continues(text, end + 5))
        {
            end += 5;
            return Named("fi-hetu", 0.95, out kind);
        }

        const int Pairs = 13;
        int before = start - 3;
        if (end - start == 2 && before >= 0 && text[start - 1] == ' ' && char.IsAsciiLetter(text[before]) && text.Length >= before + Pairs && !(before > 0 && char.IsAsciiLetterOrDigit(text[before - 1])) && !Continues(text, before + Pairs))
        {
            Span<char> code = stackalloc char[9];
            if (Compact(text.Slice(before, Pairs), code) && IsBritish(code))
            {
                start = before;
                end = before + Pairs;
                return Named("gb-nino", 0.85, out kind);
            }
        }

        return 0;
    }

    private static bool Compact(ReadOnlySpan<char> pairs, Span<char> code)
    {
        int count = 0;
        for (int i = 0; i < pairs.Length; i++)
        {
            if (i % 3 == 2)
            {
                if (pairs[i] != ' ')
                {
                    return false;
                }
            }
            else
            {
                code[count++] = char.ToUpperInvariant(pairs[i]);
            }
        }

        return count == code.Length;
    }

    private static bool Continues(ReadOnlySpan<char> text, int at) => at < text.Length && char.IsAsciiLetterOrDigit(text[at]);

    private static double Named(string name, double confidence, out string kind)
    {
        kind = name;
        return confidence;
    }

    private static bool IsSpanish(ReadOnlySpan<char> code)
    {
        int first = code[0] switch { 'X' => 0, 'Y' => 1, 'Z' => 2, >= '0' and <= '9' => code[0] - '0', _ => -1 };
        return first >= 0 && Digits(code[1..8], out int rest) && code[8] == SpanishLetters[((first * 10_000_000) + rest) % 23];
    }

    private static bool IsFinnish(ReadOnlySpan<char> code) =>
        Digits(code[..6], out int birth) && Digits(code.Slice(7, 3), out int serial) && CheckDigits.IsDate(birth / 100 % 100, birth / 10_000)
        && char.ToUpperInvariant(code[10]) == FinnishLetters[((birth * 1000) + serial) % 31];

    private static bool IsBritish(ReadOnlySpan<char> code) =>
        char.IsAsciiLetterUpper(code[0]) && char.IsAsciiLetterUpper(code[1]) && !"DFIQUV".Contains(code[0], StringComparison.Ordinal) && !"DFIQUVO".Contains(code[1], StringComparison.Ordinal)
        && !(code[..2] is "BG" or "GB" or "KN" or "NK" or "NT" or "TN" or "ZZ") && Digits(code.Slice(2, 6), out _) && code[8] is >= 'A' and <= 'D';

    private static bool IsSingaporean(ReadOnlySpan<char> code)
    {
        if (code[0] is not ('S' or 'T' or 'F' or 'G') || !Digits(code.Slice(1, 7), out int number))
        {
            return false;
        }

        int sum = code[0] is 'T' or 'G' ? 4 : 0;
        ReadOnlySpan<byte> weights = [2, 3, 4, 5, 6, 7, 2];
        for (int i = 6; i >= 0; i--)
        {
            sum += number % 10 * weights[6 - i];
            number /= 10;
        }

        return code[8] == (code[0] is 'S' or 'T' ? "JZIHGFEDCBA" : "XWUTRQPNMLK")[sum % 11];
    }

    private static bool IsItalian(ReadOnlySpan<char> code)
    {
        ReadOnlySpan<byte> odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
        int sum = 0;
        for (int i = 0; i < 15; i++)
        {
            bool letter = char.IsAsciiLetterUpper(code[i]);
            if ((!letter && !char.IsAsciiDigit(code[i])) || (i < 6 && !letter) || (i is 8 or 11 && !letter))
            {
                return false;
            }

            int value = letter ? code[i] - 'A' : code[i] - '0';
            sum += i % 2 == 0 ? odd[value] : value;
        }

        return code[15] == 'A' + (sum % 26);
    }

    private static bool IsMexican(ReadOnlySpan<char> code)
    {
        for (int i = 0; i < 4; i++)
        {
            if (!char.IsAsciiLetterUpper(code[i]))
            {
                return false;
            }
        }

        int sum = 0;
        for (int i = 0; i < 17; i++)
        {
            // The alphabet of the check has Ñ between N and O.
            int value = char.IsAsciiDigit(code[i]) ? code[i] - '0' : char.IsAsciiLetterUpper(code[i]) ? code[i] - 'A' + (code[i] > 'N' ? 11 : 10) : -1;
            if (value < 0)
            {
                return false;
            }

            sum += value * (18 - i);
        }

        return Digits(code.Slice(4, 6), out int birth) && CheckDigits.IsDate(birth / 100 % 100, birth % 100) && code[10] is 'H' or 'M' or 'X' && code[17] - '0' == (10 - (sum % 10)) % 10;
    }

    private static bool IsChinese(ReadOnlySpan<char> code)
    {
        Span<byte> digits = stackalloc byte[17];
        ReadOnlySpan<byte> weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        for (int i = 0; i < 17; i++)
        {
            if (!char.IsAsciiDigit(code[i]))
            {
                return false;
            }

            digits[i] = (byte)(code[i] - '0');
        }

        return code[17] == 'X' && CheckDigits.Sum(digits, weights) % 11 == 2 && CheckDigits.IsDate(CheckDigits.Pair(digits, 10), CheckDigits.Pair(digits, 12));
    }

    private static bool Digits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        foreach (char c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            value = (10 * value) + (c - '0');
        }

        return true;
    }
}
