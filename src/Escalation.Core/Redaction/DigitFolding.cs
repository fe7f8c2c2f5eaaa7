using System.Buffers;
using System.Globalization;
using System.Text;

namespace Escalation.Redaction;

/// <summary>Writes digits of every script, full-width signs and wide blanks as ASCII, and leaves out what nobody sees, so that a card number is one however it is set.</summary>
/// <remarks>Decimal digits only: superscripts, fractions and enclosed numbers are notes and bullets more often. Tables of Unicode that .NET itself brings, so no culture and no ICU matters. Linear, pure; allocates nothing.</remarks>
internal static class DigitFolding
{
    private const int FullWidth = 0xFEE0;

    private static readonly SearchValues<char> Suspects = SearchValues.Create([.. Enumerable.Range(0x80, 0x10000 - 0x80).Select(c => (char)c).Where(IsSuspect)]);

    /// <summary>Whether folding could change the text.</summary>
    internal static bool Applies(ReadOnlySpan<char> text) => text.ContainsAny(Suspects);

    /// <summary>Folds a text; the result is never longer.</summary>
    /// <param name="text">The text.</param>
    /// <param name="folded">Receives the characters; as long as the text.</param>
    /// <param name="origins">Receives, for each, the position in the text; as long as the text.</param>
    /// <returns>The number of characters written.</returns>
    internal static int Fold(ReadOnlySpan<char> text, Span<char> folded, Span<int> origins)
    {
        int count = 0;
        for (int at = 0; at < text.Length;)
        {
            char c = text[at];
            int length = char.IsHighSurrogate(c) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1;
            if (length == 2)
            {
                var rune = new Rune(c, text[at + 1]);
                if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber)
                {
                    folded[count] = (char)('0' + (int)Rune.GetNumericValue(rune));
                    origins[count++] = at;
                }
                else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.NonSpacingMark))
                {
                    (folded[count], folded[count + 1]) = (c, text[at + 1]);
                    (origins[count], origins[count + 1]) = (at, at + 1);
                    count += 2;
                }
            }
            else if (c < 0x80 || !IsInvisible(c))
            {
                folded[count] = Folded(c);
                origins[count++] = at;
            }

            at += length;
        }

        return count;
    }

    internal static string Fold(string text)
    {
        char[] folded = new char[text.Length];
        return new string(folded, 0, Fold(text, folded, new int[text.Length]));
    }

    private static char Folded(char c) => c switch
    {
        < '\u0080' => c,
        >= '\uFF01' and <= '\uFF5E' => (char)(c - FullWidth),
        _ when char.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator => ' ',
        _ => CharUnicodeInfo.GetDecimalDigitValue(c) is >= 0 and var digit ? (char)('0' + digit) : c,
    };

    private static bool IsInvisible(char c) => c is '\u034F' or '\u115F' or '\u1160' or '\u3164' or '\uFFA0' or '\u20E3' or (>= '\u180B' and <= '\u180F') or (>= '\uFE00' and <= '\uFE0F')
        || char.GetUnicodeCategory(c) == UnicodeCategory.Format;

    /// <summary>What folding changes; of surrogates the first halves of the planes that hold digits or tags.</summary>
    private static bool IsSuspect(char c) => Folded(c) != c || IsInvisible(c) || c is '\uD835' or '\uD83E' or '\uDB40' or (>= '\uD801' and <= '\uD807') or '\uD81A' or '\uD833' or '\uD838' or '\uD83A';
}
