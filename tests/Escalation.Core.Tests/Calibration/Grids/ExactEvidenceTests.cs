using Escalation.Calibration;
using Escalation.Calibration.Grids;
using Escalation.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Calibration.Grids;

public sealed class ExactEvidenceTests
{
    private static readonly Gen<(double Score, double Loss)[]> Items = Gen.Choose(1, 400).SelectMany(n =>
        Gen.Choose(0, 60).SelectMany(score => Gen.Choose(0, 99).Select(u => (score / 60.0, u < 45 - (score * 2 / 3) ? 1.0 : 0.0))).ArrayOf(n));

    [Fact]
    public void Many_thresholds_at_a_time_stop_where_one_by_one_does()
    {
        Gen<((double Score, double Loss)[] Items, int Alpha, int Level)> cases =
            Items.SelectMany(items => Gen.Choose(1, 70).SelectMany(alpha => Gen.Choose(1, 60).Select(level => (items, alpha, level))));
        Prop.ForAll(cases.ToArbitrary(), @case =>
        {
            double[] scores = [.. @case.Items.Select(item => item.Score)];
            double[] losses = [.. @case.Items.Select(item => item.Loss)];
            ThresholdGrid grid = ThresholdGrid.Even(0.0, 1.1, 300);
            double alpha = @case.Alpha / 100.0;
            double level = @case.Level / 100.0;
            var evidence = new ExactEvidence(grid, GridCounts.Of(grid, scores, losses), alpha);
            foreach (int from in (int[])[0, 7, 150, 299])
            {
                int next = from;
                while (next >= 0 && evidence.Acted(next) > 0 && BinomialTail.Lower(evidence.Errors(next), evidence.Acted(next), alpha) <= level)
                {
                    next--;
                }

                if (evidence.FirstFailure(from, alpha, level) != next)
                {
                    return false;
                }
            }

            return true;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_long_sequence_stops_at_the_same_threshold_too()
    {
        var random = new SplitMix64(77);
        double[] scores = new double[30_000];
        double[] losses = new double[scores.Length];
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = random.NextUniform();
            losses[i] = random.NextUniform() < 0.5 * (1.0 - scores[i]) ? 1.0 : 0.0;
        }

        ThresholdGrid grid = ThresholdGrid.Observed(scores);
        var evidence = new ExactEvidence(grid, GridCounts.Of(grid, scores, losses), 0.1);
        int from = grid.Count - 100;
        int next = from;
        while (evidence.Passes(next, 0.1, 0.05))
        {
            next--;
        }

        Assert.InRange(next, 1, from - 1_000);
        Assert.Equal(next, evidence.FirstFailure(from, 0.1, 0.05));
    }
}
