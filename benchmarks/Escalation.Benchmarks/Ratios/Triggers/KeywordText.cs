using System.Text;

namespace Escalation.Benchmarks.Ratios.Triggers;

/// <summary>Made-up words and a text of them, by seed: some five letters a word, a keyword about once in a thousand characters.</summary>
internal static class KeywordText
{
    private const int Seed = 7;
    private const int CharactersPerHit = 1_000;

    /// <summary>So many distinct words of 5 to 12 letters.</summary>
    public static string[] Keywords(int count)
    {
        var random = new Random(Seed);
        var words = new HashSet<string>(StringComparer.Ordinal);
        while (words.Count < count)
        {
            words.Add(Word(random, 5, 13));
        }

        return [.. words];
    }

    /// <summary>A text of this length with capitals, full stops and keywords in it.</summary>
    public static string Text(string[] keywords, int length)
    {
        var random = new Random(Seed + 1);
        var text = new StringBuilder();
        int nextHit = CharactersPerHit / 2;
        while (text.Length < length)
        {
            string word = Word(random, 1, 10);
            if (text.Length >= nextHit)
            {
                word = keywords[random.Next(keywords.Length)];
                nextHit += CharactersPerHit;
            }

            text.Append(random.Next(8) == 0 ? char.ToUpperInvariant(word[0]) + word[1..] : word).Append(random.Next(12) == 0 ? ". " : " ");
        }

        return text.ToString(0, length);
    }

    private static string Word(Random random, int least, int behind)
    {
        const string letters = "etaoinshrdlucmfwypvbgk";
        return string.Create(random.Next(least, behind), random, static (word, source) =>
        {
            foreach (ref char c in word)
            {
                // The smaller of two draws: common letters come first.
                c = letters[Math.Min(source.Next(letters.Length), source.Next(letters.Length))];
            }
        });
    }
}
