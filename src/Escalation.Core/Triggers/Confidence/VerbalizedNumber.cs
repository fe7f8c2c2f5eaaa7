using System.Globalization;

namespace Escalation.Triggers.Confidence;

/// <summary>What stands behind the label of a stated confidence.</summary>
internal readonly struct VerbalizedNumber
{
    // Longer numbers are no confidences, and a bound keeps parsing linear.
    private const int LongestNumber = 24;

    private const char FullWidthColon = '\uFF1A';

    private static readonly string[] Nouns = ["score", "level", "rating", "value"];

    private VerbalizedNumber(double number, int whole)
    {
        IsStatement = true;
        Number = number;
        Whole = whole;
    }

    /// <summary>Whether the label introduces a statement at all.</summary>
    internal bool IsStatement { get; }

    /// <summary>The number stated; NaN when it is none.</summary>
    internal double Number { get; }

    /// <summary>What the number is a part of, 10 or 100, when the statement says so; else 0.</summary>
    internal int Whole { get; }

    private static VerbalizedNumber Malformed => new(double.NaN, 0);

    /// <summary>Reads what follows the label.</summary>
    internal static VerbalizedNumber After(ReadOnlySpan<char> rest)
    {
        rest = SkipDecoration(rest);
        ReadOnlySpan<char> behind = SkipNoun(rest);
        if (!behind.IsEmpty && behind[0] is ':' or '=' or FullWidthColon)
        {
            return Read(SkipDecoration(behind[1..]));
        }

        // "confidence is high" is prose; "confidence is 7" is a statement.
        if (rest.StartsWith("is ", StringComparison.OrdinalIgnoreCase))
        {
            rest = SkipDecoration(rest[3..]);
            return !rest.IsEmpty && (char.IsAsciiDigit(rest[0]) || rest[0] is '-' or '+' or '.') ? Read(rest) : default;
        }

        return default;
    }

    private static VerbalizedNumber Read(ReadOnlySpan<char> rest)
    {
        int length = 0;
        while (length < rest.Length && length <= LongestNumber && (char.IsAsciiDigit(rest[length]) || (rest[length] == '-' && length == 0) || IsPoint(rest, length)))
        {
            length++;
        }

        if (length > LongestNumber || !double.TryParse(rest[..length], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
        {
            return Malformed;
        }

        rest = rest[length..];
        int whole = 0;
        ReadOnlySpan<char> behind = rest.TrimStart(' ');
        if (behind.StartsWith('%'))
        {
            whole = 100;
            rest = behind[1..];
        }
        else if (behind.StartsWith('/') || behind.StartsWith("out of ", StringComparison.OrdinalIgnoreCase))
        {
            behind = behind[(behind[0] == '/' ? 1 : "out of ".Length)..].TrimStart(' ');
            whole = behind.StartsWith("100") ? 100 : behind.StartsWith("10") ? 10 : -1;
            if (whole < 0)
            {
                return Malformed;
            }

            rest = behind[(whole == 100 ? 3 : 2)..];
        }

        return GoesOn(rest) ? Malformed : new VerbalizedNumber(number, whole);
    }

    /// <summary>A point belongs to the number when a digit follows; the one that ends a sentence does not.</summary>
    private static bool IsPoint(ReadOnlySpan<char> text, int at) => text[at] == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]);

    /// <summary>Whether what follows would make another number of it: a range, a decimal comma, an exponent, a unit.</summary>
    private static bool GoesOn(ReadOnlySpan<char> rest)
    {
        if (rest.IsEmpty)
        {
            return false;
        }

        bool digitFollows = rest.Length > 1 && char.IsDigit(rest[1]);
        return char.IsLetterOrDigit(rest[0]) || rest[0] is '_' or '%' or '/' || (digitFollows && rest[0] is not (' ' or '\t' or '\r' or '\n' or '"' or '\''));
    }

    /// <summary>What models write between the label and the sign, as in <c>Confidence score: 0.8</c>.</summary>
    private static ReadOnlySpan<char> SkipNoun(ReadOnlySpan<char> text)
    {
        foreach (string noun in Nouns)
        {
            if (text.StartsWith(noun, StringComparison.OrdinalIgnoreCase))
            {
                return SkipDecoration(text[noun.Length..]);
            }
        }

        return text;
    }

    private static ReadOnlySpan<char> SkipDecoration(ReadOnlySpan<char> text)
    {
        int at = 0;
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] is '"' or '\'' or '*' or '`'))
        {
            at++;
        }

        return text[at..];
    }
}
