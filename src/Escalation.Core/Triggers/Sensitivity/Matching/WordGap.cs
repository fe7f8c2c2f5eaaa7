using Escalation.Triggers.Sensitivity.Folding;

namespace Escalation.Triggers.Sensitivity.Matching;

/// <summary>What stands between two words of a phrase.</summary>
internal static class WordGap
{
    /// <summary>The longest gap that joins two words.</summary>
    internal const int MaximumLength = 4;

    /// <summary>Whether the gap only sets words apart: white space, hyphens and dashes, underscores, and the signs by which a word is set in bold or in quotation marks.</summary>
    internal static bool IsSoft(ReadOnlySpan<char> gap)
    {
        foreach (char c in gap)
        {
            if (!(c is '-' or '_' or '*' or '~' or '`' or '"' or '\u201C' or '\u201D' or (>= '\u2010' and <= '\u2015') || FoldingTable.Of(c) == ' '))
            {
                return false;
            }
        }

        return gap.Length > 0;
    }

    /// <summary>The length of the gap from <paramref name="at"/> to the next word, or 0 when it is longer than <see cref="MaximumLength"/>.</summary>
    internal static int LengthAt(ReadOnlySpan<char> text, int at, bool underscoreJoins)
    {
        for (int length = 0; length <= MaximumLength && at + length < text.Length; length++)
        {
            if (CharTable.IsWord(text[at + length], underscoreJoins))
            {
                return length;
            }
        }

        return 0;
    }
}
