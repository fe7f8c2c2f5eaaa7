using System.Globalization;

namespace Escalation.Triggers.Sensitivity.Folding;

/// <summary>What each UTF-16 code unit is to a search for words: its small letter, and whether words are made of it. The same under every culture and globalization mode.</summary>
/// <remarks>
/// Words are made of letters, marks, decimal digits and the two joiners, as <c>\w</c> has it; the underscore is the caller's choice. Chinese, Japanese,
/// Korean, Thai, Lao, Khmer and Burmese put no spaces between words or attach particles to them, so their letters make no words here: every position
/// next to them is a boundary. Some 140 kB, made once. Safe for concurrent use.
/// </remarks>
internal static class CharTable
{
    private static readonly ushort[] Small = BuildSmall();
    private static readonly ulong[] Words = BuildWords();

    /// <summary>The small letter of a capital, every other character itself.</summary>
    internal static char ToSmall(char c) => (char)Small[c];

    /// <summary>Whether words are made of the character; false for the underscore.</summary>
    internal static bool IsWord(char c) => ((Words[c >> 6] >> (c & 63)) & 1) != 0;

    /// <summary>The same with the underscore as the caller wants it.</summary>
    internal static bool IsWord(char c, bool underscoreJoins) => IsWord(c) || (underscoreJoins && c == '_');

    private static ushort[] BuildSmall()
    {
        var small = new ushort[0x10000];
        for (int c = 0; c < small.Length; c++)
        {
            small[c] = (ushort)(c is >= 'A' and <= 'Z' ? c | 0x20 : c);
        }

        foreach ((int first, int last, int step, int delta) in CaseRanges.All)
        {
            for (int c = first; c <= last; c += step)
            {
                small[c] = (ushort)(c + delta);
            }
        }

        return small;
    }

    private static ulong[] BuildWords()
    {
        var words = new ulong[0x10000 / 64];
        for (int c = 0; c < 0x10000; c++)
        {
            bool isWord = CharUnicodeInfo.GetUnicodeCategory((char)c) switch
            {
                UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
                    or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.DecimalDigitNumber => !IsWrittenWithoutSpaces(c),
                _ => c is 0x200C or 0x200D,
            };
            words[c >> 6] |= isWord ? 1UL << (c & 63) : 0;
        }

        return words;
    }

    private static bool IsWrittenWithoutSpaces(int c) => c
        is (>= 0x0E00 and <= 0x0EFF)
        or (>= 0x1000 and <= 0x11FF)
        or (>= 0x1780 and <= 0x17FF)
        or (>= 0x2E80 and <= 0x9FFF)
        or (>= 0xA960 and <= 0xA97F)
        or (>= 0xAC00 and <= 0xD7FF)
        or (>= 0xF900 and <= 0xFAFF)
        or (>= 0xFF66 and <= 0xFFDC);
}
