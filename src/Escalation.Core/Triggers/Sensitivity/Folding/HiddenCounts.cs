using System.Buffers;

namespace Escalation.Triggers.Sensitivity.Folding;

/// <summary>How much of a text nobody sees.</summary>
/// <param name="Overrides">Embeddings, overrides and isolates of direction.</param>
/// <param name="Tags">Tag characters, which can carry a whole hidden message; those of flags do not count.</param>
/// <param name="Invisible">Format characters between two Latin letters.</param>
/// <param name="Marks">The most combining marks behind one character.</param>
internal readonly record struct HiddenCounts(int Overrides, int Tags, int Invisible, int Marks)
{
    private const char TagHigh = '\uDB40';
    private const int LongestFlag = 7;

    private static readonly SearchValues<char> Suspects = SearchValues.Create(
        [.. "\u00AD\u034F\u061C\u180E\uFEFF\uDB40", .. Range(0x0300, 0x036F), .. Range(0x200B, 0x200F), .. Range(0x202A, 0x202E), .. Range(0x2060, 0x206F), .. Range(0x20D0, 0x20F0)]);

    internal HiddenCounts With(HiddenCounts other) =>
        new(Overrides + other.Overrides, Tags + other.Tags, Invisible + other.Invisible, Math.Max(Marks, other.Marks));

    /// <summary>The larger of each.</summary>
    internal HiddenCounts Or(HiddenCounts other) =>
        new(Math.Max(Overrides, other.Overrides), Math.Max(Tags, other.Tags), Math.Max(Invisible, other.Invisible), Math.Max(Marks, other.Marks));

    internal static HiddenCounts Of(ReadOnlySpan<char> text)
    {
        int overrides = 0;
        int tags = 0;
        int invisible = 0;
        int marks = 0;
        int run = 0;
        int behind = -1;
        for (int at = text.IndexOfAny(Suspects); at >= 0 && at < text.Length;)
        {
            char c = text[at];
            if (c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))
            {
                overrides++;
            }
            else if (c == TagHigh)
            {
                tags += at + 1 < text.Length && text[at + 1] is >= '\uDC00' and <= '\uDC7F' ? 1 : 0;
            }
            else if (c is (>= '\u0300' and <= '\u036F') or (>= '\u20D0' and <= '\u20F0'))
            {
                run = at == behind ? run + 1 : 1;
                behind = at + 1;
                marks = Math.Max(marks, run);
            }
            else
            {
                invisible += IsLatin(text, at - 1) && IsLatin(text, NextVisible(text, at + 1)) ? 1 : 0;
            }

            int next = text[(at + 1)..].IndexOfAny(Suspects);
            at = next < 0 ? -1 : at + 1 + next;
        }

        // The flags of England, Scotland and Wales are spelt in five or six tags and an end.
        tags = tags > LongestFlag * Flags(text) ? tags : 0;
        return new HiddenCounts(overrides, tags, invisible, marks);
    }

    private static int NextVisible(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && FoldingTable.Of(text[at]) == FoldingTable.Strip)
        {
            at++;
        }

        return at;
    }

    private static int Flags(ReadOnlySpan<char> text) => text.Count("\U0001F3F4\U000E0067");

    private static bool IsLatin(ReadOnlySpan<char> text, int at) => (uint)at < (uint)text.Length && text[at] < '\u0250' && char.IsLetter(text[at]);

    private static IEnumerable<char> Range(int first, int last) => Enumerable.Range(first, last - first + 1).Select(c => (char)c);
}
