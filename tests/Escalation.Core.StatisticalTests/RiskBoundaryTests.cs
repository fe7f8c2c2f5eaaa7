using Escalation.Calibration;
using Escalation.Statistics;

namespace Escalation.Core.StatisticalTests;

/// <summary>Selective risk at the boundary: labels whose true risk stands a hair above alpha, on grids that make it as hard as possible.</summary>
public sealed class RiskBoundaryTests
{
    private const double Tiny = 1e-9;

    public static TheoryData<int> Rows => BoundaryRow.Indices;

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_grid_of_one_point_at_the_boundary_violates_exactly_as_often_as_computed(int index)
    {
        (double alpha, double delta, int n, int k, double size) = BoundaryRow.All[index];
        Assert.True(size < delta);
        int worlds = Simulation.Worlds(n);
        (int least, int most) = Simulation.TwoSided(worlds, BinomialTail.Lower(k, n, alpha + Tiny));
        var options = new SelectiveRiskOptions(alpha, delta) { Grid = ThresholdGrid.Of(0.0), Start = SequenceStart.Floor, DataSha256 = Simulation.NoFingerprint };
        Assert.InRange(Violations(n, worlds, 6_000 + (ulong)index, options, riskAt: _ => alpha + Tiny, firstNull: 1.0), least, most);
    }

    /// <summary>Half of the items are right and stand above the crossing, the others stand on it and bring the risk to a hair above alpha: five hundred thresholds just above see no error, five hundred at it and just below are true nulls, all within a thousand units in the last place.</summary>
    [Theory]
    [MemberData(nameof(Rows))]
    public void A_thousand_points_around_a_jump_violate_exactly_as_often_as_computed(int index)
    {
        const double Crossing = 0.15;
        (double alpha, double delta, int n, int k, double size) = BoundaryRow.All[index];
        Assert.True(size < delta);
        int worlds = Simulation.Worlds(n);
        (int least, int most) = Simulation.TwoSided(worlds, BinomialTail.Lower(k, n, alpha + Tiny));
        long bits = BitConverter.DoubleToInt64Bits(Crossing);
        double[] thresholds = [.. Enumerable.Range(-499, 1000).Select(step => BitConverter.Int64BitsToDouble(bits + step))];
        var options = new SelectiveRiskOptions(alpha, delta) { Grid = ThresholdGrid.Of(thresholds), Start = SequenceStart.Floor, DataSha256 = Simulation.NoFingerprint };
        int violations = Violations(
            n,
            worlds,
            10_000 + (ulong)index,
            options,
            riskAt: score => score > Crossing ? 0.0 : 2.0 * (alpha + Tiny),
            firstNull: BitConverter.Int64BitsToDouble(bits + 1),
            scoreAt: u => u < 0.5 ? Crossing : u);
        Assert.InRange(violations, least, most);
    }

    /// <summary>The error rate at a score s is such that acting on {score >= t} has risk alpha + (0.5 - t) / 100: every threshold below a half is a true null, by a hair near it.</summary>
    [Theory]
    [InlineData(0.1, 0.1, 200, SequenceStart.TwiceFloor)]
    [InlineData(0.1, 0.1, 200, SequenceStart.Floor)]
    [InlineData(0.1, 0.1, 1000, SequenceStart.TwiceFloor)]
    [InlineData(0.2, 0.1, 500, SequenceStart.Strictest)]
    [InlineData(0.05, 0.05, 500, SequenceStart.TwiceFloor)]
    [InlineData(0.2, 0.2, 1000, SequenceStart.TwiceFloor)]
    public void A_thousand_points_packed_around_the_crossing_do_not_raise_the_error(double alpha, double delta, int n, SequenceStart start)
    {
        int worlds = Simulation.IsLong ? 10_000 : 3_000;
        var options = new SelectiveRiskOptions(alpha, delta) { Grid = ThresholdGrid.Even(0.499, 0.5, 1000), Start = start, DataSha256 = Simulation.NoFingerprint };
        int violations = Violations(n, worlds, 7_000 + (ulong)n, options, riskAt: score => alpha + ((1.5 - (2.0 * score)) / 100.0), firstNull: 0.5);
        Assert.InRange(violations, 0, Simulation.OneSided(worlds, delta));
    }

    /// <summary>Safe above 0.3 and at the boundary below: the first tests pass surely, the last one carries all of the error level.</summary>
    [Theory]
    [InlineData(0.1, 0.1, 200)]
    [InlineData(0.2, 0.1, 1000)]
    [InlineData(0.05, 0.05, 500)]
    public void A_jump_at_the_last_threshold_uses_the_level_fully_and_no_more(double alpha, double delta, int n)
    {
        int worlds = Simulation.IsLong ? 10_000 : 5_000;
        long k = BinomialBudget.LargestCount(n, alpha, delta);
        (int least, int most) = Simulation.TwoSided(worlds, BinomialTail.Lower(k, n, alpha + Tiny));
        var options = new SelectiveRiskOptions(alpha, delta) { Grid = ThresholdGrid.Of(0.0, 0.3), DataSha256 = Simulation.NoFingerprint };
        int violations = Violations(n, worlds, 8_000 + (ulong)n, options, riskAt: score => score < 0.3 ? (alpha + Tiny) / 0.3 : 0.0, firstNull: 0.1);
        Assert.InRange(violations, least, most);
    }

    /// <summary>In how many worlds a threshold below the first true null is certified.</summary>
    private static int Violations(int n, int worlds, ulong seed, SelectiveRiskOptions options, Func<double, double> riskAt, double firstNull, Func<double, double>? scoreAt = null)
    {
        var random = new SplitMix64(seed);
        double[] scores = new double[n];
        double[] losses = new double[n];
        int violations = 0;
        for (int world = 0; world < worlds; world++)
        {
            for (int i = 0; i < n; i++)
            {
                double uniform = random.NextOpenUniform();
                scores[i] = scoreAt is null ? uniform : scoreAt(uniform);
                losses[i] = random.NextOpenUniform() < riskAt(scores[i]) ? 1.0 : 0.0;
            }

            violations += SelectiveRisk.Calibrate(scores, losses, options) is Certified { Certificate.Threshold: var threshold } && threshold < firstNull ? 1 : 0;
        }

        return violations;
    }
}
