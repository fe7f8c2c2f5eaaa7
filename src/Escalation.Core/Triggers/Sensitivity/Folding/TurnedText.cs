namespace Escalation.Triggers.Sensitivity.Folding;

/// <summary>Text that is to be read from right to left: behind an override, or in letters turned around.</summary>
internal static class TurnedText
{
    /// <summary>The control character that makes what follows run from right to left.</summary>
    internal const char RightToLeftOverride = '\u202E';

    private static readonly System.Buffers.SearchValues<char> Letters = System.Buffers.SearchValues.Create("\u01DD\u0250\u0254\u025F\u0183\u0265\u1D09\u027E\u029E\u026F\u0279\u0287\u028C\u028D\u028E\u0131");

    /// <summary>Whether so many turned letters are there.</summary>
    internal static bool Has(ReadOnlySpan<char> text, int count)
    {
        for (int place = text.IndexOfAny(Letters); place >= 0; place = text.IndexOfAny(Letters))
        {
            if (--count <= 0)
            {
                return true;
            }

            text = text[(place + 1)..];
        }

        return false;
    }

    /// <summary>Writes letters from the last to the first, with the signs that stand for letters, turned around when asked.</summary>
    internal static void Write(ReadOnlySpan<char> folded, Span<char> reversed, bool turned)
    {
        for (int i = 0; i < folded.Length; i++)
        {
            char c = folded[folded.Length - 1 - i];
            reversed[i] = LeetTable.Of(turned ? LeetTable.Turned(c) : c);
        }
    }
}
