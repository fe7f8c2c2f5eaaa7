using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Escalation.Calibration;

/// <summary>Writes a certificate as JSON and computes the id of its content.</summary>
internal static class CertificateWriter
{
    private const int IdDigits = 16;

    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static string ToJson(Certificate certificate) => Encoding.UTF8.GetString(Write(certificate, withId: true));

    internal static string ComputeId(Certificate certificate) => ComputeId(Write(certificate, withId: false));

    /// <summary>The id of any document: the first digits of the SHA-256 of its canonical form.</summary>
    internal static string ComputeId(byte[] withoutId)
    {
        using var document = JsonDocument.Parse(withoutId);
        byte[] hash = SHA256.HashData(CanonicalJson.Serialize(document.RootElement));
        return Convert.ToHexStringLower(hash)[..IdDigits];
    }

    /// <summary>One indented object.</summary>
    internal static byte[] WriteObject(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Write(Certificate certificate, bool withId) => WriteObject(json =>
    {
        json.WriteString("schema", Certificate.Schema);
        json.WriteString("status", CalibrationStatus.Certified);
        Subject(json, certificate);
        Rule(json, certificate);
        Test(json, certificate);
        Evidence(json, certificate);
        if (withId)
        {
            json.WriteString("certificateId", certificate.CertificateId);
        }
    });

    private static void Subject(Utf8JsonWriter json, Certificate certificate)
    {
        json.WriteString("group", certificate.Group);
        json.WriteString("scope", CertificateVocabulary.Word(certificate.Scope));
        if (Begin(json, "policy", certificate.Policy) is { } policy)
        {
            json.WriteString("fingerprint", policy.Fingerprint);
            json.WriteNumber("forced", policy.Forced);
            json.WriteEndObject();
        }
    }

    private static void Rule(Utf8JsonWriter json, Certificate certificate)
    {
        Number(json, "threshold", certificate.Threshold);
        json.WriteString("direction", CertificateVocabulary.Word(certificate.Direction));
        json.WriteString("comparison", certificate.Comparison);
        json.WriteString("rule", certificate.Rule);
        json.WriteString("scoreId", certificate.ScoreId);
    }

    private static void Test(Utf8JsonWriter json, Certificate certificate)
    {
        json.WriteString("riskOf", certificate.RiskOf is { } subject ? CertificateVocabulary.Word(subject) : null);
        Number(json, "alpha", certificate.Alpha);
        Number(json, "delta", certificate.Delta);
        json.WriteNumber("n", certificate.N);
        json.WriteNumber("k", certificate.K);
        json.WriteNumber("nActed", certificate.ActedCount);
        Number(json, "lossSum", certificate.LossSum);
        json.WriteString("unit", CertificateVocabulary.Word(certificate.Unit));
        Count(json, "clusters", certificate.Clusters);
        Number(json, "pValue", certificate.PValue);
        json.WriteString("method", CertificateVocabulary.Word(certificate.Method));
        json.WriteString("procedure", CertificateVocabulary.Word(certificate.Procedure));
        json.WriteString("start", certificate.Start is { } start ? CertificateVocabulary.Word(start) : null);
        Count(json, "starts", certificate.Starts);
        Number(json, "level", certificate.Level);
        Grid(json, certificate.Grid);
        json.WriteNumber("hypothesesTested", certificate.HypothesesTested);
    }

    private static void Evidence(Utf8JsonWriter json, Certificate certificate)
    {
        if (Begin(json, "budget", certificate.Budget) is { } budget)
        {
            Number(json, "alpha", budget.Alpha);
            Number(json, "level", budget.Level);
            json.WriteNumber("k", budget.K);
            Number(json, "pValue", budget.PValue);
            Number(json, "upperBound", budget.UpperBound);
            json.WriteEndObject();
        }

        if (Begin(json, "choice", certificate.Choice) is { } choice)
        {
            Number(json, "share", choice.Share);
            json.WriteNumber("items", choice.Items);
            Number(json, "costRatio", choice.CostRatio);
            Number(json, "expectedCost", choice.ExpectedCost);
            json.WriteEndObject();
        }

        Number(json, "empiricalRate", certificate.EmpiricalRate);
        Number(json, "empiricalRisk", certificate.EmpiricalRisk);
        Number(json, "upperBound", certificate.UpperBound);
        Count(json, "seed", certificate.Seed);
        json.WriteString("dataSha256", certificate.DataSha256);
        Texts(json, "assumptions", certificate.Assumptions);
        json.WriteString("expires", certificate.Expires is { } expires ? UtcText.Format(expires) : null);
        json.WriteString("library", certificate.Library);
    }

    internal static void Grid(Utf8JsonWriter json, GridSummary? summary)
    {
        if (Begin(json, "grid", summary) is { } grid)
        {
            json.WriteNumber("count", grid.Count);
            Number(json, "first", grid.First);
            Number(json, "last", grid.Last);
            json.WriteString("sha256", grid.Sha256);
            json.WriteEndObject();
        }
    }

    internal static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    /// <summary>Begins a nested object, or writes null where there is none.</summary>
    internal static T? Begin<T>(Utf8JsonWriter json, string name, T? part)
        where T : class
    {
        if (part is null)
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteStartObject(name);
        }

        return part;
    }

    internal static void Count(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } count)
        {
            json.WriteNumber(name, count);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    internal static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is not { } number)
        {
            json.WriteNull(name);
            return;
        }

        CanonicalNumber.Write(json, name, number);
    }
}
