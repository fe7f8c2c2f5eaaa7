using System.Text;
using System.Text.Json;
using Escalation.Statistics;

namespace Escalation.Calibration.RiskControl;

/// <summary>Writes and reads the JSON of a certificate of two thresholds.</summary>
internal static class TwoThresholdDocument
{
    internal static string ToJson(TwoThresholdCertificate certificate) => Encoding.UTF8.GetString(Write(certificate, withId: true));

    internal static string ComputeId(TwoThresholdCertificate certificate) => CertificateWriter.ComputeId(Write(certificate, withId: false));

    internal static TwoThresholdCertificate Read(JsonFields fields)
    {
        fields.Exactly("schema", TwoThresholdCertificate.Schema);
        fields.Exactly("status", CalibrationStatus.Certified);
        double low = fields.Number("low");
        var certificate = new TwoThresholdCertificate
        {
            Thresholds = new TwoThresholds(low, fields.Number("high", low)),
            Rule = fields.Text("rule"),
            ScoreId = fields.Text("scoreId"),
            Delta = fields.Level("delta"),
            Level = fields.Level("level"),
            N = fields.Count("n", 1, BinomialTail.MaxTrials),
            ActedCount = fields.Count("nActed", 0, BinomialTail.MaxTrials),
            ModelCount = fields.Count("nModel", 0, BinomialTail.MaxTrials),
            PersonCount = fields.Count("nPerson", 0, BinomialTail.MaxTrials),
            Claims = fields.Objects("claims").ConvertAll(ReadClaim).AsReadOnly(),
            Procedure = fields.Word("procedure", TwoThresholdVocabulary.Procedure),
            Chains = (int?)fields.OptionalCount("chains", 1, int.MaxValue),
            Grid = CertificateParser.ReadGrid(fields.Object("grid")),
            HypothesesTested = (int)fields.Count("hypothesesTested", 1, int.MaxValue),
            Costs = ReadCosts(fields.Object("costs")),
            ExpectedCost = fields.Number("expectedCost", 0.0),
            ChoosingItems = fields.Count("choosingItems", 1, BinomialTail.MaxTrials),
            ChoosingShare = fields.Level("choosingShare"),
            Seed = fields.Count("seed", 0, Certificate.LargestSeed),
            DataSha256 = fields.Hexadecimal("dataSha256", CertificateParser.Sha256Digits),
            Assumptions = fields.Texts("assumptions"),
            Expires = CertificateParser.ReadTime("expires", fields.OptionalText("expires")),
            Library = fields.Text("library"),
            CertificateId = fields.Hexadecimal("certificateId", CertificateParser.IdDigits),
        };
        fields.RequireEmpty();
        return certificate;
    }

    private static TwoThresholdClaim ReadClaim(JsonFields fields)
    {
        var claim = new TwoThresholdClaim(
            fields.Word("risk", TwoThresholdVocabulary.Risk),
            fields.Level("bound"),
            fields.Count("k", 0, BinomialTail.MaxTrials),
            fields.Count("trials", 1, BinomialTail.MaxTrials),
            fields.Number("pValue", 0.0, 1.0),
            fields.Number("upperBound", 0.0, 1.0));
        fields.RequireEmpty();
        return claim;
    }

    private static TwoThresholdCosts ReadCosts(JsonFields fields)
    {
        var costs = new TwoThresholdCosts(fields.Number("wrongAnswer", double.Epsilon), fields.Number("modelCall", 0.0), fields.Number("person", 0.0));
        fields.RequireEmpty();
        return costs;
    }

    private static byte[] Write(TwoThresholdCertificate certificate, bool withId) => CertificateWriter.WriteObject(json =>
    {
        json.WriteString("schema", TwoThresholdCertificate.Schema);
        json.WriteString("status", CalibrationStatus.Certified);
        CertificateWriter.Number(json, "low", certificate.Thresholds.Low);
        CertificateWriter.Number(json, "high", certificate.Thresholds.High);
        json.WriteString("rule", certificate.Rule);
        json.WriteString("scoreId", certificate.ScoreId);
        CertificateWriter.Number(json, "delta", certificate.Delta);
        CertificateWriter.Number(json, "level", certificate.Level);
        json.WriteNumber("n", certificate.N);
        json.WriteNumber("nActed", certificate.ActedCount);
        json.WriteNumber("nModel", certificate.ModelCount);
        json.WriteNumber("nPerson", certificate.PersonCount);
        WriteClaims(json, certificate.Claims);
        json.WriteString("procedure", TwoThresholdVocabulary.Word(certificate.Procedure));
        CertificateWriter.Count(json, "chains", certificate.Chains);
        CertificateWriter.Grid(json, certificate.Grid);
        json.WriteNumber("hypothesesTested", certificate.HypothesesTested);
        json.WriteStartObject("costs");
        CertificateWriter.Number(json, "wrongAnswer", certificate.Costs.WrongAnswer);
        CertificateWriter.Number(json, "modelCall", certificate.Costs.ModelCall);
        CertificateWriter.Number(json, "person", certificate.Costs.Person);
        json.WriteEndObject();
        CertificateWriter.Number(json, "expectedCost", certificate.ExpectedCost);
        json.WriteNumber("choosingItems", certificate.ChoosingItems);
        CertificateWriter.Number(json, "choosingShare", certificate.ChoosingShare);
        json.WriteNumber("seed", certificate.Seed);
        json.WriteString("dataSha256", certificate.DataSha256);
        CertificateWriter.Texts(json, "assumptions", certificate.Assumptions);
        json.WriteString("expires", certificate.Expires is { } expires ? UtcText.Format(expires) : null);
        json.WriteString("library", certificate.Library);
        if (withId)
        {
            json.WriteString("certificateId", certificate.CertificateId);
        }
    });

    private static void WriteClaims(Utf8JsonWriter json, IReadOnlyList<TwoThresholdClaim> claims)
    {
        json.WriteStartArray("claims");
        foreach (TwoThresholdClaim claim in claims)
        {
            json.WriteStartObject();
            json.WriteString("risk", TwoThresholdVocabulary.Word(claim.Risk));
            CertificateWriter.Number(json, "bound", claim.Bound);
            json.WriteNumber("k", claim.K);
            json.WriteNumber("trials", claim.Trials);
            CertificateWriter.Number(json, "pValue", claim.PValue);
            CertificateWriter.Number(json, "upperBound", claim.UpperBound);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
