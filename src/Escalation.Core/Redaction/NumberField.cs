namespace Escalation.Redaction;

/// <summary>Groups of digits that may together be one number: where each begins and ends, and all their digits in a row.</summary>
/// <remarks>Groups are set apart by up to three spaces, hyphens, dashes, dots, slashes, parentheses or invisible characters. Bounded: a field is read in constant time.</remarks>
internal ref struct NumberField
{
    internal const int MaximumGroups = 7;
    internal const int MaximumDigits = 20;

    private readonly Span<int> _ends;
    private readonly Span<int> _counts;

    private NumberField(Span<byte> digits, Span<int> ends, Span<int> counts)
    {
        Digits = digits;
        _ends = ends;
        _counts = counts;
    }

    /// <summary>All digits, as 0 to 9.</summary>
    internal Span<byte> Digits { get; }

    /// <summary>The number of groups.</summary>
    internal int Groups { get; private init; }

    /// <summary>The position behind a group.</summary>
    internal readonly int EndOf(int group) => _ends[group];

    /// <summary>The number of digits up to the end of a group.</summary>
    internal readonly int DigitsThrough(int group) => _counts[group];

    /// <summary>Reads the groups from a digit on.</summary>
    internal static NumberField Read(ReadOnlySpan<char> text, int start, Span<byte> digits, Span<int> ends, Span<int> counts)
    {
        int count = 0;
        int groups = 0;
        int at = start;
        while (groups < MaximumGroups)
        {
            int groupStart = at;
            while (at < text.Length && (uint)(text[at] - '0') <= 9)
            {
                if (count == MaximumDigits)
                {
                    return new NumberField(digits, ends, counts) { Groups = groups };
                }

                digits[count++] = (byte)(text[at++] - '0');
            }

            if (at == groupStart || (at < text.Length && char.IsAsciiLetter(text[at]) && !(text[at] is 'x' or 'X' or 'e' or 'E')))
            {
                break;
            }

            ends[groups] = at;
            counts[groups++] = count;

            // One blank before a digit is by far the most common gap.
            int gap = at + 1 < text.Length && text[at] == ' ' && char.IsAsciiDigit(text[at + 1]) ? 1 : GapAt(text, at);
            if (gap == 0)
            {
                break;
            }

            at += gap;
        }

        return new NumberField(digits, ends, counts) { Groups = groups };
    }

    private static int GapAt(ReadOnlySpan<char> text, int at)
    {
        for (int gap = 0; gap <= 3 && at + gap < text.Length; gap++)
        {
            char c = text[at + gap];
            if (char.IsAsciiDigit(c))
            {
                return gap;
            }

            if (c is not (' ' or '-' or '.' or '/' or '(' or ')') && !(c > 0x7F && IsForeignGap(c)))
            {
                return 0;
            }
        }

        return 0;
    }

    /// <summary>Narrow and no-break spaces, dashes, and characters that nobody sees.</summary>
    private static bool IsForeignGap(char c) => c is '\u00A0' or '\u00AD' or '\u2007' or '\u2009' or (>= '\u200B' and <= '\u200D') or (>= '\u2010' and <= '\u2014') or '\u202F' or '\u2060' or '\uFEFF';
}
