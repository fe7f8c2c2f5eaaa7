using System.Text.Json.Nodes;
using Escalation.Calibration;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Calibration;

public sealed class CertificateVerifierTests
{
    /// <summary>A grid of one threshold is an even one, known from its ends.</summary>
    [Fact]
    public void A_grid_of_one_threshold_is_confirmed_without_being_given()
    {
        Certificate certificate = Certificates.Risk(ThresholdGrid.Of(Certificates.Risk().Certificate.Threshold)).Certificate;

        Assert.Equal(1, certificate.Grid!.Count);
        Assert.True(CertificateVerifier.Verify(certificate).Agrees);
        Assert.DoesNotContain(CertificateVerifier.Verify(certificate).NotRecomputed, static sentence => sentence.StartsWith("grid.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_level_that_the_procedure_does_not_give_is_named_beside_the_one_that_it_does() => Assert.Contains(
        new CertificateDifference("level", "0.04", "0.05 with procedure fixed-sequence"),
        CertificateVerifier.Verify(Certificates.Mutate(Certificates.Risk().Certificate, static document => document["level"] = 0.04)).Differences);

    [Fact]
    public void Fresh_certificates_agree_with_themselves_and_their_data()
    {
        Certificate budget = Certificates.Budget();
        Assert.True(CertificateVerifier.Verify(budget).Agrees);
        Assert.DoesNotContain(CertificateVerifier.Verify(budget).NotRecomputed, static sentence => sentence.StartsWith("grid.", StringComparison.Ordinal));
        Assert.True(CertificateVerifier.Verify(budget, Certificates.BudgetScores).Agrees);
        Assert.Empty(CertificateVerifier.Verify(budget, Certificates.BudgetScores).NotRecomputed);
        (Certificate risk, double[] scores, double[] losses) = Certificates.Risk();
        Assert.True(CertificateVerifier.Verify(risk).Agrees);
        Assert.True(CertificateVerifier.Verify(risk, scores, losses).Agrees);
        Assert.Empty(CertificateVerifier.Verify(risk, scores, losses).NotRecomputed);
    }

    [Theory]
    [InlineData("\"alpha\": 0.3", "\"alpha\": 0.2", "pValue")]
    [InlineData("\"delta\": 0.1", "\"delta\": 0.05", "level")]
    [InlineData("\"delta\": 0.1", "\"delta\": 0.2", "level")]
    [InlineData("\"level\": 0.1", "\"level\": 0.05", "status")]
    [InlineData("\"level\": 0.1", "\"level\": 0.05", "level")]
    [InlineData("\"level\": 0.1", "\"level\": 0.2", "upperBound")]
    [InlineData("\"level\": 0.1", "\"level\": 0.2", "level")]
    [InlineData("\"n\": 500", "\"n\": 501", "pValue")]
    [InlineData("\"k\": 136", "\"k\": 100", "pValue")]
    [InlineData("\"nActed\": 364", "\"nActed\": 365", "nActed")]
    [InlineData("\"pValue\": 0.09", "\"pValue\": 0.01", "pValue")]
    [InlineData("\"upperBound\": 0.", "\"upperBound\": 0.1", "upperBound")]
    [InlineData("\"empiricalRate\": 0.272", "\"empiricalRate\": 0.1", "empiricalRate")]
    [InlineData("\"hypothesesTested\": 1", "\"hypothesesTested\": 2", "hypothesesTested")]
    [InlineData("\"seed\": null", "\"seed\": 0", "seed")]
    [InlineData("\"comparison\": \">\"", "\"comparison\": \">=\"", "comparison")]
    [InlineData("delegate when score > 0.728", "delegate when score > 0.5", "rule")]
    [InlineData("\"direction\": \"higherDelegates\"", "\"direction\": \"lowerDelegates\"", "comparison")]
    [InlineData("\"direction\": \"higherDelegates\"", "\"direction\": \"higherActs\"", "direction")]
    [InlineData("\"threshold\": 0.728", "\"threshold\": 0.7", "rule")]
    public void An_edited_number_is_named_even_when_the_id_was_made_to_fit(string from, string to, string field)
    {
        string json = Certificates.Budget().ToJson();
        CertificateVerification naive = CertificateVerifier.Verify(Certificate.Parse(Certificates.Edit(json, from, to)));
        Assert.Contains(naive.Differences, difference => difference.Field == field);
        Assert.Contains(naive.Differences, difference => difference.Field == "certificateId");
        CertificateVerification careful = CertificateVerifier.Verify(Certificates.Reseal(json, from, to));
        Assert.Contains(careful.Differences, difference => difference.Field == field);
        Assert.DoesNotContain(careful.Differences, difference => difference.Field == "certificateId");
    }

    [Fact]
    public void A_budget_with_the_direction_of_a_risk_is_not_recomputed_and_says_why()
    {
        Certificate turned = Certificates.Mutate(Certificates.Budget(), static document => document["direction"] = "higherActs");
        CertificateVerification verification = CertificateVerifier.Verify(turned, Certificates.BudgetScores);
        Assert.Equal(["threshold, k, nActed: a budget has no such direction."], verification.NotRecomputed);
        Assert.Contains(verification.Differences, static difference => difference.Field == "direction");
    }

    [Theory]
    [InlineData("\"k\": 8", "\"k\": 7", "pValue")]
    [InlineData("\"nActed\": 147", "\"nActed\": 148", "pValue")]
    [InlineData("\"nActed\": 147", "\"nActed\": 50", "nActed")]
    [InlineData("\"empiricalRisk\": 0.05", "\"empiricalRisk\": 0.01", "empiricalRisk")]
    [InlineData("\"hypothesesTested\": 188", "\"hypothesesTested\": 1001", "hypothesesTested")]
    [InlineData("\"last\": 0.99", "\"last\": -1", "grid.last")]
    [InlineData("\"direction\": \"higherActs\"", "\"direction\": \"higherDelegates\"", "direction")]
    [InlineData("\"threshold\": 0.6857657657657658", "\"threshold\": 0.685", "threshold")]
    public void An_edited_number_of_a_risk_is_named(string from, string to, string field)
    {
        Certificate forged = Certificates.Reseal(Certificates.Risk().Certificate.ToJson(), from, to);
        Assert.Contains(CertificateVerifier.Verify(forged).Differences, difference => difference.Field == field);
    }

    [Fact]
    public void Both_promises_of_a_joint_certificate_are_recomputed()
    {
        Certificate joint = Certificates.Joint();
        Assert.Empty(CertificateVerifier.Verify(joint).Differences);
        Assert.Equal(BinomialTail.Lower(353, 500, 0.8), joint.Budget!.PValue);
        AssertDiffers(joint, "budget.k", document => document["budget"]!["k"] = 352);
        AssertDiffers(joint, "budget.pValue", document => document["budget"]!["pValue"] = 1e-9);
        AssertDiffers(joint, "budget.upperBound", document => document["budget"]!["upperBound"] = 0.7);
        AssertDiffers(joint, "status", document => document["budget"]!["alpha"] = 0.72);
        AssertDiffers(joint, "level", document => document["budget"]!["level"] = 0.06);
        Assert.Contains(
            new CertificateDifference("level", "0.05", "at most delta 0.1 together with budget.level"),
            CertificateVerifier.Verify(Certificates.Mutate(joint, document => document["budget"]!["level"] = 0.06)).Differences);
        AssertDiffers(joint, "level", document => document["delta"] = 0.09);
    }

    [Fact]
    public void A_level_must_be_the_one_that_the_procedure_gives()
    {
        // The same counts and p-value; only how the level was come by changes.
        Certificate risk = Certificates.Risk().Certificate;
        AssertAgrees(risk, document => (document["procedure"], document["starts"], document["delta"]) = ("multi-start", 5, 0.25));
        AssertDiffers(risk, "level", document => (document["procedure"], document["starts"], document["delta"]) = ("multi-start", 4, 0.25));
        AssertDiffers(risk, "level", document => (document["procedure"], document["start"]) = ("bonferroni", null));
        AssertAgrees(risk, document => (document["procedure"], document["start"]) = ("holm", null));
        AssertAgrees(risk, document => (document["procedure"], document["start"], document["delta"]) = ("holm", null, 0.9));
        AssertDiffers(risk, "level", document => (document["procedure"], document["start"], document["delta"], document["grid"]!["count"]) = ("holm", null, 0.9, 10));
        AssertAgrees(risk, document => (document["procedure"], document["delta"]) = ("graphical", 0.9));
        AssertDiffers(risk, "level", document => (document["procedure"], document["delta"]) = ("graphical", 0.04));
        AssertDiffers(risk, "level", document => document["delta"] = 0.5);
        AssertAgrees(risk, document => (document["group"], document["delta"]) = ("payments", 0.5));
        AssertDiffers(risk, "level", document => (document["group"], document["delta"]) = ("payments", 0.04));
    }

    /// <summary>Shares are sums and quotients: a level may be above delta by what their rounding is given, and by nothing more.</summary>
    [Fact]
    public void A_level_above_delta_by_all_that_rounding_is_given_is_not_reported()
    {
        Certificate risk = Certificates.Risk().Certificate;
        double most = risk.Delta * (1.0 + 1e-12);
        AssertAgrees(risk, document => document["level"] = most);
        AssertDiffers(risk, "level", document => document["level"] = Math.BitIncrement(most));
    }

    [Fact]
    public void A_level_above_the_share_of_the_procedure_differs()
    {
        Certificate risk = Certificates.Risk().Certificate;
        AssertDiffers(risk, "level", document => (document["procedure"], document["starts"], document["delta"]) = ("multi-start", 6, 0.25));
        AssertDiffers(risk, "level", document => (document["procedure"], document["start"], document["delta"], document["grid"]!["count"]) = ("holm", null, 0.04, 10));
    }

    [Fact]
    public void Null_is_refused_by_name()
    {
        Certificate risk = Certificates.Risk().Certificate;
        Assert.Throws<ArgumentNullException>("counts", () => CertificateVerifier.Verify(risk, (Escalation.Calibration.Counting.ThresholdCounts)null!));
        Assert.Throws<ArgumentNullException>("certificate", () => CertificateVerifier.Verify((Certificate)null!));
    }

    [Fact]
    public void Two_promises_share_one_delta()
    {
        Certificate joint = Certificates.Joint();
        AssertAgrees(joint, static _ => { });
        AssertDiffers(joint, "level", document => document["delta"] = 0.0999);
        AssertDiffers(joint, "level", document => document["delta"] = 0.06);
    }

    [Fact]
    [Trait("Row", "37")]
    public void An_expired_certificate_is_reported_to_whoever_gives_the_time()
    {
        Certificate certificate = Certificates.Mutate(Certificates.Budget(), document => document["expires"] = "2026-07-01T00:00:00Z");
        var expiry = new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Empty(CertificateVerifier.Verify(certificate, expiry.AddTicks(-1)).Differences);
        CertificateDifference expired = Assert.Single(CertificateVerifier.Verify(certificate, expiry).Differences);
        Assert.Equal(("expires", "2026-07-01T00:00:00Z", "expired: it is 2026-07-01T00:00:00Z"), (expired.Field, expired.Stated, expired.Recomputed));
        Assert.Equal("expires", Assert.Single(CertificateVerifier.Verify(certificate, Certificates.BudgetScores, expiry).Differences).Field);
        Assert.True(CertificateVerifier.Verify(certificate).Agrees);
        Assert.Contains(CertificateVerifier.Verify(certificate).NotRecomputed, sentence => sentence.StartsWith("expires:", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_method_leaves_to_the_data_is_named()
    {
        Certificate betting = Certificates.Worded(Certificates.Mutate(Certificates.Risk().Certificate, document => (document["method"], document["seed"], document["lossSum"], document["empiricalRisk"]) = ("wsr", 7, 7.5, 7.5 / 147)));
        CertificateVerification verification = CertificateVerifier.Verify(betting);
        Assert.Empty(verification.Differences);
        Assert.Contains(verification.NotRecomputed, sentence => sentence.StartsWith("pValue, upperBound:", StringComparison.Ordinal));
        Assert.Contains(verification.NotRecomputed, sentence => sentence.Contains("lossSum", StringComparison.Ordinal));
        AssertDiffers(betting, "status", document => document["pValue"] = 0.06);
        AssertDiffers(betting, "empiricalRisk", document => document["lossSum"] = 7.25);
        AssertDiffers(betting, "upperBound", document => document["upperBound"] = 0.2);
    }

    [Fact]
    public void Any_edited_text_is_caught_by_the_id()
    {
        Certificate edited = Certificate.Parse(Certificates.Edit(Certificates.Budget().ToJson(), "delegation_value", "other_value"));
        CertificateDifference difference = Assert.Single(CertificateVerifier.Verify(edited).Differences);
        Assert.Equal("certificateId", difference.Field);
        Assert.Equal(edited.CertificateId, difference.Stated);
    }

    [Fact]
    public void A_consistent_forgery_falls_to_the_data()
    {
        // Fewer delegated at a higher threshold, every number and the id recomputed: only the data can tell.
        double[] better = [.. Certificates.BudgetScores.Select((score, i) => i < 100 ? 0.0 : score)];
        Certificate forged = ((Certified)DelegationBudget.Calibrate(better, new DelegationBudgetOptions(0.25))).Certificate;
        Assert.True(CertificateVerifier.Verify(forged).Agrees);
        CertificateVerification verification = CertificateVerifier.Verify(forged, Certificates.BudgetScores.AsSpan(0, 400));
        Assert.Equal(["dataSha256", "n", "threshold", "k", "nActed"], verification.Differences.Select(difference => difference.Field));
    }

    [Fact]
    public void Other_losses_or_another_order_of_the_lines_are_other_data()
    {
        (Certificate certificate, double[] scores, double[] losses) = Certificates.Risk();
        double[] flipped = [.. losses];
        flipped[Array.IndexOf(losses, 0.0)] = 1.0;
        Assert.Contains(CertificateVerifier.Verify(certificate, scores, flipped).Differences, difference => difference.Field == "dataSha256");
        Array.Reverse(scores);
        Array.Reverse(losses);
        CertificateDifference difference = Assert.Single(CertificateVerifier.Verify(certificate, scores, losses).Differences);
        Assert.Equal("dataSha256", difference.Field);
    }

    [Fact]
    public void Data_that_certify_nothing_are_reported_as_the_status()
    {
        (Certificate certificate, double[] scores, double[] losses) = Certificates.Risk();
        double[] allWrong = [.. losses.Select(_ => 1.0)];
        CertificateDifference status = Assert.Single(CertificateVerifier.Verify(certificate, scores, allWrong).Differences, difference => difference.Field == "status");
        Assert.Equal(("certified", "riskTooHigh"), (status.Stated, status.Recomputed));
    }

    [Fact]
    public void A_grid_of_your_own_is_confirmed_by_the_grid_only()
    {
        ThresholdGrid grid = ThresholdGrid.Of(0.1, 0.5, 0.7, 0.75, 0.8);
        (Certificate certificate, double[] scores, double[] losses) = Certificates.Risk(grid);
        Assert.True(CertificateVerifier.Verify(certificate).Agrees);
        Assert.Contains(CertificateVerifier.Verify(certificate).NotRecomputed, sentence => sentence.StartsWith("grid.sha256", StringComparison.Ordinal));
        CertificateVerification without = CertificateVerifier.Verify(certificate, scores, losses);
        Assert.True(without.Agrees);
        Assert.Single(without.NotRecomputed);
        CertificateVerification with = CertificateVerifier.Verify(certificate, scores, losses, grid);
        Assert.True(with.Agrees);
        Assert.Empty(with.NotRecomputed);
        CertificateVerification other = CertificateVerifier.Verify(certificate, scores, losses, ThresholdGrid.Of(0.1, 0.5, 0.8));
        Assert.Contains(other.Differences, difference => difference.Field == "grid.count");
        Assert.Contains(other.Differences, difference => difference.Field == "grid.sha256");
    }

    [Fact]
    public void A_threshold_outside_of_a_grid_that_is_not_even_is_named()
    {
        Certificate certificate = Certificates.Risk(ThresholdGrid.Of(0.1, 0.5, 0.7, 0.75, 0.8)).Certificate;
        Assert.DoesNotContain(CertificateVerifier.Verify(certificate).Differences, difference => difference.Field == "threshold");
        double below = certificate.Threshold - 0.01;
        double above = certificate.Threshold + 0.01;
        AssertDiffers(certificate, "threshold", document => document["grid"]!["first"] = above);
        AssertDiffers(certificate, "threshold", document => document["grid"]!["last"] = below);
    }

    [Fact]
    public void A_rate_of_one_item_is_recomputed_and_one_of_none_is_left_alone()
    {
        var options = new SelectiveRiskOptions(0.95, 0.1) { Grid = ThresholdGrid.Of(0.5), Start = SequenceStart.Floor };
        Certificate one = Assert.IsType<Certified>(SelectiveRisk.Calibrate([0.5], [0.0], options)).Certificate;
        Assert.Equal(1L, one.Trials);
        Assert.Equal("empiricalRisk", Assert.Single(CertificateVerifier.Verify(Certificates.Mutate(one, static document => document["empiricalRisk"] = 1.0)).Differences).Field);

        CertificateVerification none = CertificateVerifier.Verify(Certificates.Mutate(one, static document => document["nActed"] = 0));
        Assert.Contains(none.Differences, static difference => difference.Field == "status");
        Assert.DoesNotContain(none.Differences, static difference => difference.Field == "empiricalRisk");
    }

    [Fact]
    public void Numbers_that_the_document_rules_out_are_named_with_what_would_fit()
    {
        Certificate risk = Certificates.Risk().Certificate;
        Assert.Contains(new CertificateDifference("seed", "7", "null, since nothing was random"), CertificateVerifier.Verify(Certificates.Mutate(risk, static document => document["seed"] = 7)).Differences);
        Assert.Contains(new CertificateDifference("hypothesesTested", "1001", "at most 1000"), CertificateVerifier.Verify(Certificates.Mutate(risk, static document => document["hypothesesTested"] = 1001)).Differences);
        Assert.Contains(new CertificateDifference("nActed", "1", "at least 58 at this start"), CertificateVerifier.Verify(Certificates.Mutate(risk, static document => (document["nActed"], document["k"]) = (1, 0))).Differences);
    }

    /// <summary>A grid that is not even is known by its ends, which belong to it.</summary>
    [Theory]
    [InlineData(0.125, 100)]
    [InlineData(0.9, 40)]
    public void A_threshold_at_an_end_of_a_grid_that_is_not_even_is_one_of_it(double threshold, int right)
    {
        double[] scores = [.. Enumerable.Range(0, 100).Select(i => i < right ? 0.95 : 0.4)];
        double[] losses = [.. scores.Select(static score => score < 0.9 ? 1.0 : 0.0)];
        Certificate certificate = Assert.IsType<Certified>(SelectiveRisk.Calibrate(scores, losses, new SelectiveRiskOptions(0.1) { Grid = ThresholdGrid.Of(0.125, 0.35, 0.9), Start = SequenceStart.Floor })).Certificate;
        Assert.Equal(threshold, certificate.Threshold);
        Assert.True(CertificateVerifier.Verify(certificate).Agrees);
    }

    [Fact]
    public void A_grid_too_large_to_believe_is_not_built()
    {
        Certificate huge = Certificates.Reseal(Certificates.Risk().Certificate.ToJson(), "\"count\": 1000", "\"count\": 2000000000");
        Assert.Contains(CertificateVerifier.Verify(huge).NotRecomputed, sentence => sentence.StartsWith("grid.sha256", StringComparison.Ordinal));
    }

    private static void AssertDiffers(Certificate certificate, string field, Action<JsonObject> edit) =>
        Assert.Contains(CertificateVerifier.Verify(Certificates.Mutate(certificate, edit)).Differences, difference => difference.Field == field);

    private static void AssertAgrees(Certificate certificate, Action<JsonObject> edit) =>
        Assert.Empty(CertificateVerifier.Verify(Certificates.Worded(Certificates.Mutate(certificate, edit))).Differences);

    [Fact]
    public void A_budget_is_verified_with_scores_and_a_risk_with_losses_too()
    {
        (Certificate risk, double[] scores, double[] losses) = Certificates.Risk();
        Assert.Throws<ArgumentException>("certificate", () => CertificateVerifier.Verify(risk, scores));
        Assert.Throws<ArgumentException>("certificate", () => CertificateVerifier.Verify(Certificates.Budget(), scores, losses));
    }

    [Fact]
    public void A_grid_ends_where_it_begins_exactly_when_it_has_one_threshold()
    {
        Certificate risk = Certificates.Risk().Certificate;
        double first = risk.Grid!.First;
        Certificate one = Certificates.Mutate(risk, document => document["grid"]!["count"] = 1);
        Certificate flat = Certificates.Mutate(risk, document => document["grid"]!["last"] = first);

        Assert.Contains(CertificateVerifier.Verify(one).Differences, difference => difference.Field == "grid.last");
        Assert.Contains(CertificateVerifier.Verify(flat).Differences, difference => difference.Field == "grid.last");
        Certificate two = Certificates.Mutate(risk, document => (document["grid"]!["count"], document["grid"]!["last"]) = (2, first));
        Assert.Contains(CertificateVerifier.Verify(two).Differences, difference => difference.Field == "grid.last");
        Assert.DoesNotContain(CertificateVerifier.Verify(risk).Differences, difference => difference.Field == "grid.last");
    }
}
