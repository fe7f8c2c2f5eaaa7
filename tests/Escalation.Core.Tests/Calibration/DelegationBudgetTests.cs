using Escalation.Calibration;
using Escalation.Decisions;

namespace Escalation.Core.Tests.Calibration;

public sealed class DelegationBudgetTests
{
    private static double[] Ramp(int n) => [.. Enumerable.Range(1, n).Select(i => (double)i / n)];

    [Fact]
    public void Five_hundred_even_scores_delegate_136_above_0_728()
    {
        Certificate certificate = Certify(Ramp(500), new DelegationBudgetOptions(0.3, 0.1) { ScoreId = "delegation_value" });
        Assert.Equal(0.728, certificate.Threshold);
        Assert.Equal(136, certificate.K);
        Assert.Equal(500, certificate.N);
        Assert.Equal(364, certificate.ActedCount);
        Assert.Equal(0.0929821820542229, certificate.PValue, 1e-13);
        Assert.Equal(ScoreDirection.HigherDelegates, certificate.Direction);
        Assert.Equal(">", certificate.Comparison);
        Assert.Equal("delegate when score > 0.728", certificate.Rule);
        Assert.Equal("delegation_value", certificate.ScoreId);
        Assert.Equal(136.0 / 500, certificate.EmpiricalRate);
        Assert.Null(certificate.EmpiricalRisk);
        Assert.Null(certificate.Grid);
        Assert.Null(certificate.Start);
        Assert.Equal(1, certificate.HypothesesTested);
        Assert.InRange(certificate.UpperBound, 136.0 / 500, 0.3);
    }

    [Fact]
    public void Low_scores_delegate_in_the_mirrored_direction()
    {
        double[] scores = [.. Ramp(500).Select(score => -score)];
        Certificate certificate = Certify(scores, new DelegationBudgetOptions(0.3) { Direction = ScoreDirection.LowerDelegates });
        Assert.Equal(-0.728, certificate.Threshold);
        Assert.Equal(136, certificate.K);
        Assert.Equal("<", certificate.Comparison);
        Assert.Equal("delegate when score < -0.728", certificate.Rule);
        Assert.Equal(scores.Count(score => score < -0.728), certificate.K);
    }

    [Theory]
    [InlineData(0.2, 100, 14, 0.08044372114)]
    [InlineData(0.2, 200, 32, 0.08992642725)]
    [InlineData(0.2, 500, 88, 0.0978816241)]
    [InlineData(0.2, 793, 143, 0.08880980565)]
    [InlineData(0.2, 1000, 183, 0.09504043259)]
    [InlineData(0.2, 5000, 963, 0.09802481768)]
    [InlineData(0.2, 10000, 1948, 0.09866830513)]
    [InlineData(0.3, 793, 220, 0.08805523173)]
    [InlineData(0.3, 5000, 1458, 0.09990977965)]
    public void The_largest_count_within_the_level_is_delegated(double alpha, int n, int k, double probability)
    {
        Certificate certificate = Certify(Ramp(n), new DelegationBudgetOptions(alpha));
        Assert.Equal(k, certificate.K);
        Assert.Equal((double)(n - k) / n, certificate.Threshold);
        Assert.Equal(probability, certificate.PValue, probability * 1e-9);
    }

    [Theory]
    [Trait("Row", "28")]
    [InlineData(0.1, 0.05, 29)]
    [InlineData(0.1, 0.1, 22)]
    [InlineData(0.05, 0.05, 59)]
    [InlineData(0.05, 0.1, 45)]
    [InlineData(0.01, 0.05, 299)]
    [InlineData(0.01, 0.1, 230)]
    [InlineData(0.005, 0.05, 598)]
    public void One_score_short_of_the_floor_is_an_answer_that_names_the_floor(double alpha, double delta, int floor)
    {
        var options = new DelegationBudgetOptions(alpha, delta);
        var answer = Assert.IsType<InsufficientSamples>(DelegationBudget.Calibrate(Ramp(floor - 1), options));
        Assert.Equal(floor - 1, answer.Have);
        Assert.Equal(floor, answer.Need);
        Assert.Equal("insufficientSamples", answer.Status);
        Certificate certificate = Certify(Ramp(floor), options);
        Assert.Equal(0, certificate.K);
        Assert.Equal(1.0, certificate.Threshold);
    }

    [Fact]
    [Trait("Row", "31")]
    public void Tied_scores_at_the_threshold_all_stay()
    {
        // 100 scores, 14 may be delegated: the block of ten at 0.9 straddles the cut, so only the ten above it go.
        double[] scores = [.. Enumerable.Repeat(0.95, 10), .. Enumerable.Repeat(0.9, 10), .. Enumerable.Repeat(0.1, 80)];
        Certificate certificate = Certify(scores, new DelegationBudgetOptions(0.2));
        Assert.Equal(0.9, certificate.Threshold);
        Assert.Equal(10, certificate.K);
        Threshold deployed = certificate;
        Assert.Equal(10, scores.Count(deployed.Escalates));
    }

    [Fact]
    [Trait("Row", "30")]
    public void Equal_scores_are_one_atom_of_which_nothing_is_delegated()
    {
        foreach (ScoreDirection direction in (ScoreDirection[])[ScoreDirection.HigherDelegates, ScoreDirection.LowerDelegates])
        {
            double[] scores = [.. Enumerable.Repeat(0.5, 200)];
            Certificate certificate = Certify(scores, new DelegationBudgetOptions(0.2) { Direction = direction });
            Assert.Equal(0.5, certificate.Threshold);
            Assert.Equal(0, certificate.K);
            Threshold deployed = certificate;
            Assert.False(deployed.Escalates(0.5));
            Assert.True(deployed.Escalates(double.NaN));
        }
    }

    [Fact]
    public void Scores_stay_in_place()
    {
        double[] scores = [.. Ramp(200).Reverse()];
        double[] before = [.. scores];
        DelegationBudget.Calibrate(scores, new DelegationBudgetOptions(0.2));
        Assert.Equal(before, scores);
    }

    [Fact]
    public void A_threshold_at_negative_zero_is_zero() =>
        Assert.Equal(0L, BitConverter.DoubleToInt64Bits(Certify([.. Enumerable.Repeat(-0.0, 100)], new DelegationBudgetOptions(0.2)).Threshold));

    [Fact]
    public void A_given_fingerprint_is_taken_over()
    {
        string sha = CalibrationData.Sha256(Ramp(100));
        Assert.Equal(sha, Certify(Ramp(100), new DelegationBudgetOptions(0.2)).DataSha256);
        string given = new('a', 64);
        Assert.Equal(given, Certify(Ramp(100), new DelegationBudgetOptions(0.2) { DataSha256 = given }).DataSha256);
        Assert.Throws<ArgumentException>("DataSha256", () => new DelegationBudgetOptions(0.2) { DataSha256 = sha.ToUpperInvariant() });
    }

    private static Certificate Certify(double[] scores, DelegationBudgetOptions options) =>
        Assert.IsType<Certified>(DelegationBudget.Calibrate(scores, options)).Certificate;
}
