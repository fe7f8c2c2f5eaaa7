using Escalation.Calibration;
using Escalation.Statistics;
using Escalation.Statistics.Sequential;

namespace Escalation.Core.Tests.Calibration;

/// <summary>Losses between 0 and 1.</summary>
public sealed class SelectiveRiskMethodTests
{
    private static readonly ThresholdGrid Grid = ThresholdGrid.Even(0.0, 1.0, 101);

    [Fact]
    public void Fractional_losses_are_bet_on_and_losses_of_zero_and_one_are_counted_unless_told_otherwise()
    {
        (double[] scores, double[] losses) = BoundedLosses.Draw(400, 1);
        Assert.Equal(CertificateMethod.Betting, Certify(scores, losses, new SelectiveRiskOptions(0.15)).Method);
        double[] binary = [.. losses.Select(loss => loss > 0.25 ? 1.0 : 0.0)];
        Certificate exact = Certify(scores, binary, new SelectiveRiskOptions(0.2));
        Assert.Equal((CertificateMethod.Exact, null, null), (exact.Method, exact.LossSum, exact.Seed));
        Certificate bet = Certify(scores, binary, new SelectiveRiskOptions(0.2) { Method = CertificateMethod.Betting, Seed = 3 });
        Assert.Equal((CertificateMethod.Betting, null, 3L), (bet.Method, bet.LossSum, bet.Seed));
        Assert.True(bet.ActedCount <= exact.ActedCount);
    }

    [Fact]
    public void Counts_and_sums_are_those_of_plain_counting_and_p_values_those_of_the_bound()
    {
        (double[] scores, double[] losses) = BoundedLosses.Draw(300, 2);
        losses[7] = 0.0;
        CalibrationResult result = SelectiveRisk.Calibrate(scores, losses, new SelectiveRiskOptions(0.15) { Grid = Grid, Method = CertificateMethod.HoeffdingBentkus });
        foreach (Hypothesis hypothesis in result.Hypotheses)
        {
            double[] acted = [.. losses.Where((_, i) => scores[i] >= hypothesis.Threshold)];
            Assert.Equal(acted.Length, hypothesis.Acted);
            Assert.Equal(acted.Count(loss => loss > 0.0), hypothesis.Errors);
            double sum = LossSum.Of(acted).Value;

            // Counted in units of 2^-62, each loss rounded up: never below the true sum, and above it by less than a unit for each item.
            Assert.InRange(hypothesis.LossSum!.Value, sum, Math.BitIncrement(sum + (acted.Length * Math.ScaleB(1.0, -62))));
            Assert.Equal(HoeffdingBentkus.PValue(hypothesis.LossSum.Value, acted.Length, 0.15), hypothesis.PValue);
        }

        Certificate certificate = Assert.IsType<Certified>(result).Certificate;
        Assert.Equal(CertificateMethod.HoeffdingBentkus, certificate.Method);
        Assert.Equal(certificate.LossSum / certificate.ActedCount, certificate.EmpiricalRisk);
        Assert.Equal(HoeffdingBentkus.Upper(certificate.LossSum!.Value, certificate.ActedCount, 0.1), certificate.UpperBound);
        Assert.Contains("a mean loss among acted items of at most 0.15", certificate.Description, StringComparison.Ordinal);
        Assert.Contains(certificate.Assumptions, assumption => assumption.Contains("between 0 and 1", StringComparison.Ordinal));
        Assert.Null(certificate.Seed);
    }

    [Fact]
    public void Bets_follow_the_seeded_order_of_the_acted_items()
    {
        (double[] scores, double[] losses) = BoundedLosses.Draw(300, 3);
        int[] order = SeededShuffle.Permutation(300, 42);
        CalibrationResult result = SelectiveRisk.Calibrate(scores, losses, new SelectiveRiskOptions(0.15) { Grid = Grid, Seed = 42 });
        foreach (Hypothesis hypothesis in result.Hypotheses)
        {
            double[] acted = [.. order.Where(i => scores[i] >= hypothesis.Threshold).Select(i => losses[i])];
            Assert.Equal(BettingTest.PValue(acted, 0.15, 0.1), hypothesis.PValue);
        }

        Certificate certificate = Assert.IsType<Certified>(result).Certificate;
        double[] covered = [.. order.Where(i => scores[i] >= certificate.Threshold).Select(i => losses[i])];
        Assert.Equal((42L, BettingTest.PValue(covered, 0.15, 0.1)), (certificate.Seed, certificate.PValue));
        Assert.Equal(BettingTest.Upper(covered, 0.1), certificate.UpperBound);
        Assert.Contains(certificate.Assumptions, assumption => assumption.Contains("seed", StringComparison.Ordinal));
        Assert.Contains($"in the order of seed 42", certificate.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Bets_certify_more_than_the_bound_where_losses_vary_little()
    {
        (double[] scores, double[] losses) = BoundedLosses.Draw(500, 4);
        Certificate bet = Certify(scores, losses, new SelectiveRiskOptions(0.12));
        Certificate bound = Certify(scores, losses, new SelectiveRiskOptions(0.12) { Method = CertificateMethod.HoeffdingBentkus });
        Assert.True(bet.ActedCount > bound.ActedCount, $"{bet.ActedCount} {bound.ActedCount}");
    }

    [Fact]
    public void The_same_seed_gives_the_same_certificate_and_another_order_another_p_value()
    {
        (double[] scores, double[] losses) = BoundedLosses.Draw(200, 5);
        Certificate one = Certify(scores, losses, new SelectiveRiskOptions(0.2) { Seed = 1 });
        Assert.Equal(one.CertificateId, Certify(scores, losses, new SelectiveRiskOptions(0.2) { Seed = 1 }).CertificateId);
        Assert.NotEqual(one.PValue, Certify(scores, losses, new SelectiveRiskOptions(0.2) { Seed = 2 }).PValue);
    }

    [Theory]
    [InlineData(CertificateMethod.HoeffdingBentkus, 22)]
    [InlineData(CertificateMethod.Betting, 25)]
    public void The_need_without_losses_is_that_of_the_method(CertificateMethod method, int floor)
    {
        // 0.9^22 <= 0.1 and 1.1^25 >= 10.
        var options = new SelectiveRiskOptions(0.1) { Method = method, Start = SequenceStart.Floor };
        var few = Assert.IsType<InsufficientSamples>(SelectiveRisk.Calibrate(new double[floor - 1], new double[floor - 1], options));
        Assert.Equal((floor - 1, floor), (few.Have, few.Need));
        Assert.IsNotType<InsufficientSamples>(SelectiveRisk.Calibrate(new double[floor], new double[floor], options));
        Assert.IsType<Certified>(SelectiveRisk.Calibrate(new double[4 * floor], new double[4 * floor], options));
    }

    [Theory]
    [InlineData(CertificateMethod.HoeffdingBentkus)]
    [InlineData(CertificateMethod.Betting)]
    public void Failures_are_explained_by_the_methods_own_bound(CertificateMethod method)
    {
        (double[] scores, double[] losses) = BoundedLosses.Draw(300, 6);
        double[] high = [.. losses.Select(loss => 0.5 + loss)];
        var options = new SelectiveRiskOptions(0.3) { Grid = Grid, Method = method };
        var answer = Assert.IsType<RiskTooHigh>(SelectiveRisk.Calibrate(scores, high, options));
        Hypothesis best = answer.Hypotheses.Single(hypothesis => hypothesis.Threshold == answer.BestThreshold);
        double[] acted = [.. SeededShuffle.Permutation(300, 0).Where(i => scores[i] >= best.Threshold).Select(i => high[i])];
        double expected = method == CertificateMethod.Betting ? BettingTest.Upper(acted, 0.1) : HoeffdingBentkus.Upper(best.LossSum!.Value, best.Acted, 0.1);
        Assert.Equal(expected, answer.BestUpperBound);
        Assert.InRange(answer.BestUpperBound, 0.3, 0.9);

        double[] worst = [.. losses.Select(_ => 1.0)];
        Assert.Equal(1.0, Assert.IsType<RiskTooHigh>(SelectiveRisk.Calibrate(scores, worst, options)).BestUpperBound);
    }

    private static Certificate Certify(double[] scores, double[] losses, SelectiveRiskOptions options) =>
        Assert.IsType<Certified>(SelectiveRisk.Calibrate(scores, losses, options)).Certificate;
}
