using System.Buffers;
using System.Runtime.CompilerServices;

namespace Escalation.Triggers.Sensitivity.Sentiment;

/// <summary>Scores the feeling of a text: weighted words, turned by negation, strengthened by boosters, capitals and exclamation marks.</summary>
/// <remarks>
/// Each word of the lexicon gives its weight w. A booster one, two or three words before adds .3, .285 or .27 to its size; capitals in a text that has
/// small letters add .7; a negation among the three words before multiplies by -.7. What stands before a "but" counts half, what stands behind it one and
/// a half times. Up to four exclamation marks add .3 each in the direction of the sum S. The score is <c>S / sqrt(S^2 + 15)</c>, in (-1, 1). The shape of
/// the rules follows Hutto and Gilbert, VADER (ICWSM 2014). Pure and linear; allocates nothing; the same under every culture.
/// </remarks>
public static class SentimentScorer
{
    private const double Booster = 0.3;
    private const double Fading = 0.05;
    private const double Capitals = 0.7;
    private const double Negation = -0.7;
    private const double Mark = 0.3;
    private const int MostMarks = 4;
    private const double Scale = 15;

    private static readonly SearchValues<char> SmallLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz");

    /// <summary>The feeling of the text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="lexicon">The weights; null takes <see cref="SentimentLexicon.Default"/>.</param>
    /// <returns>From -1 (bad) to 1 (good), both excluded; 0 when no word is known.</returns>
    public static double Score(ReadOnlySpan<char> text, SentimentLexicon? lexicon = null)
    {
        lexicon ??= SentimentLexicon.Default;
        bool mixed = HasSmallWord(text);
        var recent = default(RecentWords);
        double sum = 0;
        double factor = 1;
        int marks = 0;
        for (int at = 0; at < text.Length;)
        {
            ReadOnlySpan<char> token = Next(text, ref at);
            if (token.IsEmpty)
            {
                continue;
            }

            marks += token.Count('!');
            ReadOnlySpan<char> word = Trim(token);
            if (word.Equals("but", StringComparison.OrdinalIgnoreCase))
            {
                sum *= 0.5;
                factor = 1.5;
            }

            bool known = lexicon.TryGet(token, out double weight) || (word.Length > 0 && word.Length < token.Length && lexicon.TryGet(word, out weight));
            if (known)
            {
                sum += factor * Weigh(weight, word, mixed, recent);
            }

            recent = recent.Push(SentimentWords.IsNegation(word), SentimentWords.Strength(word));
        }

        sum += Math.Sign(sum) * Mark * Math.Min(marks, MostMarks);
        return sum / Math.Sqrt((sum * sum) + Scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Weigh(double weight, ReadOnlySpan<char> word, bool mixed, RecentWords recent)
    {
        int sign = Math.Sign(weight);
        if (mixed && IsCapitals(word))
        {
            weight += sign * Capitals;
        }

        for (int back = 0; back < RecentWords.Length; back++)
        {
            weight += sign * recent.StrengthAt(back) * Booster * (1 - (back * Fading));
        }

        return recent.Negated ? weight * Negation : weight;
    }

    private static ReadOnlySpan<char> Next(ReadOnlySpan<char> text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        int start = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return text[start..at];
    }

    private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> token)
    {
        int start = 0;
        int end = token.Length;
        while (start < end && !char.IsLetterOrDigit(token[start]))
        {
            start++;
        }

        while (end > start && !char.IsLetterOrDigit(token[end - 1]))
        {
            end--;
        }

        return token[start..end];
    }

    private static bool IsCapitals(ReadOnlySpan<char> word)
    {
        if (word.Length < 2)
        {
            return false;
        }

        foreach (char c in word)
        {
            if (!char.IsAsciiLetterUpper(c) && c != '\'')
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasSmallWord(ReadOnlySpan<char> text) => text.ContainsAny(SmallLetters);
}
