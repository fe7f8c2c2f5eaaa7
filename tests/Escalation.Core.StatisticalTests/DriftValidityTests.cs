using Escalation.Monitoring;
using Escalation.Statistics;
using Escalation.Statistics.Sequential;

namespace Escalation.Core.StatisticalTests;

/// <summary>Conformal p-values against calibration scores are uniform and independent exactly, with heavy ties and few scores as well, and drift alarms keep their level.</summary>
public sealed class DriftValidityTests
{
    private const int Cells = 5;

    /// <summary>Scores that are two thirds one value, so that bins are told apart by chance alone; bins are cut from the very scores that serve as reference.</summary>
    [Theory]
    [InlineData(1, 2)]
    [InlineData(7, 3)]
    [InlineData(20, 64)]
    public void P_values_are_uniform_and_independent_under_exchangeability_with_ties(int reference, int bins)
    {
        const int Steps = 4;
        int worlds = Simulation.IsLong ? 200_000 : 20_000;
        int[][] alone = [.. Enumerable.Range(0, Steps).Select(_ => new int[Cells])];
        int[] pairs = new int[Cells * Cells];
        double[] scores = new double[reference];
        for (ulong world = 0; world < (ulong)worlds; world++)
        {
            var random = new SplitMix64(world ^ 0xABCDEF);
            for (int i = 0; i < reference; i++)
            {
                scores[i] = Score(random);
            }

            ScoreReference sample = ScoreReference.Of(scores, world, bins);
            var ranks = new ConformalRanks(sample.Gaps);
            int before = 0;
            for (int step = 0; step < Steps; step++)
            {
                double p = ranks.Observe(sample.BinOf(Score(random), random.NextOpenUniform()), random.NextOpenUniform());
                int cell = Math.Min((int)(p * Cells), Cells - 1);
                alone[step][cell]++;
                pairs[(before * Cells) + cell] += step == Steps - 1 ? 1 : 0;
                before = cell;
            }
        }

        (int least, int most) = Simulation.TwoSided(worlds, 1.0 / Cells);
        Assert.All(alone.SelectMany(counts => counts), count => Assert.InRange(count, least, most));
        (least, most) = Simulation.TwoSided(worlds, 1.0 / (Cells * Cells));
        Assert.All(pairs, count => Assert.InRange(count, least, most));
    }

    /// <summary>What the urn is for: with the reference's own counts in bins that were cut from it, the very first p-value is not uniform.</summary>
    [Fact]
    public void Counting_reference_scores_in_bins_cut_from_them_would_not_be_uniform()
    {
        const int Worlds = 20_000;
        int low = 0;
        for (ulong world = 0; world < Worlds; world++)
        {
            // One reference score bounds two bins; it is counted in the lower one, and the next score in either.
            var random = new SplitMix64(world);
            bool above = random.NextUniform() > random.NextUniform();
            double uniform = random.NextUniform();
            double p = above ? (1.0 + uniform) / 2.0 : uniform;
            low += p < 0.5 ? 1 : 0;
        }

        (int least, _) = Simulation.TwoSided(Worlds, 0.5);
        Assert.True(low < least, $"{low}");
    }

    [Fact]
    public void Drift_alarms_keep_their_level_with_a_small_reference()
    {
        const int Worlds = 600;
        const double Level = 0.1;
        int alarms = 0;
        for (ulong world = 0; world < Worlds; world++)
        {
            var random = new SplitMix64(world);
            double[] scores = [.. Enumerable.Range(0, 30).Select(_ => Score(random))];
            var monitor = new CertificateMonitor(new MonitorOptions { Level = Level, LabelWindow = 1 }, WatchPlan.Drift(ScoreReference.Of(scores, world)));
            for (int i = 0; i < 300 && monitor.Verdict == MonitorVerdict.Continue; i++)
            {
                monitor.ObserveDecision((i & 1) == 0 ? "a" : "b", escalates: false, Score(random));
            }

            alarms += monitor.Verdict == MonitorVerdict.Alarm ? 1 : 0;
        }

        Assert.InRange(alarms, 0, Simulation.OneSided(Worlds, Level));
    }

    private static double Score(SplitMix64 random) => random.NextBelow(3) < 2 ? 0.5 : random.NextUniform();
}
