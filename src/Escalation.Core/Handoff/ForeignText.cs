using System.Globalization;
using System.Text;

namespace Escalation.Handoff;

/// <summary>Makes text of unknown origin fit to be read: what would hide, reorder or fake something on a screen becomes visible.</summary>
internal static class ForeignText
{
    /// <summary>On one line.</summary>
    internal static string Line(string text) => Show(text, keepLines: false);

    /// <summary>Its lines, without the characters that end them.</summary>
    internal static string[] Lines(string text) => Show(text.ReplaceLineEndings("\n"), keepLines: true).Split('\n');

    private static string Show(string text, bool keepLines)
    {
        StringBuilder? shown = null;
        int at = 0;
        while (at < text.Length)
        {
            bool isPair = char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);
            int code = isPair ? char.ConvertToUtf32(text[at], text[at + 1]) : text[at];
            int length = isPair ? 2 : 1;
            if (code == '\t' || (code == '\n' && keepLines) || !IsHidden(code))
            {
                shown?.Append(text, at, length);
            }
            else
            {
                shown ??= new StringBuilder(text.Length + 16).Append(text, 0, at);
                shown.Append(CultureInfo.InvariantCulture, $"[U+{code:X4}]");
            }

            at += length;
        }

        return shown?.ToString() ?? text;
    }

    /// <summary>
    /// Control characters and line separators; bidi controls; characters without width that carry no meaning in any script; tag characters and variation selectors
    /// beyond those of emoji, which smuggle text. The joiners stay: scripts and emoji need them.
    /// </summary>
    private static bool IsHidden(int code) => code switch
    {
        < 0x20 or (>= 0x7F and <= 0x9F) => true,
        0xAD or 0x34F or 0x61C or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x180E => true,
        0x200B or 0x200E or 0x200F or 0x2028 or 0x2029 => true,
        >= 0x202A and <= 0x202E => true,
        >= 0x2060 and <= 0x206F => true,
        0x3164 or 0xFEFF or 0xFFA0 or (>= 0xFFF9 and <= 0xFFFB) => true,
        >= 0xD800 and <= 0xDFFF => true,
        >= 0xE0000 and <= 0xE0FFF => true,
        _ => false,
    };
}
