using Escalation.Calibration;
using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Core.StatisticalTests;

/// <summary>The exact law of a budget on tied scores, checked before it judges simulations.</summary>
public sealed class TiedLawTests
{
    public static TheoryData<int> Rows => BoundaryRow.Indices;

    public static TheoryData<int, double, double, double[]> Small => new()
    {
        { 8, 0.25, 0.2, [0.2, 0.1, 0.3, 0.4] },
        { 12, 0.3, 0.1, [0.31, 0.2, 0.49] },
        { 12, 0.3, 0.4, [0.1, 0.1, 0.101, 0.3, 0.399] },
        { 15, 0.4, 0.3, [0.45, 0.0, 0.15, 0.4] },
        { 20, 0.5, 0.05, [0.05, 0.25, 0.21, 0.49] },
        { 30, 0.1, 0.1, [0.08, 0.021, 0.02, 0.879] },
        { 6, 0.5, 0.5, [0.0, 1.0] },
    };

    /// <summary>Every vector of counts is laid out as scores, sorted, and given to the rule by its definition and to the library.</summary>
    [Theory]
    [MemberData(nameof(Small))]
    public void The_law_is_the_sum_over_all_samples(int n, double alpha, double delta, double[] masses)
    {
        int k = TiedLaw.LargestCount(n, alpha, delta);
        var options = new DelegationBudgetOptions(alpha, delta) { DataSha256 = Simulation.NoFingerprint };
        double byDefinition = 0.0;
        double byLibrary = 0.0;
        foreach (int[] counts in CountVectors.All(n, masses.Length))
        {
            double weight = CountVectors.Weight(counts, masses);
            double[] scores = [.. counts.SelectMany((count, atom) => Enumerable.Repeat((double)-atom, count))];
            byDefinition += RateAbove(scores.OrderDescending().ElementAt(k), masses) > alpha ? weight : 0.0;
            Certificate certificate = Assert.IsType<Certified>(DelegationBudget.Calibrate(scores, options)).Certificate;
            double deployed = masses.Where((_, atom) => ScoreComparison.Escalates(certificate.Direction, -atom, certificate.Threshold)).Sum();
            byLibrary += deployed > alpha ? weight : 0.0;
        }

        double law = TiedLaw.Violation(n, k, alpha, masses);
        Assert.Equal(byDefinition, law, 1e-12);
        Assert.Equal(byDefinition, byLibrary, 1e-12);
        Assert.True(law <= delta);
    }

    /// <summary>A budget is broken when the items above the first rate beyond it are at most k, whatever lies around.</summary>
    [Theory]
    [MemberData(nameof(Rows))]
    public void The_law_of_every_row_is_a_binomial_tail_at_the_first_rate_beyond_the_budget(int index)
    {
        (double alpha, double delta, int n, int k, double size) = BoundaryRow.All[index];
        Assert.Equal(k, TiedLaw.LargestCount(n, alpha, delta));
        Assert.Equal(size, TiedLaw.Violation(n, k, alpha, [Math.BitIncrement(alpha), 1.0 - alpha]), 5e-6);
        double tail = BinomialTail.Lower(k, n, TiedScores.JustAbove(alpha, n));
        Assert.Equal(tail, TiedLaw.Violation(n, k, alpha, TiedScores.HeavyAtom(alpha, n).Masses), 1e-11);
        Assert.Equal(tail, TiedLaw.Violation(n, k, alpha, TiedScores.TwentyOneAtoms(alpha, n).Masses), 1e-11);
        Assert.Equal(tail, TiedLaw.Violation(n, k, alpha, TiedScores.Saturated(alpha, n).Masses), 1e-6);
    }

    private static double RateAbove(double threshold, double[] masses) => masses.Take((int)-threshold).Sum();
}
