using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Escalation.Calibration;

/// <summary>Reads certificates strictly.</summary>
internal static class CertificateParser
{
    private const int MaxBytes = 65_536;
    private const int MaxDepth = 4;
    private const int IdDigits = 16;
    private const int Sha256Digits = 64;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static Certificate Parse(string json)
    {
        if (json.Length > MaxBytes)
        {
            throw TooLong(json.Length, "characters");
        }

        byte[] utf8;
        try
        {
            utf8 = StrictUtf8.GetBytes(json);
        }
        catch (EncoderFallbackException exception)
        {
            throw new CertificateFormatException("The certificate is not valid Unicode: it has half of a surrogate pair.", exception);
        }

        return Parse(utf8);
    }

    internal static Certificate Parse(ReadOnlySpan<byte> utf8Json)
    {
        if (utf8Json.Length > MaxBytes)
        {
            throw TooLong(utf8Json.Length, "bytes");
        }

        if (utf8Json.StartsWith(Encoding.UTF8.Preamble))
        {
            throw new CertificateFormatException("The certificate begins with a byte order mark: save it as UTF-8 without one.");
        }

        try
        {
            using var document = JsonDocument.Parse(utf8Json.ToArray(), new JsonDocumentOptions { MaxDepth = MaxDepth });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Read(new JsonFields(document.RootElement, prefix: string.Empty))
                : throw new CertificateFormatException($"The certificate must be a JSON object, but was {Kind(document.RootElement)}.");
        }
        catch (JsonException exception)
        {
            throw new CertificateFormatException(string.Create(CultureInfo.InvariantCulture, $"The certificate is not valid JSON at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}: {FirstSentence(exception.Message)}"), exception);
        }
        catch (InvalidOperationException exception)
        {
            // What JsonElement throws for text that is not valid UTF-8 or UTF-16.
            throw new CertificateFormatException("The certificate holds a text that is not valid Unicode.", exception);
        }
    }

    private static Certificate Read(JsonFields fields)
    {
        fields.Exactly("schema", Certificate.Schema);
        fields.Exactly("status", CalibrationStatus.Certified);
        fields.Exactly("method", CertificateVocabulary.Method);
        int n = fields.Count("n", 1);
        int acted = fields.Count("nActed", 0, n);
        CertificateProcedure procedure = fields.Word("procedure", CertificateVocabulary.Procedure);
        bool isRisk = procedure == CertificateProcedure.FixedSequence;
        var certificate = new Certificate
        {
            Threshold = fields.Number("threshold"),
            Direction = fields.Word("direction", CertificateVocabulary.Direction),
            Comparison = fields.Text("comparison"),
            Rule = fields.Text("rule"),
            ScoreId = fields.Text("scoreId"),
            Alpha = fields.Level("alpha"),
            Delta = fields.Level("delta"),
            N = n,
            K = fields.Count("k", 0, isRisk ? acted : n),
            ActedCount = acted,
            PValue = fields.Number("pValue", 0.0, 1.0),
            Procedure = procedure,
            Start = fields.OptionalText("start") is { } start ? CertificateVocabulary.Start(start) ?? throw Unknown("start", start) : null,
            Grid = ReadGrid(fields.OptionalObject("grid")),
            HypothesesTested = fields.Count("hypothesesTested", 1),
            EmpiricalRate = fields.Number("empiricalRate", 0.0, 1.0),
            EmpiricalRisk = fields.OptionalNumber("empiricalRisk", 0.0, 1.0),
            UpperBound = fields.Number("upperBound", 0.0, 1.0),
            DataSha256 = fields.Hexadecimal("dataSha256", Sha256Digits),
            Assumptions = fields.Texts("assumptions"),
            Library = fields.Text("library"),
            CertificateId = fields.Hexadecimal("certificateId", IdDigits),
        };
        fields.RequireEmpty();
        RequirePresence("start", certificate.Start is not null, isRisk);
        RequirePresence("grid", certificate.Grid is not null, isRisk);
        RequirePresence("empiricalRisk", certificate.EmpiricalRisk is not null, isRisk);
        return certificate;
    }

    private static GridSummary? ReadGrid(JsonFields? fields)
    {
        if (fields is not { } grid)
        {
            return null;
        }

        var summary = new GridSummary(grid.Count("count", 1), grid.Number("first"), grid.Number("last"), grid.Hexadecimal("sha256", Sha256Digits));
        grid.RequireEmpty();
        return summary;
    }

    private static void RequirePresence(string field, bool present, bool isRisk)
    {
        if (present != isRisk)
        {
            throw new CertificateFormatException(field, $"The certificate's field '{field}' must be {(isRisk ? "given for a risk" : "null for a budget")}.");
        }
    }

    private static CertificateFormatException Unknown(string field, string value) =>
        new(field, $"The certificate's field '{field}' has an unknown value '{value}'.");

    private static CertificateFormatException TooLong(int length, string unit) =>
        new(string.Create(CultureInfo.InvariantCulture, $"The certificate is too long: {length} {unit} where {MaxBytes} bytes are allowed."));

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        _ => "a truth value",
    };

    /// <summary>The reader appends the position, which the message already names.</summary>
    private static string FirstSentence(string message)
    {
        int end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).ReplaceLineEndings(" ");
    }
}
