using Escalation.Calibration;
using Escalation.Statistics;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Calibration;

/// <summary>The procedures beside the fixed sequence from twice the floor.</summary>
public sealed class SelectiveRiskProcedureTests
{
    private static readonly ThresholdGrid Grid = ThresholdGrid.Even(0.0, 0.99, 1000);

    /// <summary>The table for 500 items: certified thresholds and the lowest index, 0 and -1 for none.</summary>
    [Theory]
    [InlineData(0.1, 0.05, 0, -1, 0, -1, 0, -1, 0, -1, 62, 692)]
    [InlineData(0.1, 0.1, 0, -1, 0, -1, 144, 552, 0, -1, 342, 467)]
    [InlineData(0.15, 0.05, 351, 274, 377, 271, 769, 31, 866, 34, 832, 0)]
    [InlineData(0.15, 0.1, 408, 271, 568, 173, 800, 0, 869, 31, 871, 0)]
    [InlineData(0.2, 0.05, 879, 0, 901, 0, 800, 0, 900, 0, 884, 0)]
    [InlineData(0.2, 0.1, 886, 0, 912, 0, 800, 0, 900, 0, 905, 0)]
    public void Five_hundred_items_certify_what_the_table_says(
        double alpha, double delta, int bonferroni, int bonferroniLowest, int holm, int holmLowest, int five, int fiveLowest, int ten, int tenLowest, int fourTimes, int fourTimesLowest)
    {
        AssertCertified(bonferroni, bonferroniLowest, new SelectiveRiskOptions(alpha, delta) { Grid = Grid, Procedure = CertificateProcedure.Bonferroni });
        AssertCertified(holm, holmLowest, new SelectiveRiskOptions(alpha, delta) { Grid = Grid, Procedure = CertificateProcedure.Holm });
        AssertCertified(five, fiveLowest, new SelectiveRiskOptions(alpha, delta) { Grid = Grid, Procedure = CertificateProcedure.MultiStart, Start = SequenceStart.Strictest });
        AssertCertified(ten, tenLowest, new SelectiveRiskOptions(alpha, delta) { Grid = Grid, Procedure = CertificateProcedure.MultiStart, Start = SequenceStart.Strictest, Starts = 10 });
        AssertCertified(fourTimes, fourTimesLowest, new SelectiveRiskOptions(alpha, delta) { Grid = Grid, Start = SequenceStart.FourTimesFloor });
    }

    [Theory]
    [InlineData(CertificateProcedure.MultiStart, SequenceStart.Floor, 38)]
    [InlineData(CertificateProcedure.MultiStart, SequenceStart.TwiceFloor, 76)]
    [InlineData(CertificateProcedure.Graphical, SequenceStart.TwiceFloor, 76)]
    [InlineData(CertificateProcedure.Bonferroni, SequenceStart.TwiceFloor, 66)]
    [InlineData(CertificateProcedure.Holm, SequenceStart.Strictest, 66)]
    [InlineData(CertificateProcedure.FixedSequence, SequenceStart.FourTimesFloor, 88)]
    public void Floors_go_by_the_local_level(CertificateProcedure procedure, SequenceStart start, int need)
    {
        // 0.9^n <= 0.1 / 5 takes 38 items, 0.9^n <= 0.1 / 100 takes 66; the grid has a hundred thresholds.
        ThresholdGrid grid = ThresholdGrid.Even(0.0, 0.99, 100);
        var options = new SelectiveRiskOptions(0.1) { Grid = grid, Procedure = procedure, Start = start };
        double[] scores = [.. Enumerable.Repeat(1.0, need)];
        var few = Assert.IsType<InsufficientSamples>(SelectiveRisk.Calibrate(scores.AsSpan(1), new double[need - 1], options));
        Assert.Equal((need - 1, need), (few.Have, few.Need));
        Certificate certificate = Assert.IsType<Certified>(SelectiveRisk.Calibrate(scores, new double[need], options)).Certificate;
        Assert.Equal(need, certificate.ActedCount);
        Assert.True(certificate.PValue <= certificate.Level);
        Assert.Equal(0.0, certificate.Threshold);
    }

    [Fact]
    public void Without_items_and_grid_the_need_follows_the_procedure_too()
    {
        var options = new SelectiveRiskOptions(0.1) { Procedure = CertificateProcedure.Bonferroni };
        var few = Assert.IsType<InsufficientSamples>(SelectiveRisk.Calibrate([], [], options));
        Assert.Equal((0L, BinomialBudget.MinimumTrials(0.1, few.Level)), (few.Have, few.Need));
        Assert.Equal(0.0001, few.Level, 1e-18);
    }

    /// <summary>One right item has the p-value 1 - alpha; without a sequence nothing asks for a second one.</summary>
    [Theory]
    [InlineData(CertificateProcedure.Holm)]
    [InlineData(CertificateProcedure.Bonferroni)]
    public void Where_one_item_can_certify_one_is_enough(CertificateProcedure procedure)
    {
        var options = new SelectiveRiskOptions(0.95, 0.1) { Grid = ThresholdGrid.Of(0.5), Procedure = procedure };
        Assert.IsType<Certified>(SelectiveRisk.Calibrate([0.5], [0.0], options));
        Assert.IsType<RiskTooHigh>(SelectiveRisk.Calibrate([0.5], [1.0], options));
        Assert.Equal((0L, 1L), (Assert.IsType<InsufficientSamples>(SelectiveRisk.Calibrate([0.4], [0.0], options)).Have, Assert.IsType<InsufficientSamples>(SelectiveRisk.Calibrate([0.4], [0.0], options)).Need));
    }

    [Fact]
    public void Certificates_carry_procedure_starts_and_level()
    {
        Certificate several = Certify(new SelectiveRiskOptions(0.15) { Grid = Grid, Procedure = CertificateProcedure.MultiStart, Starts = 4 });
        Assert.Equal((CertificateProcedure.MultiStart, 4, 0.025, SequenceStart.TwiceFloor), (several.Procedure, several.Starts, several.Level, several.Start));
        Certificate holm = Certify(new SelectiveRiskOptions(0.15) { Grid = Grid, Procedure = CertificateProcedure.Holm });
        Assert.True(holm.Level is >= 0.0001 and <= 0.1);
        Assert.Null(holm.Starts);
        Certificate bonferroni = Certify(new SelectiveRiskOptions(0.15) { Grid = Grid, Procedure = CertificateProcedure.Bonferroni });
        Assert.Equal(0.0001, bonferroni.Level, 1e-18);
        Certificate chains = Certify(new SelectiveRiskOptions(0.15) { Grid = Grid, Procedure = CertificateProcedure.Graphical });
        Assert.Equal((CertificateProcedure.Graphical, 5), (chains.Procedure, chains.Starts));
        Assert.True(chains.Level is >= 0.02 and <= 0.1);
        foreach (Certificate certificate in (Certificate[])[several, holm, bonferroni, chains])
        {
            Assert.Empty(CertificateVerifier.Verify(certificate).Differences);
        }
    }

    /// <summary>A judge whose most confident items are wrong (125 errors in 500): nothing for the fixed sequence, but acting on everything is safe at 0.3.</summary>
    [Fact]
    public void Confident_mistakes_leave_holm_several_starts_and_a_learned_start_their_threshold()
    {
        (double[] scores, double[] losses) = Judge();
        Assert.IsType<SequenceBlocked>(SelectiveRisk.Calibrate(scores, losses, new SelectiveRiskOptions(0.3)));
        ThresholdGrid coarse = ThresholdGrid.Even(0.0, 1.0, 11);
        foreach (SelectiveRiskOptions options in (SelectiveRiskOptions[])
        [
            new(0.3) { Grid = coarse, Procedure = CertificateProcedure.Holm },
            new(0.3) { Grid = coarse, Procedure = CertificateProcedure.MultiStart, Starts = 11 },
            new(0.3) { Grid = coarse, Procedure = CertificateProcedure.Graphical, Starts = 11 },
        ])
        {
            Certificate certificate = Assert.IsType<Certified>(SelectiveRisk.Calibrate(scores, losses, options)).Certificate;
            Assert.Equal((500L, 125L), (certificate.ActedCount, certificate.K));
        }

        // Every other item learns where to begin, the others are calibrated on.
        double[] split = [.. scores.Where((_, i) => i % 2 == 0)];
        ThresholdGrid learned = ThresholdGrid.Learned(split, losses.Where((_, i) => i % 2 == 0).ToArray(), 0.3);
        double[] rest = [.. scores.Where((_, i) => i % 2 == 1)];
        Certificate begun = Assert.IsType<Certified>(SelectiveRisk.Calibrate(rest, losses.Where((_, i) => i % 2 == 1).ToArray(), new SelectiveRiskOptions(0.3) { Grid = learned })).Certificate;
        Assert.True(begun.ActedCount > 200);
        Assert.Contains(begun.Assumptions, assumption => assumption.Contains("labels of a split", StringComparison.Ordinal));
    }

    [Fact]
    public void A_blocked_multi_start_names_where_each_start_failed()
    {
        // Right for the eight most confident items alone: they would pass, but no sequence begins exactly there.
        double[] scores = [.. Enumerable.Range(0, 400).Select(i => i / 400.0)];
        double[] few = [.. scores.Select(score => score >= 0.98 ? 0.0 : 1.0)];
        var options = new SelectiveRiskOptions(0.5) { Grid = ThresholdGrid.Even(0.0, 0.9975, 400), Procedure = CertificateProcedure.MultiStart, Starts = 4, Start = SequenceStart.Strictest };
        var blocked = Assert.IsType<SequenceBlocked>(SelectiveRisk.Calibrate(scores, few, options));
        Assert.Equal(4, blocked.Stops.Count);
        Assert.Equal(blocked.Stops.OrderByDescending(stop => stop.Threshold).Select(stop => stop.Threshold), blocked.Stops.Select(stop => stop.Threshold));
        Assert.Equal(blocked.Stops[0].Threshold, blocked.At.Threshold);
        Assert.All(blocked.Stops, stop => Assert.True(stop.Tested && !stop.Certified && stop.PValue > stop.Level));
        Assert.Equal(0.025, blocked.Level);
        Assert.Equal(blocked.Hypotheses.Count(hypothesis => hypothesis.PValue <= 0.025), blocked.PassingAlone);
        Assert.Contains("each of 4 sequences failed at once: the strictest stopped", blocked.Message, StringComparison.Ordinal);
        Assert.Contains("level 0.025 of delta 0.1", blocked.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tests_without_an_order_that_certify_nothing_are_a_risk_too_high_at_their_level()
    {
        (double[] scores, double[] losses) = GoldenScores.Draw(500, 1);
        foreach (CertificateProcedure procedure in (CertificateProcedure[])[CertificateProcedure.Bonferroni, CertificateProcedure.Holm])
        {
            var answer = Assert.IsType<RiskTooHigh>(SelectiveRisk.Calibrate(scores, losses, new SelectiveRiskOptions(0.1) { Grid = Grid, Procedure = procedure }));
            Assert.Equal(0.0001, answer.Level, 1e-18);
            Assert.True(answer.BestUpperBound > 0.1);
            Hypothesis best = answer.Hypotheses.First(hypothesis => hypothesis.Threshold == answer.BestThreshold);
            Assert.Equal(ClopperPearson.Upper(best.Errors, best.Acted, answer.Level), answer.BestUpperBound);
        }
    }

    [Fact]
    public void A_chain_that_gets_through_hands_its_level_to_the_one_that_is_stuck()
    {
        // Two chains of three thresholds. The strict one passes at delta / 2 throughout; the permissive one fails at delta / 2 and passes at delta.
        double[] scores = [.. Enumerable.Repeat(0.9, 60), .. Enumerable.Repeat(0.4, 40)];
        double[] losses = new double[100];
        losses[99] = losses[98] = losses[97] = losses[96] = 1.0;
        ThresholdGrid grid = ThresholdGrid.Of(0.1, 0.2, 0.3, 0.7, 0.8, 0.9);
        double p = BinomialTail.Lower(4, 100, 0.1);
        double delta = 1.5 * p;
        SelectiveRiskOptions Options(CertificateProcedure procedure) => new(0.1, delta) { Grid = grid, Procedure = procedure, Starts = 2, Start = SequenceStart.Strictest };
        Assert.Equal(0.7, Assert.IsType<Certified>(SelectiveRisk.Calibrate(scores, losses, Options(CertificateProcedure.MultiStart))).Certificate.Threshold);
        Certificate inherited = Assert.IsType<Certified>(SelectiveRisk.Calibrate(scores, losses, Options(CertificateProcedure.Graphical))).Certificate;
        Assert.Equal((0.1, delta, 6), (inherited.Threshold, inherited.Level, inherited.HypothesesTested));
    }

    [Fact]
    public void A_grid_with_fewer_thresholds_than_starts_has_a_start_at_each()
    {
        double[] scores = [.. Enumerable.Repeat(0.9, 100)];
        Certificate certificate = Assert.IsType<Certified>(SelectiveRisk.Calibrate(scores, new double[100], new SelectiveRiskOptions(0.1) { Procedure = CertificateProcedure.MultiStart })).Certificate;
        Assert.Equal((1, 1, 0.1), (certificate.Grid!.Count, certificate.Starts, certificate.Level));
        Assert.Empty(CertificateVerifier.Verify(certificate, scores, new double[100]).Differences);
    }

    [Fact]
    public void Options_refuse_what_is_not_theirs()
    {
        Assert.Throws<ArgumentOutOfRangeException>("Procedure", () => new SelectiveRiskOptions(0.1) { Procedure = CertificateProcedure.OrderStatistic });
        Assert.Throws<ArgumentOutOfRangeException>("Procedure", () => new SelectiveRiskOptions(0.1) { Procedure = (CertificateProcedure)99 });
        Assert.Throws<ArgumentOutOfRangeException>("Starts", () => new SelectiveRiskOptions(0.1) { Starts = 0 });
        Assert.Throws<ArgumentOutOfRangeException>("Method", () => new SelectiveRiskOptions(0.1) { Method = (CertificateMethod)9 });
        Assert.Throws<ArgumentOutOfRangeException>("Seed", () => new SelectiveRiskOptions(0.1) { Seed = -1 });
        Assert.Throws<ArgumentOutOfRangeException>("Seed", () => new SelectiveRiskOptions(0.1) { Seed = 1L << 53 });
    }

    private static (double[] Scores, double[] Losses) Judge()
    {
        double[] scores = [.. Enumerable.Range(0, 500).Select(i => (500 - i) / 500.0)];
        double[] losses = [.. Enumerable.Range(0, 500).Select(i => i < 60 ? 1.0 - (i % 2) : i < 155 ? 1.0 : 0.0)];
        return (scores, losses);
    }

    private static Certificate Certify(SelectiveRiskOptions options)
    {
        (double[] scores, double[] losses) = GoldenScores.Draw(500, 1);
        return Assert.IsType<Certified>(SelectiveRisk.Calibrate(scores, losses, options)).Certificate;
    }

    private static void AssertCertified(int count, int lowest, SelectiveRiskOptions options)
    {
        (double[] scores, double[] losses) = GoldenScores.Draw(500, 1);
        CalibrationResult result = SelectiveRisk.Calibrate(scores, losses, options);
        int[] certified = [.. Enumerable.Range(0, result.Hypotheses.Count).Where(i => result.Hypotheses[i].Certified)];
        Assert.Equal((count, lowest), (certified.Length, certified.Length == 0 ? -1 : certified[0]));
        Assert.Equal(count > 0 ? Grid.Thresholds[lowest] : null, (result as Certified)?.Certificate.Threshold);
    }
}
