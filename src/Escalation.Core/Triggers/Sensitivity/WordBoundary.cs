using System.Text;

namespace Escalation.Triggers.Sensitivity;

/// <summary>Where words end. Ordinal and the same under every culture and globalization mode.</summary>
/// <remarks>
/// There is a boundary between two characters unless both are letters or digits of scripts that put spaces between words. Chinese, Japanese, Korean,
/// Thai, Lao, Khmer and Burmese do not, or attach particles to words, so every position in them is a boundary. Allocates nothing.
/// </remarks>
internal static class WordBoundary
{
    /// <summary>Whether a word can start or end between position - 1 and position.</summary>
    internal static bool IsAt(ReadOnlySpan<char> text, int position)
    {
        if (position <= 0 || position >= text.Length)
        {
            return true;
        }

        // Half a surrogate pair decodes to the replacement character, which is no letter.
        _ = Rune.DecodeLastFromUtf16(text[..position], out Rune before, out _);
        _ = Rune.DecodeFromUtf16(text[position..], out Rune after, out _);
        return !(JoinsWords(before) && JoinsWords(after));
    }

    private static bool JoinsWords(Rune rune) => Rune.IsLetterOrDigit(rune) && !IsWrittenWithoutSpaces(rune.Value);

    private static bool IsWrittenWithoutSpaces(int c) => c >= 0x0E00 && c
        is <= 0x0EFF
        or (>= 0x1000 and <= 0x11FF)
        or (>= 0x1780 and <= 0x17FF)
        or (>= 0x2E80 and <= 0x9FFF)
        or (>= 0xA960 and <= 0xA97F)
        or (>= 0xAC00 and <= 0xD7FF)
        or (>= 0xF900 and <= 0xFAFF)
        or (>= 0xFF66 and <= 0xFFDC)
        or (>= 0x20000 and <= 0x3FFFF);
}
