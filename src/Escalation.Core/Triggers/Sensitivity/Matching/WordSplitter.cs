using Escalation.Triggers.Sensitivity.Folding;

namespace Escalation.Triggers.Sensitivity.Matching;

/// <summary>Takes keywords apart into words, as texts are.</summary>
internal static class WordSplitter
{
    /// <summary>Whether the keyword begins and ends with a word and has no gap longer than the matcher follows.</summary>
    internal static bool IsRegular(string keyword, bool underscoreJoins)
    {
        int end = 0;
        foreach ((int start, int behind) in Split(keyword, underscoreJoins))
        {
            if (start - end > (end == 0 ? 0 : WordGap.MaximumLength))
            {
                return false;
            }

            end = behind;
        }

        return end > 0 && end == keyword.Length;
    }

    internal static IEnumerable<(int Start, int End)> Split(string keyword, bool underscoreJoins)
    {
        int at = 0;
        while (at < keyword.Length)
        {
            while (at < keyword.Length && !CharTable.IsWord(keyword[at], underscoreJoins))
            {
                at++;
            }

            int start = at;
            while (at < keyword.Length && CharTable.IsWord(keyword[at], underscoreJoins))
            {
                at++;
            }

            if (at > start)
            {
                yield return (start, at);
            }
        }
    }

    internal static string ToSmall(ReadOnlySpan<char> word)
    {
        Span<char> small = new char[word.Length];
        for (int i = 0; i < word.Length; i++)
        {
            small[i] = CharTable.ToSmall(word[i]);
        }

        return new string(small);
    }
}
