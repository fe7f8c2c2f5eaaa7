using System.Text.Json;
using Escalation.Calibration;
using Escalation.Decisions;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Calibration;

public sealed class CertificateTests
{
    /// <summary>Hashes and id as Python's hashlib, json and float formatting compute them.</summary>
    private const string BudgetJson = """
        {
          "schema": "escalation-certificate/1",
          "status": "certified",
          "threshold": 0.728,
          "direction": "higherDelegates",
          "comparison": ">",
          "rule": "delegate when score > 0.728",
          "scoreId": "delegation_value",
          "alpha": 0.3,
          "delta": 0.1,
          "n": 500,
          "k": 136,
          "nActed": 364,
          "pValue": 0.09298218205422301,
          "method": "exact",
          "procedure": "order-statistic",
          "start": null,
          "grid": null,
          "hypothesesTested": 1,
          "empiricalRate": 0.272,
          "empiricalRisk": null,
          "upperBound": 0.29915183371745735,
          "dataSha256": "5deaaf88dbbf19fc00de9db8e82568961ee3050685e47bfc038772c1702be5ea",
          "assumptions": [
            "The calibration items and the items met in deployment are exchangeable: independent draws from one distribution, without duplicates and without drift.",
            "The score was fixed before these items were used: none of them trained, tuned or selected it.",
            "The calibration was run once: repeating it as data arrive, or choosing among several runs, is not covered by delta.",
            "The promise covers this rule alone; other reasons to escalate and later changes of the score are outside."
          ],
          "library": "Escalation.Core 0.1.0",
          "certificateId": "519ab06b83ddb387"
        }
        """;

    [Fact]
    public void A_stored_certificate_of_version_one_reads_agrees_and_prints_the_same_bytes()
    {
        Certificate certificate = Certificate.Parse(BudgetJson);
        Assert.Empty(CertificateVerifier.Verify(certificate, Certificates.BudgetScores).Differences);
        Assert.Equal("519ab06b83ddb387", certificate.CertificateId);
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
