using Escalation.Evaluation;
using static Escalation.Core.Tests.Evaluation.RankedGen;

namespace Escalation.Core.Tests.Evaluation;

public class ScoringRuleTests
{
    [Fact]
    public void The_parts_of_a_brier_score_add_up() => Hold(1, 60, 20, (confidences, correct) =>
    {
        BrierDecomposition parts = ScoringRules.Decompose(confidences, correct, 4)!;
        BrierDecomposition exact = ScoringRules.DecomposeByConfidence(confidences, correct)!;
        double brier = confidences.Zip(correct, (p, right) => Math.Pow(p - (right ? 1.0 : 0.0), 2.0)).Average();
        return Math.Abs(parts.Brier - brier) <= 1e-14
            && Math.Abs(parts.Reliability - parts.Resolution + parts.Uncertainty + parts.WithinBin - brier) <= 1e-14
            && Math.Abs(exact.Reliability - exact.Resolution + exact.Uncertainty - brier) <= 1e-13
            && Math.Abs(exact.WithinBin) <= 1e-13
            && Math.Abs(parts.WithinBin - WithinBins(confidences, correct)) <= 1e-13;
    });

    [Fact]
    public void A_certain_mistake_costs_what_the_clip_says()
    {
        Assert.Equal(-Math.Log(0.25), ScoringRules.LogLoss([1.0], [false], 0.25).Value!.Value, 1e-15);
        Assert.InRange(ScoringRules.LogLoss([1.0], [false]).Value!.Value, 34.0, 35.0);
        Assert.Equal(Math.Log(2.0), ScoringRules.LogLoss([0.5, 0.5], [true, false]).Value!.Value, 1e-15);
    }

    [Fact]
    public void Spiegelhalters_statistic_has_mean_zero_and_variance_one_under_its_hypothesis()
    {
        double[] p = [0.1, 0.3, 0.45, 0.6, 0.85, 0.97, 0.97, 0.2];
        double mean = 0.0;
        double square = 0.0;
        for (int outcome = 0; outcome < 256; outcome++)
        {
            bool[] correct = [.. p.Select((_, i) => (outcome >> i & 1) == 1)];
            double weight = p.Zip(correct, (chance, right) => right ? chance : 1.0 - chance).Aggregate(1.0, (product, one) => product * one);
            double z = SpiegelhalterTest.Statistic(p, correct).Value!.Value;
            mean += weight * z;
            square += weight * z * z;
        }

        Assert.Equal(0.0, mean, 1e-14);
        Assert.Equal(1.0, square, 1e-13);
    }

    [Fact]
    public void Confidences_without_variance_have_no_statistic()
    {
        Assert.Equal(MetricUndefined.NoVariance, SpiegelhalterTest.Statistic([0.0, 0.5, 1.0], [false, true, true]).Reason);
        Assert.True(SpiegelhalterTest.Statistic([0.9, 0.9], [false, false]).Value > 0.0);
    }

    [Fact]
    public void The_p_value_is_two_sided_and_never_negative()
    {
        Assert.Equal(1.0, SpiegelhalterTest.PValue(0.0));
        Assert.Equal(0.05, SpiegelhalterTest.PValue(1.959963984540054), 1e-12);
        Assert.Equal(SpiegelhalterTest.PValue(3.0), SpiegelhalterTest.PValue(-3.0));
        Assert.InRange(SpiegelhalterTest.PValue(37.0), double.Epsilon, 1e-290);
        Assert.Equal(0.0, SpiegelhalterTest.PValue(1e6));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpiegelhalterTest.PValue(double.NaN));
    }

    /// <summary>The spread of confidence within four even bins, less twice its covariance with being right.</summary>
    private static double WithinBins(double[] confidences, bool[] correct)
    {
        double sum = 0.0;
        foreach (var bin in confidences.Zip(correct, (p, right) => (P: p, Y: right ? 1.0 : 0.0)).GroupBy(item => Math.Min((int)(item.P * 4), 3)))
        {
            double p = bin.Average(item => item.P);
            double y = bin.Average(item => item.Y);
            sum += bin.Sum(item => ((item.P - p) * (item.P - p)) - (2.0 * (item.P - p) * (item.Y - y)));
        }

        return sum / confidences.Length;
    }
}
