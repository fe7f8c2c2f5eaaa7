using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Calibration.Populations;

/// <summary>The exact law of <see cref="DelegationBudget"/> under sampling without replacement from a finite population of scores, ties included.</summary>
/// <remarks>
/// <para>
/// Order the scores from the first to delegate to the last. The threshold is the (k+1)-th score of the sample in this order, <c>k = max{k : P(Bin(n, alpha) &lt;= k) &lt;= delta}</c>, and the rule delegates the items
/// strictly ahead of it. Exactly M of the N items stand before the place of that sampled item with the negative hypergeometric probability <c>w_M = C(M, k) C(N - M - 1, n - k - 1) / C(N, n)</c>, whatever the
/// order among equal scores; where its score first occurs at the place G, the rule delegates <c>G &lt;= M</c> items.
/// </para>
/// <para>
/// So <c>P(violation) = sum of w_M over M &gt;= G*</c> with <c>G* = min{G : G &gt; alpha N}</c>, which equals <c>P(Hyp(N, G*, n) &lt;= k)</c>; it is zero when no score has so many items ahead of it.
/// Ties make G* larger than the least integer above alpha N, and the violation rarer.
/// </para>
/// <para>Use it to judge the calibration on a file that stands for the world: the violations of repeated random splits are a binomial count of this probability. About the world itself it says nothing.</para>
/// </remarks>
public static class BudgetLaw
{
    /// <summary>Computes the law. A sort and two linear passes; weights follow from their neighbours, starting at the mode, and their sum normalises them.</summary>
    /// <param name="scores">The population's scores; finite, at least one.</param>
    /// <param name="direction">Which end delegates: <see cref="ScoreDirection.HigherDelegates"/> or <see cref="ScoreDirection.LowerDelegates"/>.</param>
    /// <param name="draws">The size n of the calibration set, 1 to N.</param>
    /// <param name="alpha">The budget, strictly between 0 and 1.</param>
    /// <param name="delta">The error level, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentException">Thrown when a score is NaN or infinite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range.</exception>
    public static PopulationLaw Of(ReadOnlySpan<double> scores, ScoreDirection direction, int draws, double alpha, double delta)
    {
        CalibrationData.RequireScores(scores);
        Guard.AtLeast(draws, 1);
        if (draws > scores.Length)
        {
            Guard.OutOfRange(nameof(draws), $"at most the size of the population, {scores.Length}", draws);
        }

        var options = new DelegationBudgetOptions(alpha, delta) { Direction = direction };
        int allowed = (int)BudgetRule.Allowed(draws, options);
        if (allowed < 0)
        {
            return new PopulationLaw(0.0, 0.0, 0.0);
        }

        double[] ordered = scores.ToArray();
        Array.Sort(ordered);
        if (direction == ScoreDirection.HigherDelegates)
        {
            Array.Reverse(ordered);
        }

        double[] weights = Weights(scores.Length, draws, allowed);
        var total = new CompensatedSum();
        var violation = new CompensatedSum();
        var delegated = new CompensatedSum();
        int ahead = 0;
        for (int place = 0; place < ordered.Length; place++)
        {
            ahead = place > 0 && ordered[place] == ordered[place - 1] ? ahead : place;
            double weight = weights[place];
            total.Add(weight);
            delegated.Add(weight * ahead);
            violation.Add(PopulationShare.Exceeds(ahead, ordered.Length, alpha) ? weight : 0.0);
        }

        return new PopulationLaw(violation.Value / total.Value, 1.0, delegated.Value / total.Value / ordered.Length);
    }

    /// <summary>For each place in the order of the population the probability that the (k+1)-th sampled item stands there, up to one factor.</summary>
    private static double[] Weights(int population, int draws, int allowed)
    {
        double[] weights = new double[population];
        int last = population - (draws - allowed);
        int mode = draws == 1 ? allowed : (int)Math.Clamp((long)allowed * (population - 1) / (draws - 1), allowed, last);
        weights[mode] = 1.0;
        for (int place = mode; place < last && weights[place] > 0.0; place++)
        {
            weights[place + 1] = weights[place] * Ratio(place, population, draws, allowed);
        }

        for (int place = mode; place > allowed && weights[place] > 0.0; place--)
        {
            weights[place - 1] = weights[place] / Ratio(place - 1, population, draws, allowed);
        }

        return weights;
    }

    /// <summary><c>w_(M+1) / w_M</c>.</summary>
    private static double Ratio(int place, int population, int draws, int allowed) =>
        (place + 1.0) * (population - place - draws + allowed) / ((place + 1.0 - allowed) * (population - place - 1.0));
}
