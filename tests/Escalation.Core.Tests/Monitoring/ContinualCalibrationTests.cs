using System.Text;
using System.Text.Json.Nodes;
using Escalation.Calibration;
using Escalation.Monitoring;
using Escalation.Statistics;
using Escalation.Statistics.Sequential;

namespace Escalation.Core.Tests.Monitoring;

public sealed class ContinualCalibrationTests
{
    [Fact]
    public void Each_threshold_plays_its_own_game_at_its_share_of_delta()
    {
        ThresholdGrid grid = ThresholdGrid.Of(0.2, 0.5, 0.8);
        var calibration = new ContinualCalibration(grid, 0.3, 0.1);
        MixtureEProcess[] games = [.. Enumerable.Range(0, 3).Select(_ => new MixtureEProcess(MeanHypothesis.AtLeast, 0.3))];
        var random = new SplitMix64(4);
        long[] certifiedAt = new long[3];
        for (int step = 1; step <= 400; step++)
        {
            double score = random.NextUniform();
            double loss = random.NextUniform() < 0.35 * (1.0 - score) ? 1.0 : 0.0;
            int certified = calibration.Observe(score, loss);
            int expected = 0;
            for (int j = 0; j < 3; j++)
            {
                if (score >= grid.Thresholds[j])
                {
                    games[j].Observe(loss);
                }

                if (certifiedAt[j] == 0 && games[j].LogValue >= Math.Log(30.0) + 1e-9)
                {
                    certifiedAt[j] = step;
                    expected++;
                }
            }

            Assert.Equal(expected, certified);
            Assert.Equal(certifiedAt.Count(at => at > 0), calibration.Certified.Count);
        }

        Assert.All(certifiedAt, at => Assert.True(at > 0));
        Assert.Equal(grid.Thresholds.ToArray(), calibration.Certified.Select(threshold => threshold.Threshold));
        Assert.Equal(certifiedAt, calibration.Certified.Select(threshold => threshold.Step));
        Assert.All(calibration.Certified, threshold => Assert.InRange(threshold.LogEvidence, Math.Log(30.0), Math.Log(300.0)));
        Assert.All(calibration.Certified, threshold => Assert.InRange(threshold.LossSum, 0.0, 0.3 * threshold.Acted));
        Assert.Equal(400, calibration.Count);
    }

    [Fact]
    public void What_is_certified_stays_certified()
    {
        var calibration = new ContinualCalibration(ThresholdGrid.Of(0.5), 0.3, 0.1);
        while (calibration.Certified.Count == 0)
        {
            calibration.Observe(0.9, 0.0);
        }

        ContinualThreshold certified = Assert.Single(calibration.Certified);
        for (int i = 0; i < 100; i++)
        {
            Assert.Equal(0, calibration.Observe(0.9, 1.0));
        }

        Assert.Same(certified, Assert.Single(calibration.Certified));
        Assert.True(calibration.IsCertified(0));
    }

    [Fact]
    public void A_score_at_a_threshold_is_acted_on()
    {
        var calibration = new ContinualCalibration(ThresholdGrid.Of(0.5, 0.6), 0.3, 0.1);
        while (!calibration.IsCertified(0))
        {
            calibration.Observe(0.5, 0.0);
        }

        Assert.False(calibration.IsCertified(1));
        Assert.Equal(calibration.Count, calibration.Certified[0].Acted);
    }

    [Fact]
    public void Random_audits_certify_with_fewer_labels_than_items()
    {
        var calibration = new ContinualCalibration(ThresholdGrid.Of(0.5), 0.3, 0.1);
        var sampler = AuditSampler.FromSeed(2, 0.25);
        int labels = 0;
        int items = 0;
        while (calibration.Certified.Count == 0)
        {
            bool drawn = sampler.Draw($"t{items++}").IsSelected;
            labels += drawn ? 1 : 0;
            calibration.Observe(0.9, drawn ? WeightedLoss.Audited(items % 40 == 0 ? 1.0 : 0.0, 0.25) : WeightedLoss.Unaudited(0.25));
        }

        Assert.InRange(items, 20, 400);
        Assert.InRange(labels, 1, items / 2);
    }

    [Fact]
    public void Bad_arguments_are_refused_and_change_nothing()
    {
        var calibration = new ContinualCalibration(ThresholdGrid.Of(0.5), 0.3, 0.1);
        byte[] before = calibration.ToJson();

        Assert.Throws<ArgumentOutOfRangeException>(() => calibration.Observe(double.NaN, 0.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => calibration.Observe(double.PositiveInfinity, 0.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => calibration.Observe(0.5, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => calibration.Observe(0.5, 1.5));
        Assert.Throws<ArgumentException>(() => calibration.Observe(0.5, default(WeightedLoss)));
        Assert.Throws<ArgumentOutOfRangeException>(() => calibration.IsCertified(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => calibration.IsCertified(-1));
        Assert.Throws<ArgumentNullException>(() => new ContinualCalibration(null!, 0.3, 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ContinualCalibration(ThresholdGrid.Of(0.5), 0.0, 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ContinualCalibration(ThresholdGrid.Of(0.5), 0.3, double.NaN));
        Assert.Equal(before, calibration.ToJson());
    }

    [Fact]
    public void A_calibration_that_moves_after_every_label_is_the_one_that_stays()
    {
        var stays = new ContinualCalibration(ThresholdGrid.Even(0.0, 0.9, 7), 0.3, 0.1);
        var moves = new ContinualCalibration(ThresholdGrid.Even(0.0, 0.9, 7), 0.3, 0.1);
        var random = new SplitMix64(4);
        for (int i = 0; i < 200; i++)
        {
            double score = random.NextUniform();
            double loss = 0.3 * random.NextUniform();
            moves = ContinualCalibration.Parse(moves.ToJson());
            Assert.Equal(stays.Observe(score, loss), moves.Observe(score, loss));
        }

        Assert.NotEmpty(stays.Certified);
        Assert.Equal(Encoding.UTF8.GetString(stays.ToJson()), Encoding.UTF8.GetString(moves.ToJson()));
        Assert.Equal(stays.Certified, moves.Certified);
        Assert.Equal((0.3, 0.1, 200L), (moves.Alpha, moves.Delta, moves.Count));
        Assert.Equal(stays.Grid.Thresholds.ToArray(), moves.Grid.Thresholds.ToArray());
    }

    [Theory]
    [InlineData("schema", "\"escalation-monitor/1\"")]
    [InlineData("alpha", "1")]
    [InlineData("delta", "0")]
    [InlineData("count", "1")]
    [InlineData("reach", "-1")]
    [InlineData("rounding", "-1")]
    [InlineData("alternatives", "[0.5]")]
    [InlineData("thresholds", "[0.5, 0.5]")]
    [InlineData("thresholds", "[0.6, 0.5]")]
    [InlineData("thresholds", "[0.5]")]
    [InlineData("logs", "[]")]
    [InlineData("logs/0", "null")]
    [InlineData("losses", "[0]")]
    [InlineData("acted/1", "1000")]
    [InlineData("certified/0/index", "2")]
    [InlineData("certified/0/step", "1000")]
    [InlineData("certified/0/acted", "1000")]
    [InlineData("certified/0/logEvidence", "1")]
    [InlineData("certified/0/surplus", "1")]
    [InlineData("certified/1/index", "0")]
    [InlineData("surplus", "1")]
    public void A_state_that_contradicts_itself_is_refused_though_its_hash_fits(string path, string value)
    {
        var calibration = new ContinualCalibration(ThresholdGrid.Of(0.5, 0.6), 0.3, 0.1);
        while (calibration.Certified.Count < 2)
        {
            calibration.Observe(0.9, 0.0);
        }

        byte[] forged = StateForger.Edit(calibration.ToJson(), path, JsonNode.Parse(value));

        MonitorStateException refusal = Assert.Throws<MonitorStateException>(() => ContinualCalibration.Parse(forged));
        Assert.DoesNotContain("damaged", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_of_any_byte_is_noticed()
    {
        var calibration = new ContinualCalibration(ThresholdGrid.Of(0.5, 0.6), 0.3, 0.1);
        calibration.Observe(0.55, 0.25);
        byte[] json = calibration.ToJson();
        for (int at = 0; at < json.Length; at++)
        {
            byte[] damaged = [.. json];
            damaged[at] ^= 1;
            try
            {
                Assert.Equal(json, ContinualCalibration.Parse(damaged).ToJson());
            }
            catch (MonitorStateException)
            {
                continue;
            }
        }
    }

    [Fact]
    public void Observing_allocates_nothing_but_what_it_certifies()
    {
        var calibration = new ContinualCalibration(ThresholdGrid.Even(0.0, 0.9, 100), 0.1, 0.1);
        calibration.Observe(0.5, 1.0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 500; i++)
        {
            calibration.Observe(0.5, i % 5 == 0 ? 1.0 : 0.0);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
