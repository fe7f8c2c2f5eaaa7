using Escalation.Calibration;
using Escalation.Calibration.Populations;
using Escalation.Decisions;
using Escalation.Experiments.FinitePopulation;
using Escalation.Statistics;
using Escalation.Tests.Shared;

namespace Escalation.Experiments.Tests.FinitePopulation;

/// <summary>The law of the fixed sequence against every sample there is, through the public calibration.</summary>
public class RiskLawTests
{
    private static readonly string NoFingerprint = new('0', 64);
    private static readonly ThresholdGrid Grid = ThresholdGrid.Of(0.15, 0.35, 0.55, 0.75, 0.95);

    [Fact]
    public void Every_sample_of_small_pools_gives_the_computed_law()
    {
        var random = new SplitMix64(3);
        int violating = 0;
        int partly = 0;
        int cases = 0;
        foreach ((int population, int draws) in (ReadOnlySpan<(int, int)>)[(6, 4), (9, 5), (9, 8), (10, 6)])
        {
            List<int[]> samples = Subsets.All(population, draws);
            for (int pool = 0; pool < 6; pool++)
            {
                (double[] scores, double[] losses) = Draw(random, population);
                foreach ((double alpha, double delta) in (ReadOnlySpan<(double, double)>)[(0.5, 0.5), (0.4, 0.6), (0.6, 0.3), (0.3, 0.25)])
                {
                    foreach (SequenceStart start in Enum.GetValues<SequenceStart>())
                    {
                        var options = new SelectiveRiskOptions(alpha, delta) { Grid = Grid, Start = start, DataSha256 = NoFingerprint };
                        PopulationLaw counted = Count(scores, losses, samples, options);
                        PopulationLaw law = RiskLaw.Of(new PoolCurve(Grid, scores, losses), draws, alpha, delta, start);
                        Assert.Equal(counted.Violation, law.Violation, 1e-12);
                        Assert.Equal(counted.Certified, law.Certified, 1e-12);
                        Assert.Equal(counted.MeanRate, law.MeanRate, 1e-12);
                        Assert.True(law.Violation <= delta + 1e-12);
                        cases++;
                        violating += law.Violation > 0.0 ? 1 : 0;
                        partly += law.Certified is > 0.0 and < 1.0 ? 1 : 0;
                    }
                }
            }
        }

        // The comparison means nothing where all is certain.
        Assert.InRange(violating, cases / 10, cases);
        Assert.InRange(partly, cases / 3, cases);
    }

    /// <summary>One threshold that acts on everything tests every item, so the errors among them are hypergeometric.</summary>
    [Theory]
    [InlineData(6000, 500, 0.1, 601)]
    [InlineData(2590, 793, 0.3, 778)]
    [InlineData(3000, 400, 0.75, 2251)]
    public void One_threshold_for_all_items_is_a_hypergeometric_tail(int population, int draws, double alpha, int errors)
    {
        double[] scores = new double[population];
        double[] losses = new double[population];
        losses.AsSpan(0, errors).Fill(1.0);
        var curve = new PoolCurve(ThresholdGrid.Of(0.0), scores, losses);
        double expected = HypergeometricTail.Lower(BinomialBudget.LargestCount(draws, alpha, 0.1), population, errors, draws);
        PopulationLaw law = RiskLaw.Of(curve, draws, alpha, 0.1, SequenceStart.TwiceFloor);
        Assert.InRange(law.Violation / expected, 1 - 1e-12, 1 + 1e-12);
        Assert.Equal(law.Violation, law.Certified);
        Assert.Equal(law.Violation, law.MeanRate);
    }

    /// <summary>A threshold that acts on a part, none of it wrong: certified iff the sample holds enough of it.</summary>
    [Fact]
    public void Without_errors_only_the_number_of_acted_items_decides()
    {
        double[] scores = new double[1000];
        scores.AsSpan(0, 100).Fill(1.0);
        double[] losses = new double[1000];
        var curve = new PoolCurve(ThresholdGrid.Of(1.0), scores, losses);
        foreach ((SequenceStart start, int required) in (ReadOnlySpan<(SequenceStart, int)>)[(SequenceStart.Floor, 22), (SequenceStart.TwiceFloor, 44)])
        {
            double expected = 1.0 - HypergeometricTail.Lower(required - 1, 1000, 100, 300);
            Assert.Equal(expected, RiskLaw.Of(curve, 300, 0.1, 0.1, start).Certified, 1e-12);
        }
    }

    [Fact]
    public void A_finer_grid_of_empty_cells_changes_nothing()
    {
        var random = new SplitMix64(5);
        (double[] scores, double[] losses) = Draw(random, 400);
        PopulationLaw coarse = RiskLaw.Of(new PoolCurve(Grid, scores, losses), 150, 0.5, 0.1, SequenceStart.TwiceFloor);
        PopulationLaw fine = RiskLaw.Of(new PoolCurve(ThresholdGrid.Of(0.14, 0.15, 0.34, 0.35, 0.549, 0.55, 0.7499, 0.75, 0.95, 0.96), scores, losses), 150, 0.5, 0.1, SequenceStart.TwiceFloor);
        Assert.True(coarse.Certified > 0.1);
        Assert.Equal(coarse.Certified, fine.Certified, 1e-12);
        Assert.Equal(coarse.Violation, fine.Violation, 1e-12);
    }

    private static (double[] Scores, double[] Losses) Draw(SplitMix64 random, int population)
    {
        double[] scores = new double[population];
        double[] losses = new double[population];
        for (int i = 0; i < population; i++)
        {
            scores[i] = random.NextBelow(11) / 10.0;
            losses[i] = random.NextUniform() < 0.75 - (0.5 * scores[i]) ? 1.0 : 0.0;
        }

        return (scores, losses);
    }

    private static PopulationLaw Count(double[] scores, double[] losses, List<int[]> samples, SelectiveRiskOptions options)
    {
        int certified = 0;
        int violations = 0;
        long acted = 0;
        foreach (int[] sample in samples)
        {
            if (SelectiveRisk.Calibrate([.. sample.Select(item => scores[item])], [.. sample.Select(item => losses[item])], options) is Certified { Certificate: { } certificate })
            {
                Threshold deployed = certificate;
                int[] items = [.. Enumerable.Range(0, scores.Length).Where(item => !deployed.Escalates(scores[item]))];
                certified++;
                acted += items.Length;
                violations += items.Count(item => losses[item] == 1.0) > (decimal)options.Alpha * items.Length ? 1 : 0;
            }
        }

        return new PopulationLaw((double)violations / samples.Count, (double)certified / samples.Count, (double)acted / scores.Length / samples.Count);
    }
}
