using System.Buffers;

namespace Escalation.Uncertainty;

/// <summary>How alike two texts are by their words alone, in [0, 1]: 1 for the same words, 0 for none in common.</summary>
/// <remarks>
/// Words are runs between white space in invariant lower case; there is no stemming. Two texts without any word are identical, so their similarity is 1. Pure and safe for
/// concurrent use; allocates the lists of words.
/// </remarks>
public static class LexicalSimilarity
{
    /// <summary>The most words of a text that count; what follows is left out, since the longest common subsequence takes the product of the lengths.</summary>
    public const int MaximumWords = 2_000;

    /// <summary><c>|A and B| / |A or B|</c> over the sets of words. Linear.</summary>
    /// <param name="left">One text.</param>
    /// <param name="right">The other text.</param>
    /// <exception cref="ArgumentNullException">Thrown when a text is null.</exception>
    public static double Jaccard(string left, string right)
    {
        HashSet<string> first = new(Words(left), StringComparer.Ordinal);
        HashSet<string> second = new(Words(right), StringComparer.Ordinal);
        int common = first.Count(second.Contains);
        int all = first.Count + second.Count - common;
        return all == 0 ? 1.0 : (double)common / all;
    }

    /// <summary>ROUGE-L (Lin, 2004): <c>F = 2 P R / (P + R)</c> with the longest common subsequence of words over each length, that is <c>2 LCS / (a + b)</c>. Takes the product of the lengths.</summary>
    /// <param name="left">One text.</param>
    /// <param name="right">The other text.</param>
    /// <exception cref="ArgumentNullException">Thrown when a text is null.</exception>
    public static double RougeL(string left, string right)
    {
        string[] first = Words(left), second = Words(right);
        int words = first.Length + second.Length;
        return words == 0 ? 1.0 : 2.0 * LongestCommonSubsequence(first, second) / words;
    }

    /// <summary>The mean over all pairs of texts; with the texts samples of one answer, a measure of their agreement.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="similarity">The similarity of two texts, for example <see cref="RougeL"/>.</param>
    /// <returns>The mean; NaN for fewer than two texts.</returns>
    /// <exception cref="ArgumentNullException">Thrown when an argument is null.</exception>
    public static double MeanOverPairs(IReadOnlyList<string> texts, Func<string, string, double> similarity)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(similarity);
        double sum = 0.0;
        for (int i = 1; i < texts.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                sum += similarity(texts[j], texts[i]);
            }
        }

        return texts.Count < 2 ? double.NaN : sum / ((double)texts.Count * (texts.Count - 1) / 2.0);
    }

    private static string[] Words(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] words = text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length > MaximumWords ? words[..MaximumWords] : words;
    }

    private static int LongestCommonSubsequence(string[] first, string[] second)
    {
        int[] rented = ArrayPool<int>.Shared.Rent(second.Length + 1);
        Span<int> lengths = rented.AsSpan(0, second.Length + 1);
        lengths.Clear();
        foreach (string word in first)
        {
            int diagonal = 0;
            for (int j = 1; j < lengths.Length; j++)
            {
                int above = lengths[j];
                lengths[j] = string.Equals(word, second[j - 1], StringComparison.Ordinal) ? diagonal + 1 : Math.Max(above, lengths[j - 1]);
                diagonal = above;
            }
        }

        int longest = lengths[^1];
        ArrayPool<int>.Shared.Return(rented);
        return longest;
    }
}
