using System.Text.Json.Nodes;
using Escalation.Calibration;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Calibration;

/// <summary>Certificates and their data for the tests.</summary>
internal static class Certificates
{
    internal static readonly double[] BudgetScores = [.. Enumerable.Range(1, 500).Select(i => i / 500.0)];

    internal static Certificate Budget() =>
        ((Certified)DelegationBudget.Calibrate(BudgetScores, new DelegationBudgetOptions(0.3) { ScoreId = "delegation_value" })).Certificate;

    internal static (Certificate Certificate, double[] Scores, double[] Losses) Risk(ThresholdGrid? grid = null)
    {
        (double[] scores, double[] losses) = GoldenScores.Draw(500, 1);
        var options = new SelectiveRiskOptions(0.1, 0.05) { Grid = grid ?? ThresholdGrid.Even(0.0, 0.99, 1000) };
        return (((Certified)SelectiveRisk.Calibrate(scores, losses, options)).Certificate, scores, losses);
    }

    /// <summary>A certificate with edits and the id that fits them; what the edits leave unset stays as it was.</summary>
    internal static Certificate Mutate(Certificate certificate, Action<JsonObject> edit)
    {
        JsonObject document = JsonNode.Parse(certificate.ToJson())!.AsObject();
        edit(document);
        string json = document.ToJsonString();
        Certificate edited = Certificate.Parse(json);
        return Certificate.Parse(Edit(json, edited.CertificateId, CertificateWriter.ComputeId(edited)));
    }

    /// <summary>The certificate with the sentences that the library writes for one of its kind, for edits that make another kind of it.</summary>
    internal static Certificate Worded(Certificate certificate) =>
        Mutate(certificate, document => document["assumptions"] = new JsonArray([.. AssumptionVerification.Expected(certificate)!.Select(static sentence => JsonValue.Create(sentence))]));

    /// <summary>A sound certificate with two promises: <see cref="Risk"/> at half of twice its level, and a delegation rate of at most 0.8.</summary>
    internal static Certificate Joint() => Mutate(Risk().Certificate, document =>
    {
        var budget = BudgetClaim.Of(0.8, 0.05, 353, 500);
        document["delta"] = 0.1;
        document["budget"] = new JsonObject
        {
            ["alpha"] = budget.Alpha,
            ["level"] = budget.Level,
            ["k"] = budget.K,
            ["pValue"] = budget.PValue,
            ["upperBound"] = budget.UpperBound,
        };
    });

    /// <summary>A document with one piece of text replaced, which must be there.</summary>
    internal static string Edit(string json, string from, string to)
    {
        Assert.Contains(from, json, StringComparison.Ordinal);
        return json.Replace(from, to, StringComparison.Ordinal);
    }

    /// <summary>A document with an edit and the id that fits it, as a careful forger would leave it.</summary>
    internal static Certificate Reseal(string json, string from, string to)
    {
        string edited = Edit(json, from, to);
        Certificate certificate = Certificate.Parse(edited);
        return Certificate.Parse(Edit(edited, certificate.CertificateId, CertificateWriter.ComputeId(certificate)));
    }
}
