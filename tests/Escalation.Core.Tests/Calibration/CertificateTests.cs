using System.Text.Json;
using System.Text.Json.Nodes;
using Escalation.Calibration;
using Escalation.Decisions;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Calibration;

public sealed class CertificateTests
{
    /// <summary>Hashes and id as Python's hashlib, json and float formatting compute them.</summary>
    private const string BudgetJson = """
        {
          "schema": "escalation-certificate/2",
          "status": "certified",
          "group": null,
          "scope": "rule",
          "policy": null,
          "threshold": 0.728,
          "direction": "higherDelegates",
          "comparison": ">",
          "rule": "delegate when score > 0.728",
          "scoreId": "delegation_value",
          "riskOf": null,
          "alpha": 0.3,
          "delta": 0.1,
          "n": 500,
          "k": 136,
          "nActed": 364,
          "lossSum": null,
          "unit": "item",
          "clusters": null,
          "pValue": 0.09298218205422301,
          "method": "exact",
          "procedure": "order-statistic",
          "start": null,
          "starts": null,
          "level": 0.1,
          "grid": null,
          "hypothesesTested": 1,
          "budget": null,
          "choice": null,
          "empiricalRate": 0.272,
          "empiricalRisk": null,
          "upperBound": 0.29915183371745735,
          "seed": null,
          "dataSha256": "5deaaf88dbbf19fc00de9db8e82568961ee3050685e47bfc038772c1702be5ea",
          "assumptions": [
            "The calibration items and the items met in deployment are exchangeable: independent draws from one distribution, without duplicates and without drift.",
            "The score was fixed before these items were used: none of them trained, tuned or selected it.",
            "The calibration was run once: repeating it as data arrive, or choosing among several runs, is not covered by delta.",
            "The promise covers this rule alone; other reasons to escalate and later changes of the score are outside."
          ],
          "expires": null,
          "library": "Escalation.Core 0.1.0",
          "certificateId": "3eb34eeb2af0acd9"
        }
        """;

    [Fact]
    public void A_stored_certificate_of_version_two_reads_agrees_and_prints_the_same_bytes()
    {
        Certificate certificate = Certificate.Parse(BudgetJson);
        Assert.Empty(CertificateVerifier.Verify(certificate, Certificates.BudgetScores).Differences);
        Assert.Equal("3eb34eeb2af0acd9", certificate.CertificateId);
        Assert.Equal(BudgetJson, certificate.ToJson());
    }

    [Fact]
    public void Everything_but_the_library_and_the_id_of_a_new_certificate_equals_the_stored_one()
    {
        using var stored = JsonDocument.Parse(BudgetJson);
        using var made = JsonDocument.Parse(Certificates.Budget().ToJson());
        Assert.Equal(stored.RootElement.EnumerateObject().Select(property => property.Name), made.RootElement.EnumerateObject().Select(property => property.Name));
        foreach (JsonProperty property in stored.RootElement.EnumerateObject())
        {
            if (property.Name is not ("library" or "certificateId"))
            {
                Assert.Equal(property.Value.GetRawText(), made.RootElement.GetProperty(property.Name).GetRawText());
            }
        }
    }

    [Fact]
    public void The_grid_of_the_golden_pipeline_has_the_hash_that_python_computes()
    {
        (Certificate certificate, _, _) = Certificates.Risk();
        Assert.Equal(new GridSummary(1000, 0.0, 0.99, "e6b72fec8862c007273bbcbc8707e93ad0fcafd364f1c06ab2be753fdad63150"), certificate.Grid);
        Assert.Equal("504561aef4b6c68f56b7dd71b88d4d5c4745fb11c5120b7b95e9f2ec9fb3c24f", certificate.DataSha256);
    }

    [Fact]
    public void A_risk_certificate_survives_the_round_trip_to_the_bit()
    {
        (Certificate certificate, double[] scores, double[] losses) = Certificates.Risk();
        string json = certificate.ToJson();
        Certificate read = Certificate.Parse(json);
        Assert.Equal(json, read.ToJson());
        Assert.Equal(certificate.CertificateId, read.CertificateId);
        Assert.Equal(BitConverter.DoubleToInt64Bits(certificate.PValue), BitConverter.DoubleToInt64Bits(read.PValue));
        Assert.Empty(CertificateVerifier.Verify(read, scores, losses).Differences);
    }

    [Fact]
    public void White_space_and_order_of_fields_do_not_change_the_id()
    {
        using var document = JsonDocument.Parse(BudgetJson);
        string reversed = "{" + string.Join(",", document.RootElement.EnumerateObject().Reverse().Select(property => $"\"{property.Name}\":{property.Value.GetRawText()}")) + "}";
        Assert.Empty(CertificateVerifier.Verify(Certificate.Parse(reversed)).Differences);
    }

    [Fact]
    public void A_budget_becomes_a_threshold_with_its_origin()
    {
        Certificate certificate = Certificates.Budget();
        Threshold threshold = certificate;
        Assert.Equal(0.728, threshold.Value);
        Assert.Equal(ScoreDirection.HigherDelegates, threshold.Direction);
        Assert.Equal(ThresholdPurpose.Budget, threshold.Purpose);
        Assert.Equal("delegation_value", threshold.ScoreId);
        Assert.True(threshold.Origin.IsCertified);
        Assert.Equal(certificate.CertificateId, threshold.Origin.CertificateId);
        Assert.Equal(136, Certificates.BudgetScores.Count(threshold.Escalates));
    }

    [Fact]
    public void A_risk_becomes_a_threshold_that_acts_on_what_was_counted()
    {
        (Certificate certificate, double[] scores, _) = Certificates.Risk();
        Threshold threshold = certificate.ToThreshold();
        Assert.Equal(ScoreDirection.HigherActs, threshold.Direction);
        Assert.Equal(ThresholdPurpose.Risk, threshold.Purpose);
        Assert.Equal(147, scores.Count(score => !threshold.Escalates(score)));
    }

    [Fact]
    [Trait("Row", "29")]
    public void An_edited_certificate_never_becomes_a_threshold()
    {
        Certificate edited = Certificate.Parse(Certificates.Edit(BudgetJson, "\"threshold\": 0.728", "\"threshold\": 0.5"));
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => edited.ToThreshold());
        Assert.Contains("rule states", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() =>
        {
            Threshold threshold = edited;
            return threshold;
        });
    }

    [Fact]
    public void The_promise_reads_as_a_sentence()
    {
        Certificate certificate = Certificates.Budget();
        Assert.Equal($"certificate {certificate.CertificateId}: delegate when score > 0.728: a delegation rate of at most 0.3, except with probability 0.1 over the calibration sample (136 of 500 calibration items delegated)", certificate.ToString());
        Assert.Contains("8 errors among 147 acted of 500", Certificates.Risk().Certificate.Description, StringComparison.Ordinal);
        CalibrationResult result = DelegationBudget.Calibrate(Certificates.BudgetScores, new DelegationBudgetOptions(0.3) { ScoreId = "delegation_value" });
        Assert.Equal(certificate.Description, result.Message);
    }

    [Fact]
    public void The_promise_of_every_kind_reads_as_a_sentence()
    {
        Assert.StartsWith("act when score >= 0.6857657657657658: an error rate among acted items of at most 0.1 and a delegation rate of at most 0.8, except with probability 0.1", Certificates.Joint().Description, StringComparison.Ordinal);
        Certificate grouped = Certificates.Mutate(Certificates.Budget(), document => document["group"] = "payments");
        Assert.StartsWith("in group 'payments', delegate when score > 0.728: a delegation rate", grouped.Description, StringComparison.Ordinal);
        Certificate whole = Certificates.Mutate(Certificates.Budget(), document => (document["scope"], document["policy"]) = ("policy", new JsonObject { ["fingerprint"] = new string('a', 64), ["forced"] = 12 }));
        Assert.Contains("of at most 0.3 of the whole policy's decisions,", whole.Description, StringComparison.Ordinal);
        Assert.Equal((CertificateScope.Policy, 12L), (whole.Scope, whole.Policy!.Forced));
        Certificate bounded = Certificates.Mutate(Certificates.Risk().Certificate, document => (document["method"], document["seed"], document["lossSum"]) = ("wsr", 7, 7.5));
        Assert.Contains("a mean loss among acted items of at most 0.1", bounded.Description, StringComparison.Ordinal);
        Assert.Contains("losses of 7.5 in all among 147 acted of 500", bounded.Description, StringComparison.Ordinal);
        Certificate all = Certificates.Mutate(Certificates.Joint(), document => document["riskOf"] = "all");
        Assert.Contains("an error rate over all items", all.Description, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "37")]
    public void A_certificate_carries_its_expiry_into_the_threshold_and_is_refused_after_it()
    {
        var expiry = new DateTimeOffset(2026, 7, 1, 2, 0, 0, TimeSpan.FromHours(2));
        Certificate certificate = ((Certified)DelegationBudget.Calibrate(Certificates.BudgetScores, new DelegationBudgetOptions(0.3) { Expires = expiry })).Certificate;
        Assert.Contains("\"expires\": \"2026-07-01T00:00:00Z\"", certificate.ToJson(), StringComparison.Ordinal);
        Assert.Equal(expiry, Certificate.Parse(certificate.ToJson()).Expires);
        Assert.Equal(expiry, certificate.ToThreshold().Expires);
        Assert.False(certificate.IsExpired(expiry.AddTicks(-1)));
        Assert.True(certificate.IsExpired(expiry));
        Assert.False(Certificates.Budget().IsExpired(DateTimeOffset.MaxValue));
        var clock = new ManualTimeProvider(expiry.AddTicks(-1));
        Assert.Equal(expiry, certificate.ToThreshold(clock).Expires);
        clock.SetUtcNow(expiry);
        string refusal = Assert.Throws<InvalidOperationException>(() => certificate.ToThreshold(clock)).Message;
        Assert.Contains("expired at 2026-07-01T00:00:00Z", refusal, StringComparison.Ordinal);
        Assert.Null(Certificates.Budget().ToThreshold(clock).Expires);
        Assert.Throws<ArgumentNullException>("time", () => certificate.ToThreshold(null!));
    }

    [Fact]
    public void A_group_is_carried_and_its_sharing_of_delta_is_stated()
    {
        var options = new DelegationBudgetOptions(0.3) { Group = "payments" };
        Certificate certificate = ((Certified)DelegationBudget.Calibrate(Certificates.BudgetScores, options)).Certificate;
        Assert.Equal("payments", Certificate.Parse(certificate.ToJson()).Group);
        Assert.Contains(certificate.Assumptions, assumption => assumption.Contains("one group", StringComparison.Ordinal));
        Assert.True(CertificateVerifier.Verify(certificate, Certificates.BudgetScores).Agrees);
        Assert.Throws<ArgumentException>("Group", () => new DelegationBudgetOptions(0.3) { Group = " " });
        Assert.Throws<ArgumentException>("Group", () => new SelectiveRiskOptions(0.3) { Group = "" });
    }

    [Fact]
    public void A_share_of_delta_is_the_level_of_the_test_and_verifies_as_such()
    {
        var options = new DelegationBudgetOptions(0.3, 0.1) { Group = "payments", Level = 0.04 };
        Certificate certificate = ((Certified)DelegationBudget.Calibrate(Certificates.BudgetScores, options)).Certificate;
        Certificate alone = ((Certified)DelegationBudget.Calibrate(Certificates.BudgetScores, new DelegationBudgetOptions(0.3, 0.04))).Certificate;
        Assert.Equal((alone.Threshold, alone.K, 0.04, 0.1), (certificate.Threshold, certificate.K, certificate.Level, certificate.Delta));
        Assert.Empty(CertificateVerifier.Verify(certificate, Certificates.BudgetScores).Differences);
        InsufficientSamples few = Assert.IsType<InsufficientSamples>(DelegationBudget.Calibrate(Certificates.BudgetScores.AsSpan(0, 5), options));
        Assert.Equal(10L, few.Need);
        Assert.Contains("at level 0.04 of delta 0.1 needs at least 10", few.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_grid_from_the_scores_is_stated_as_an_assumption()
    {
        (double[] scores, double[] losses) = GoldenScores.Draw(500, 1);
        Certificate fromScores = ((Certified)SelectiveRisk.Calibrate(scores, losses, new SelectiveRiskOptions(0.2))).Certificate;
        Assert.Single(fromScores.Assumptions, assumption => assumption.Contains("ends of the grid", StringComparison.Ordinal));
        Assert.DoesNotContain(Certificates.Risk().Certificate.Assumptions, assumption => assumption.Contains("ends of the grid", StringComparison.Ordinal));
        Assert.Contains(fromScores.Assumptions, assumption => assumption.Contains("exchangeable", StringComparison.Ordinal));
    }
}
