using Escalation.Calibration;
using Escalation.Calibration.Grouping;
using Escalation.Decisions;
using Escalation.Statistics;
using Escalation.Statistics.Sequential;

namespace Escalation.Core.Tests.Calibration.Grouping;

public sealed class WeightedCalibrationTests
{
    private static readonly ThresholdGrid Grid = ThresholdGrid.Even(0.0, 0.9, 10);

    [Fact]
    public void A_fingerprint_that_is_given_is_the_one_that_is_written()
    {
        double[] scores = [.. Enumerable.Range(0, 400).Select(i => i / 400.0)];
        double[] weights = [.. Enumerable.Repeat(1.0, 400)];
        var options = new DelegationBudgetOptions(0.5, 0.1) { DataSha256 = new string('a', 64) };
        Certificate certificate = Assert.IsType<Certified>(WeightedCalibration.CalibrateBudget(scores, weights, 1.0, options, ThresholdGrid.Even(0.0, 1.0, 11), CertificateMethod.HoeffdingBentkus, 0)).Certificate;
        Assert.Equal(new string('a', 64), certificate.DataSha256);
    }

    /// <summary>Also the first threshold is tested when it delegates a single item, as it is when it delegates none: no weight but that item's makes the rate one half.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void The_first_threshold_is_tested_whatever_it_delegates(int delegated)
    {
        double[] scores = [.. Enumerable.Range(0, 100).Select(i => i < delegated ? 1.0 : 0.0)];
        double[] weights = [.. scores.Select(static score => score > 0.5 ? 1.0 : 0.0)];
        CalibrationResult result = WeightedCalibration.CalibrateBudget(scores, weights, 1.0, new DelegationBudgetOptions(0.3, 0.1), ThresholdGrid.Of(0.5), CertificateMethod.HoeffdingBentkus, 0);

        // Weights of 0 put every item at alpha, one of 1 the delegated item above it: never evidence for a rate below alpha.
        Assert.IsType<RiskTooHigh>(result);
    }

    [Fact]
    public void As_many_units_as_are_needed_are_enough()
    {
        var options = new DelegationBudgetOptions(0.3, 0.1);
        ThresholdGrid grid = ThresholdGrid.Of(0.9);
        int needed = (int)Assert.IsType<InsufficientSamples>(Calibrate(2)).Need;
        Assert.Equal(needed, Assert.IsType<InsufficientSamples>(Calibrate(needed - 1)).Need);
        Assert.IsNotType<InsufficientSamples>(Calibrate(needed));

        CalibrationResult Calibrate(int n) =>
            WeightedCalibration.CalibrateBudget(new double[n], [.. Enumerable.Repeat(1.0, n)], 1.0, options, grid, CertificateMethod.HoeffdingBentkus, 0);
    }

    [Fact]
    public void Weights_out_of_range_are_refused_by_the_verifier_too()
    {
        GroupingGallery budget = GroupingGallery.All.Single(static kind => kind.Name == "weighted budget, betting");
        double[] negative = [.. GroupingGallery.Weights];
        negative[4] = -0.5;
        Assert.Contains("[4]", Assert.Throws<ArgumentException>("weights", () => WeightedVerifier.VerifyBudget(budget.Certificate, GroupingGallery.Data.Scores, negative)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, CertificateMethod.Betting)]
    [InlineData(CertificateMethod.HoeffdingBentkus, CertificateMethod.HoeffdingBentkus)]
    public void A_weighted_risk_is_one_of_transformed_losses_and_verifies_with_them(CertificateMethod? asked, CertificateMethod used)
    {
        (double[] scores, double[] losses, double[] weights) = Draw(1, 1_500);
        var options = new SelectiveRiskOptions(0.2) { Grid = Grid, Method = asked, Seed = 3, ScoreId = "confidence" };
        Certificate certificate = Assert.IsType<Certified>(WeightedCalibration.CalibrateRisk(scores, losses, weights, 2.0, options)).Certificate;
        Assert.Equal((used, RiskSubject.Acted, "confidence"), (certificate.Method, certificate.RiskOf, certificate.ScoreId));
        double[] transformed = ImportanceWeights.Transform(losses, weights, 2.0, 0.2);
        Assert.Empty(CertificateVerifier.Verify(certificate, scores, transformed).Differences);
        Assert.NotEmpty(CertificateVerifier.Verify(certificate, scores, losses).Differences);
        Assert.Contains(certificate.Assumptions, sentence => sentence.Contains("w_max = 2", StringComparison.Ordinal) && sentence.Contains("No exact binomial", StringComparison.Ordinal) && sentence.Contains(CalibrationData.Sha256(weights), StringComparison.Ordinal));
        Assert.DoesNotContain(CertificateAssumptions.Exchangeable, certificate.Assumptions);
        Assert.NotNull(Certificate.Parse(certificate.ToJson()).ToThreshold());
    }

    [Fact]
    public void Equal_weights_at_their_maximum_change_nothing_but_the_method()
    {
        (double[] scores, double[] losses, _) = Draw(2, 600);
        double[] ones = [.. Enumerable.Repeat(1.0, 600)];
        var options = new SelectiveRiskOptions(0.2) { Grid = Grid, Method = CertificateMethod.Betting, Seed = 3 };
        Certificate weighted = Assert.IsType<Certified>(WeightedCalibration.CalibrateRisk(scores, losses, ones, 1.0, options)).Certificate;
        Certificate plain = Assert.IsType<Certified>(SelectiveRisk.Calibrate(scores, losses, options)).Certificate;
        Assert.Equal((plain.Threshold, plain.PValue, plain.DataSha256), (weighted.Threshold, weighted.PValue, weighted.DataSha256));
        Assert.Empty(WeightedVerifier.VerifyRisk(weighted, scores, losses, ones).Differences);
    }

    [Theory]
    [InlineData(ScoreDirection.HigherDelegates, CertificateMethod.Betting)]
    [InlineData(ScoreDirection.LowerDelegates, CertificateMethod.Betting)]
    [InlineData(ScoreDirection.HigherDelegates, CertificateMethod.HoeffdingBentkus)]
    public void A_weighted_budget_tests_weighted_delegation_on_a_grid(ScoreDirection direction, CertificateMethod method)
    {
        (double[] scores, _, double[] weights) = Draw(3, 1_500);
        var options = new DelegationBudgetOptions(0.3) { Direction = direction };
        Certificate certificate = Assert.IsType<Certified>(WeightedCalibration.CalibrateBudget(scores, weights, 2.0, options, Grid, method, seed: 5)).Certificate;
        double[] delegated = [.. SeededShuffle.Permutation(1_500, 5).Select(i => ImportanceWeights.Transform([ScoreComparison.Escalates(direction, scores[i], certificate.Threshold) ? 1.0 : 0.0], [weights[i]], 2.0, 0.3)[0])];
        double p = method == CertificateMethod.Betting ? BettingTest.PValue(delegated, 0.3, 0.1) : HoeffdingBentkus.PValue(LossSum.Of(delegated).Value, 1_500, 0.3);
        Assert.Equal((p, method), (certificate.PValue, certificate.Method));
        Assert.Equal(LossSum.Of(delegated).Value, certificate.LossSum);
        Assert.Equal(scores.Count(score => ScoreComparison.Escalates(direction, score, certificate.Threshold)), certificate.K);
        Assert.Equal((1_500L, null, null), (certificate.N, certificate.Clusters, certificate.RiskOf));
        Assert.Empty(CertificateVerifier.Verify(certificate).Differences);
        Assert.Empty(CertificateVerifier.Verify(Certificate.Parse(certificate.ToJson()), scores).Differences);
        Assert.Equal(ThresholdPurpose.Budget, certificate.ToThreshold().Purpose);
    }

    /// <summary>Where high scores count less in deployment, more of them may be delegated, and the other way round.</summary>
    [Fact]
    public void Weights_move_the_threshold_to_where_the_target_is()
    {
        (double[] scores, _, _) = Draw(4, 3_000);
        ThresholdGrid fine = ThresholdGrid.Even(0.0, 1.0, 101);
        double rare = Threshold(score => 2.0 * (1.0 - score));
        double common = Threshold(score => 2.0 * score);
        double even = Threshold(static _ => 1.0);
        Assert.True(rare < even && even < common, $"{rare} {even} {common}");

        double Threshold(Func<double, double> weight) => Assert.IsType<Certified>(WeightedCalibration.CalibrateBudget(
            scores, [.. scores.Select(weight)], 2.0, new DelegationBudgetOptions(0.3), fine)).Certificate.Threshold;
    }

    [Fact]
    public void Faulty_input_is_refused()
    {
        var risk = new SelectiveRiskOptions(0.1) { Grid = Grid };
        var budget = new DelegationBudgetOptions(0.1);
        double[] one = [0.5];
        Assert.Contains("not binomial", Refused(() => WeightedCalibration.CalibrateRisk(one, one, one, 1.0, new SelectiveRiskOptions(0.1) { Method = CertificateMethod.Exact })), StringComparison.Ordinal);
        Assert.Contains("observed", Refused(() => WeightedCalibration.CalibrateRisk(one, one, one, 1.0, new SelectiveRiskOptions(0.1) { Grid = ThresholdGrid.Observed(one) })), StringComparison.Ordinal);
        Assert.Contains("weights[0]", Refused(() => WeightedCalibration.CalibrateRisk(one, one, [double.NaN], 1.0, risk)), StringComparison.Ordinal);
        Assert.Contains("losses must have one value for each of the 1 scores", Refused(() => WeightedCalibration.CalibrateRisk(one, [], one, 1.0, risk)), StringComparison.Ordinal);
        Assert.Contains("scores[0] must be finite", Refused(() => WeightedCalibration.CalibrateRisk([double.NaN], one, one, 1.0, risk)), StringComparison.Ordinal);
        Assert.Contains("scores[0] must be finite", Refused(() => WeightedCalibration.CalibrateBudget([double.NaN], one, 1.0, budget, Grid)), StringComparison.Ordinal);
        Assert.Contains("weights[0]", Refused(() => WeightedCalibration.CalibrateBudget(one, [1.5], 1.0, budget, Grid)), StringComparison.Ordinal);
        Assert.Contains("not counts", Refused(() => WeightedCalibration.CalibrateBudget(one, one, 1.0, budget, Grid, CertificateMethod.Exact)), StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>("options", () => WeightedCalibration.CalibrateBudget(one, one, 1.0, null!, Grid));
        Assert.Throws<ArgumentNullException>("options", () => WeightedCalibration.CalibrateRisk(one, one, one, 1.0, null!));
        Assert.Throws<ArgumentNullException>(() => WeightedCalibration.CalibrateBudget(one, one, 1.0, budget, null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => WeightedCalibration.CalibrateBudget(one, one, 1.0, budget, Grid, seed: -1));
        Assert.IsType<InsufficientSamples>(WeightedCalibration.CalibrateBudget(one, one, 1.0, budget, Grid));
        Assert.IsType<InsufficientSamples>(WeightedCalibration.CalibrateRisk(one, [0.0], one, 1.0, risk));

        static string Refused(Action act) => Assert.Throws<ArgumentException>(act).Message;
    }

    /// <summary>Errors fall with the score; the target has more high scores.</summary>
    private static (double[] Scores, double[] Losses, double[] Weights) Draw(ulong seed, int n)
    {
        var random = new SplitMix64(seed);
        double[] scores = new double[n];
        double[] losses = new double[n];
        double[] weights = new double[n];
        for (int i = 0; i < n; i++)
        {
            scores[i] = random.NextUniform();
            losses[i] = random.NextUniform() < 0.25 * (1.0 - scores[i]) ? 1.0 : 0.0;
            weights[i] = 0.5 + scores[i];
        }

        return (scores, losses, weights);
    }
}
