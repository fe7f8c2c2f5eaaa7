namespace Escalation.Triggers.Sensitivity.Sentiment;

/// <summary>Words that turn, strengthen or weaken the feeling of the word behind them.</summary>
internal static class SentimentWords
{
    private static readonly HashSet<string> Negations = new(StringComparer.OrdinalIgnoreCase)
    {
        "not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "nowhere", "without", "hardly", "barely", "scarcely", "rarely", "seldom",
        "cannot", "cant", "dont", "doesnt", "didnt", "isnt", "arent", "wasnt", "werent", "wont", "wouldnt", "shouldnt", "couldnt", "havent", "hasnt", "hadnt", "aint",
    };

    private static readonly HashSet<string> Strengtheners = new(StringComparer.OrdinalIgnoreCase)
    {
        "very", "really", "so", "too", "extremely", "absolutely", "completely", "totally", "incredibly", "utterly", "deeply", "highly", "super", "such", "fucking",
        "most", "more", "especially", "particularly", "truly", "quite", "entirely", "hugely", "insanely", "freaking", "damn", "seriously", "much", "awfully", "terribly",
    };

    private static readonly HashSet<string> Weakeners = new(StringComparer.OrdinalIgnoreCase)
    {
        "slightly", "somewhat", "kinda", "sorta", "fairly", "partly", "almost", "little", "less", "mildly", "occasionally", "bit",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> NegationLookup = Negations.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> StrengthenerLookup = Strengtheners.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> WeakenerLookup = Weakeners.GetAlternateLookup<ReadOnlySpan<char>>();

    internal static bool IsNegation(ReadOnlySpan<char> word) =>
        NegationLookup.Contains(word) || word.EndsWith("n't", StringComparison.OrdinalIgnoreCase) || word.EndsWith("n\u2019t", StringComparison.OrdinalIgnoreCase);

    /// <summary>1 for a word that strengthens, -1 for one that weakens, 0 for others.</summary>
    internal static int Strength(ReadOnlySpan<char> word) => StrengthenerLookup.Contains(word) ? 1 : WeakenerLookup.Contains(word) ? -1 : 0;
}
