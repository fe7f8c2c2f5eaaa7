using Escalation.Statistics;

namespace Escalation.Evaluation.Routing;

/// <summary>Scores of routers to compare with: one that knows the labels, and one that looks at nothing.</summary>
public static class RoutingScores
{
    /// <summary>The ranks of a router that knows where delegating helps: by delegation value, equal ones by a score, then in file order. No two are equal.</summary>
    /// <param name="weak">The quality of the weak model's answers, in [0, 1].</param>
    /// <param name="strong">The quality of the strong model's answers, in [0, 1]; as many.</param>
    /// <param name="ties">A finite score for equal values, the higher first; as many.</param>
    /// <returns>A rank for each item; the highest is delegated first.</returns>
    /// <exception cref="ArgumentException">Thrown when there is no item or the lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a quality is not in [0, 1] or a score is not finite.</exception>
    public static double[] Oracle(ReadOnlySpan<double> weak, ReadOnlySpan<double> strong, ReadOnlySpan<double> ties)
    {
        double[] values = RoutingChecks.Values(weak, strong);
        EvaluationChecks.Length(ties.Length, values.Length, nameof(ties));
        EvaluationChecks.Finite(ties, nameof(ties));
        double[] within = ties.ToArray();
        int[] order = [.. Enumerable.Range(0, values.Length).OrderByDescending(i => values[i]).ThenByDescending(i => within[i])];
        return Ranks(order);
    }

    /// <summary>The ranks of a random order. No two are equal.</summary>
    /// <param name="items">How many items, at least 0.</param>
    /// <param name="seed">The seed.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="items"/> is negative.</exception>
    public static double[] Random(int items, ulong seed) => Ranks(SeededShuffle.Permutation(items, seed));

    private static double[] Ranks(int[] order)
    {
        double[] ranks = new double[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            ranks[order[i]] = order.Length - i;
        }

        return ranks;
    }
}
