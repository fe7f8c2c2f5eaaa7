using Escalation.Calibration;
using Escalation.Decisions;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Calibration;

public sealed class SelectiveRiskTests
{
    [Fact]
    public void Perfect_items_are_all_acted_on()
    {
        double[] scores = [.. Enumerable.Range(1, 100).Select(i => i / 100.0)];
        Certificate certificate = Certify(scores, new double[100], new SelectiveRiskOptions(0.1));
        Assert.Equal(0.01, certificate.Threshold);
        Assert.Equal(100, certificate.ActedCount);
        Assert.Equal(0, certificate.K);
        Assert.Equal(0.0, certificate.EmpiricalRisk);
        Assert.Equal(0.0, certificate.EmpiricalRate);
        Assert.Equal("act when score >= 0.01", certificate.Rule);
        Assert.Equal(ScoreDirection.HigherActs, certificate.Direction);
        Assert.Equal(new GridSummary(1000, 0.01, 1.0, ThresholdGrid.OverRange(scores).Summary.Sha256), certificate.Grid);
        Assert.Equal(SequenceStart.TwiceFloor, certificate.Start);
    }

    [Fact]
    [Trait("Row", "31")]
    public void The_threshold_acts_on_the_whole_tie_block()
    {
        double[] scores = [.. Enumerable.Repeat(0.9, 60), .. Enumerable.Repeat(0.5, 40)];
        double[] losses = [.. Enumerable.Repeat(0.0, 60), .. Enumerable.Repeat(1.0, 40)];
        Certificate certificate = Certify(scores, losses, new SelectiveRiskOptions(0.1) { Grid = ThresholdGrid.Of(0.5, 0.9) });
        Assert.Equal(0.9, certificate.Threshold);
        Assert.Equal(60, certificate.ActedCount);
        Threshold deployed = certificate;
        Assert.Equal(60, scores.Count(score => !deployed.Escalates(score)));
    }

    [Fact]
    public void Confident_mistakes_block_the_sequence_and_the_answer_says_so()
    {
        // A judge whose most confident items are wrong: acting on everything has 125 errors in 500 and would pass alone (p = 0.00765 at alpha 0.3).
        double[] scores = new double[500];
        double[] losses = new double[500];
        for (int i = 0; i < 500; i++)
        {
            scores[i] = (500 - i) / 500.0;
            losses[i] = i < 60 ? (i % 2 == 0 ? 1.0 : 0.0) : (i < 155 ? 1.0 : 0.0);
        }

        Assert.Equal(125.0, losses.Sum());
        var blocked = Assert.IsType<SequenceBlocked>(SelectiveRisk.Calibrate(scores, losses, new SelectiveRiskOptions(0.3)));
        Assert.StartsWith("Not certifiable: the sequence stopped at its first threshold, ", blocked.Message, StringComparison.Ordinal);
        Assert.Equal("sequenceBlocked", blocked.Status);
        Assert.Equal(0.00765, blocked.Hypotheses[0].PValue, 5e-6);
        Assert.Equal(500, blocked.Hypotheses[0].Acted);
        Assert.True(blocked.At.Tested && !blocked.At.Certified && blocked.At.PValue > 0.3);
        Assert.Equal(blocked.Hypotheses.Count(hypothesis => hypothesis.PValue <= 0.1), blocked.PassingAlone);
        Assert.Contains("start", blocked.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "29")]
    public void Errors_everywhere_give_the_least_upper_bound_of_the_grid()
    {
        double[] scores = [.. Enumerable.Range(0, 400).Select(i => i / 400.0)];
        double[] losses = [.. Enumerable.Range(0, 400).Select(i => i % 3 == 0 ? 1.0 : 0.0)];
        var answer = Assert.IsType<RiskTooHigh>(SelectiveRisk.Calibrate(scores, losses, new SelectiveRiskOptions(0.2)));
        Assert.Equal("riskTooHigh", answer.Status);
        Hypothesis best = answer.Hypotheses.Where(hypothesis => hypothesis.Acted > 0).MinBy(hypothesis => Escalation.Statistics.ClopperPearson.Upper(hypothesis.Errors, hypothesis.Acted, 0.1));
        Assert.Equal(best.Threshold, answer.BestThreshold);
        Assert.Equal(Escalation.Statistics.ClopperPearson.Upper(best.Errors, best.Acted, 0.1), answer.BestUpperBound);
        Assert.True(answer.BestUpperBound > 0.2);
    }

    [Fact]
    public void A_given_fingerprint_is_taken_over()
    {
        string given = new('a', 64);
        double[] scores = [.. Enumerable.Range(0, 100).Select(static i => i / 100.0)];
        var options = new SelectiveRiskOptions(0.1) { Grid = ThresholdGrid.Of(0.0) };
        Assert.Equal(CalibrationData.Sha256(scores, new double[100]), Certify(options));
        Assert.Equal(given, Certify(new SelectiveRiskOptions(0.1) { Grid = ThresholdGrid.Of(0.0), DataSha256 = given }));

        string Certify(SelectiveRiskOptions asked) => Assert.IsType<Certified>(SelectiveRisk.Calibrate(scores, new double[100], asked)).Certificate.DataSha256;
    }

    [Fact]
    public void All_errors_have_a_bound_of_one()
    {
        double[] losses = [.. Enumerable.Repeat(1.0, 100)];
        var answer = Assert.IsType<RiskTooHigh>(SelectiveRisk.Calibrate(new double[100], losses, new SelectiveRiskOptions(0.1)));
        Assert.Equal(1.0, answer.BestUpperBound);
        Assert.Equal("Not certifiable: the best threshold, 0, has an upper bound of 1 on its risk, above alpha 0.1 at delta 0.1.", answer.Message);
    }

    [Theory]
    [Trait("Row", "28")]
    [InlineData(SequenceStart.Strictest, 21, 22)]
    [InlineData(SequenceStart.Floor, 21, 22)]
    [InlineData(SequenceStart.TwiceFloor, 43, 44)]
    public void One_item_short_of_the_start_is_an_answer_that_names_the_need(SequenceStart start, int have, int need)
    {
        double[] scores = [.. Enumerable.Repeat(0.5, have)];
        var options = new SelectiveRiskOptions(0.1) { Start = start };
        var answer = Assert.IsType<InsufficientSamples>(SelectiveRisk.Calibrate(scores, new double[have], options));
        Assert.Equal((have, need), (answer.Have, answer.Need));
        Assert.Equal(need, Certify([.. scores, 0.5], new double[have + 1], options).ActedCount);
    }

    [Fact]
    public void A_grid_that_acts_on_too_little_counts_the_acted_items_only()
    {
        double[] scores = [.. Enumerable.Range(0, 1000).Select(i => i / 1000.0)];
        var options = new SelectiveRiskOptions(0.1) { Grid = ThresholdGrid.Even(0.99, 1.0, 11) };
        var answer = Assert.IsType<InsufficientSamples>(SelectiveRisk.Calibrate(scores, new double[1000], options));
        Assert.Equal(10, answer.Have);
        Assert.Equal(1000, answer.N);
    }

    [Fact]
    [Trait("Row", "36")]
    public void Thresholds_above_every_score_have_p_one_and_do_not_block()
    {
        // Scores end at 0.8 while the grid goes on to 0.95, the normal case for a confidence that never tops out.
        (double[] uniform, double[] losses) = GoldenScores.Draw(5_000, 3);
        double[] scores = [.. uniform.Select(score => 0.8 * score)];
        foreach (SequenceStart start in Enum.GetValues<SequenceStart>())
        {
            var options = new SelectiveRiskOptions(0.2) { Grid = ThresholdGrid.Even(0.0, 0.95, 96), Start = start };
            CalibrationResult result = SelectiveRisk.Calibrate(scores, losses, options);
            Hypothesis empty = result.Hypotheses[^1];
            Assert.Equal((0, 0, 1.0), (empty.Acted, empty.Errors, empty.PValue));
            Assert.False(empty.Tested || empty.Certified);
            Assert.Equal(0.0, Assert.IsType<Certified>(result).Certificate.Threshold);
        }
    }

    [Fact]
    public void The_sequence_stops_at_its_first_failure()
    {
        // 50 right at 0.9, 30 wrong at 0.5, 500 right at 0.1: acting on everything would pass alone, beyond a failure.
        double[] scores = [.. Enumerable.Repeat(0.9, 50), .. Enumerable.Repeat(0.5, 30), .. Enumerable.Repeat(0.1, 500)];
        double[] losses = [.. new double[50], .. Enumerable.Repeat(1.0, 30), .. new double[500]];
        var options = new SelectiveRiskOptions(0.1) { Grid = ThresholdGrid.Of(0.1, 0.5, 0.9) };
        CalibrationResult result = SelectiveRisk.Calibrate(scores, losses, options);
        Certificate certificate = Assert.IsType<Certified>(result).Certificate;
        Assert.True(result.Hypotheses[0].PValue <= 0.1);
        Assert.Equal(0.9, certificate.Threshold);
        Assert.Equal(2, certificate.HypothesesTested);
        Assert.Equal([(false, false), (true, false), (true, true)], result.Hypotheses.Select(hypothesis => (hypothesis.Tested, hypothesis.Certified)));
    }

    private static Certificate Certify(double[] scores, double[] losses, SelectiveRiskOptions options) =>
        Assert.IsType<Certified>(SelectiveRisk.Calibrate(scores, losses, options)).Certificate;
}
