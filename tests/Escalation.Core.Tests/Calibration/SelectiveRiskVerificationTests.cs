using System.Text.Json.Nodes;
using Escalation.Calibration;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Calibration;

/// <summary>Certificates of every procedure, method and grid are recomputed from their data.</summary>
public sealed class SelectiveRiskVerificationTests
{
    private static readonly ThresholdGrid Grid = ThresholdGrid.Even(0.0, 1.0, 101);

    public static TheoryData<CertificateProcedure, CertificateMethod> Kinds
    {
        get
        {
            var kinds = new TheoryData<CertificateProcedure, CertificateMethod>();
            foreach (CertificateProcedure procedure in Enum.GetValues<CertificateProcedure>().Where(procedure => procedure != CertificateProcedure.OrderStatistic))
            {
                foreach (CertificateMethod method in Enum.GetValues<CertificateMethod>())
                {
                    kinds.Add(procedure, method);
                }
            }

            return kinds;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_agrees_with_itself_and_with_its_data(CertificateProcedure procedure, CertificateMethod method)
    {
        (Certificate certificate, double[] scores, double[] losses) = Make(procedure, method);
        Certificate read = Certificate.Parse(certificate.ToJson());
        Assert.Equal(certificate.ToJson(), read.ToJson());
        Assert.Empty(CertificateVerifier.Verify(read).Differences);
        CertificateVerification verification = CertificateVerifier.Verify(read, scores, losses);
        Assert.Empty(verification.Differences);
        Assert.Empty(verification.NotRecomputed);
        Assert.Equal(certificate.Threshold, read.ToThreshold().Value);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_threshold_that_the_procedure_would_not_choose_is_told_by_the_data(CertificateProcedure procedure, CertificateMethod method)
    {
        (Certificate certificate, double[] scores, double[] losses) = Make(procedure, method);
        Certificate forged = Certificates.Mutate(certificate, document => document["hypothesesTested"] = certificate.HypothesesTested == 1 ? 2 : certificate.HypothesesTested - 1);
        Assert.Contains(CertificateVerifier.Verify(forged, scores, losses).Differences, difference => difference.Field == "hypothesesTested");
        Certificate stricter = Certificates.Mutate(certificate, document =>
        {
            double threshold = Grid.Thresholds[Grid.Thresholds.BinarySearch(certificate.Threshold) + 1];
            (document["threshold"], document["rule"]) = (threshold, FormattableString.Invariant($"act when score >= {threshold:R}"));
        });
        Assert.Contains(CertificateVerifier.Verify(stricter, scores, losses).Differences, difference => difference.Field == "threshold");
    }

    [Fact]
    public void The_p_value_of_bets_is_recomputed_in_the_stated_order()
    {
        (Certificate certificate, double[] scores, double[] losses) = Make(CertificateProcedure.FixedSequence, CertificateMethod.Betting);
        Certificate otherSeed = Certificates.Mutate(certificate, document => document["seed"] = 12);
        Assert.Contains(CertificateVerifier.Verify(otherSeed, scores, losses).Differences, difference => difference.Field == "pValue");
        Certificate smaller = Certificates.Mutate(certificate, document => document["pValue"] = certificate.PValue / 2);
        Assert.Empty(CertificateVerifier.Verify(smaller).Differences);
        Assert.Contains(CertificateVerifier.Verify(smaller, scores, losses).Differences, difference => difference.Field == "pValue");
        Certificate tighter = Certificates.Mutate(certificate, document => document["upperBound"] = certificate.UpperBound / 2);
        Assert.Contains(CertificateVerifier.Verify(tighter, scores, losses).Differences, difference => difference.Field == "upperBound");
    }

    [Fact]
    public void A_bound_on_a_sum_is_recomputed_without_data()
    {
        (Certificate certificate, double[] scores, double[] losses) = Make(CertificateProcedure.FixedSequence, CertificateMethod.HoeffdingBentkus);
        Certificate less = Certificates.Mutate(certificate, document => (document["lossSum"], document["empiricalRisk"]) = (certificate.LossSum / 2, certificate.EmpiricalRisk / 2));
        Assert.Equal(["pValue", "upperBound"], CertificateVerifier.Verify(less).Differences.Select(difference => difference.Field));
        Assert.Contains(CertificateVerifier.Verify(less, scores, losses).Differences, difference => difference.Field == "lossSum");
        Assert.DoesNotContain(CertificateVerifier.Verify(certificate).NotRecomputed, sentence => sentence.StartsWith("pValue", StringComparison.Ordinal));
    }

    [Fact]
    public void A_grid_of_observed_scores_is_rebuilt_from_the_data()
    {
        (double[] scores, double[] losses) = GoldenScores.Draw(300, 1);
        Certificate certificate = Certify(scores, losses, new SelectiveRiskOptions(0.2) { Grid = ThresholdGrid.Observed(scores) });
        CertificateVerification verification = CertificateVerifier.Verify(certificate, scores, losses);
        Assert.Empty(verification.Differences);
        Assert.Empty(verification.NotRecomputed);
        double[] moved = [.. scores];
        moved[0] = Math.BitIncrement(moved[0]);
        Assert.Contains(CertificateVerifier.Verify(certificate, moved, losses).Differences, difference => difference.Field == "dataSha256");
    }

    [Fact]
    public void Grids_of_a_pool_need_the_grid_for_the_choice_and_nothing_for_the_counts()
    {
        (double[] scores, double[] losses) = GoldenScores.Draw(300, 1);
        ThresholdGrid grid = ThresholdGrid.Quantiles(GoldenScores.Draw(300, 2).Scores, 60);
        Certificate certificate = Certify(scores, losses, new SelectiveRiskOptions(0.2) { Grid = grid, Procedure = CertificateProcedure.Holm });
        CertificateVerification without = CertificateVerifier.Verify(certificate, scores, losses);
        Assert.Empty(without.Differences);
        Assert.StartsWith("threshold, hypothesesTested, grid.sha256, grid.count, grid.first, grid.last:", Assert.Single(without.NotRecomputed), StringComparison.Ordinal);
        Assert.Empty(CertificateVerifier.Verify(certificate, scores, losses, grid).NotRecomputed);
    }

    [Theory]
    [InlineData(CertificateProcedure.FixedSequence)]
    [InlineData(CertificateProcedure.MultiStart)]
    [InlineData(CertificateProcedure.Holm)]
    public void Bets_are_recomputed_at_the_threshold_where_the_grid_is_not_known(CertificateProcedure procedure)
    {
        (double[] scores, double[] losses) = GoldenScores.Draw(600, 1);
        ThresholdGrid grid = ThresholdGrid.Quantiles(GoldenScores.Draw(300, 2).Scores, 8);
        Certificate bet = Certify(scores, losses, new SelectiveRiskOptions(0.3) { Grid = grid, Method = CertificateMethod.Betting, Procedure = procedure, Starts = 2 });
        Assert.Empty(CertificateVerifier.Verify(bet, scores, losses, grid).Differences);
        CertificateVerification alone = CertificateVerifier.Verify(bet, scores, losses);
        Assert.Empty(alone.Differences);
        Assert.StartsWith("threshold, hypothesesTested, grid.sha256, grid.count, grid.first, grid.last:", Assert.Single(alone.NotRecomputed), StringComparison.Ordinal);
        Certificate smaller = Certificates.Mutate(bet, document => document["pValue"] = bet.PValue / 2);
        Assert.Equal("pValue", Assert.Single(CertificateVerifier.Verify(smaller, scores, losses).Differences).Field);
        Certificate tighter = Certificates.Mutate(bet, document => document["upperBound"] = bet.UpperBound / 2);
        Assert.Equal("upperBound", Assert.Single(CertificateVerifier.Verify(tighter, scores, losses).Differences).Field);
        Certificate bolder = Certificates.Mutate(bet, document => document["alpha"] = 0.29);
        Assert.Contains(CertificateVerifier.Verify(bolder, scores, losses).Differences, difference => difference.Field == "pValue");
    }

    [Fact]
    public void A_group_whose_share_of_delta_is_not_stated_is_recomputed_at_its_threshold()
    {
        (double[] scores, double[] losses) = GoldenScores.Draw(300, 1);
        Certificate sequence = Certify(scores, losses, new SelectiveRiskOptions(0.2) { Grid = Grid, Group = "north", Level = 0.05 });
        CertificateVerification whole = CertificateVerifier.Verify(sequence, scores, losses);
        Assert.Empty(whole.Differences);
        Assert.Empty(whole.NotRecomputed);
        Certificate holm = Certify(scores, losses, new SelectiveRiskOptions(0.2) { Grid = Grid, Group = "north", Level = 0.05, Procedure = CertificateProcedure.Holm });
        CertificateVerification part = CertificateVerifier.Verify(holm, scores, losses);
        Assert.Empty(part.Differences);
        Assert.StartsWith("threshold, level, hypothesesTested:", Assert.Single(part.NotRecomputed), StringComparison.Ordinal);
        double[] worse = [.. losses];
        worse[Array.FindIndex(scores, score => score >= holm.Threshold)] = 1.0;
        Assert.NotEmpty(CertificateVerifier.Verify(holm, scores, worse).Differences);
    }

    [Fact]
    public void Losses_between_zero_and_one_cannot_be_those_of_an_exact_certificate()
    {
        (Certificate certificate, double[] scores, double[] losses) = Make(CertificateProcedure.FixedSequence, CertificateMethod.Exact);
        double[] fractional = [.. losses];
        fractional[0] = 0.5;
        Assert.Contains(CertificateVerifier.Verify(certificate, scores, fractional).Differences, difference => difference.Field == "method");
    }

    [Fact]
    public void A_joint_certificate_is_not_mistaken_for_a_selective_risk()
    {
        (_, double[] scores, double[] losses) = Certificates.Risk();
        CertificateVerification verification = CertificateVerifier.Verify(Certificates.Joint(), scores, losses);
        Assert.Empty(verification.Differences);
        Assert.Contains(verification.NotRecomputed, sentence => sentence.StartsWith("threshold, n, k, nActed, hypothesesTested:", StringComparison.Ordinal));
    }

    private static (Certificate Certificate, double[] Scores, double[] Losses) Make(CertificateProcedure procedure, CertificateMethod method)
    {
        (double[] scores, double[] losses) = method == CertificateMethod.Exact ? GoldenScores.Draw(500, 1) : BoundedLosses.Draw(500, 1);
        var options = new SelectiveRiskOptions(0.15) { Grid = Grid, Procedure = procedure, Method = method, Seed = 11 };
        return (Certify(scores, losses, options), scores, losses);
    }

    private static Certificate Certify(double[] scores, double[] losses, SelectiveRiskOptions options) =>
        Assert.IsType<Certified>(SelectiveRisk.Calibrate(scores, losses, options)).Certificate;
}
