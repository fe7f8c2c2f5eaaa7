namespace Quickstart;

/// <summary>Ways to choose who answers, compared at the number of turns that the policy delegated.</summary>
/// <remarks>Rankings see the whole stream before they choose, which no live system can; the oracle sees the labels too.</remarks>
internal sealed class Comparison
{
    private Comparison(IReadOnlyList<ComparisonRow> rows) => Rows = rows;

    /// <summary>The rows of the table.</summary>
    public IReadOnlyList<ComparisonRow> Rows { get; }

    /// <summary>Compares.</summary>
    /// <param name="turns">The stream, at least one turn.</param>
    public static Comparison Of(IReadOnlyList<StreamedTurn> turns)
    {
        CascadeItem[] items = [.. turns.Select(turn => turn.Item)];
        int n = items.Length;
        int weak = items.Count(item => item.WeakIsRight);
        int gain = items.Sum(item => item.Gain);
        int delegated = turns.Count(turn => !turn.Decision.MayAct);
        int byUncertainty = weak + items.OrderBy(item => item.Features.TopProbability).Take(delegated).Sum(item => item.Gain);
        int byGain = weak + turns.OrderByDescending(turn => turn.ExpectedGain).Take(delegated).Sum(turn => turn.Item.Gain);
        int byOracle = weak + items.Select(item => item.Gain).Where(value => value >= 0).OrderDescending().Take(delegated).Sum();
        double atRandom = weak + ((double)delegated / n * gain);
        return new Comparison(
        [
            new("act always", 0, (double)weak / n),
            new("random, same count", delegated, atRandom / n),
            new("uncertainty ranking, same count", delegated, (double)byUncertainty / n),
            new("expected gain ranking, same count", delegated, (double)byGain / n),
            new("the policy", delegated, (double)turns.Count(turn => turn.IsRight) / n),
            new("oracle, same count", delegated, (double)byOracle / n),
            new("escalate always", n, (double)(weak + gain) / n),
        ]);
    }
}
