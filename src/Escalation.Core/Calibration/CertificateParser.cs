using System.Globalization;
using System.Text;
using System.Text.Json;
using Escalation.Statistics;

namespace Escalation.Calibration;

/// <summary>Reads certificates strictly.</summary>
internal static class CertificateParser
{
    private const string FirstSchema = "escalation-certificate/1";
    private const int MaxBytes = 65_536;
    private const int MaxDepth = 4;
    internal const int IdDigits = 16;
    internal const int Sha256Digits = 64;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static Certificate Parse(string json) => Parse(json, Read);

    internal static Certificate Parse(ReadOnlySpan<byte> utf8Json) => Parse(utf8Json, Read);

    /// <summary>Reads a document of any kind as strictly, field by field.</summary>
    internal static T Parse<T>(string json, Func<JsonFields, T> read)
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

        return Parse(utf8, read);
    }

    private static T Parse<T>(ReadOnlySpan<byte> utf8Json, Func<JsonFields, T> read)
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
                ? read(new JsonFields(document.RootElement, prefix: string.Empty))
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
        RequireSchema(fields.Text("schema"));
        fields.Exactly("status", CalibrationStatus.Certified);
        var certificate = new Certificate
        {
            Group = fields.OptionalText("group"),
            Policy = ReadPolicy(fields.OptionalObject("policy")),
            Threshold = fields.Number("threshold"),
            Direction = fields.Word("direction", CertificateVocabulary.Direction),
            Comparison = fields.Text("comparison"),
            Rule = fields.Text("rule"),
            ScoreId = fields.Text("scoreId"),
            RiskOf = fields.OptionalWord("riskOf", CertificateVocabulary.Subject),
            Alpha = fields.Level("alpha"),
            Delta = fields.Level("delta"),
            N = fields.Count("n", 1, BinomialTail.MaxTrials),
            K = fields.Count("k", 0, BinomialTail.MaxTrials),
            ActedCount = fields.Count("nActed", 0, BinomialTail.MaxTrials),
            LossSum = fields.OptionalNumber("lossSum", 0.0, BinomialTail.MaxTrials),
            Clusters = fields.OptionalCount("clusters", 1, BinomialTail.MaxTrials),
            PValue = fields.Number("pValue", 0.0, 1.0),
            Method = fields.Word("method", CertificateVocabulary.Method),
            Procedure = fields.Word("procedure", CertificateVocabulary.Procedure),
            Start = fields.OptionalWord("start", CertificateVocabulary.Start),
            Starts = (int?)fields.OptionalCount("starts", 1, int.MaxValue),
            Level = fields.Level("level"),
            Grid = ReadGrid(fields.OptionalObject("grid")),
            HypothesesTested = (int)fields.Count("hypothesesTested", 1, int.MaxValue),
            Budget = ReadBudget(fields.OptionalObject("budget")),
            Choice = ReadChoice(fields.OptionalObject("choice")),
            EmpiricalRate = fields.Number("empiricalRate", 0.0, 1.0),
            EmpiricalRisk = fields.OptionalNumber("empiricalRisk", 0.0, 1.0),
            UpperBound = fields.Number("upperBound", 0.0, 1.0),
            Seed = fields.OptionalCount("seed", 0, Certificate.LargestSeed),
            DataSha256 = fields.Hexadecimal("dataSha256", Sha256Digits),
            Assumptions = fields.Texts("assumptions"),
            Expires = ReadTime("expires", fields.OptionalText("expires")),
            Library = fields.Text("library"),
            CertificateId = fields.Hexadecimal("certificateId", IdDigits),
        };
        RequireFit("policy", certificate.Policy is not null, "scope", fields.Word("scope", CertificateVocabulary.Scope) == CertificateScope.Policy);
        RequireFit("clusters", certificate.Clusters is not null, "unit", fields.Word("unit", CertificateVocabulary.Unit) == CertificateUnit.Cluster);
        fields.RequireEmpty();
        return CertificateShape.Fault(certificate) is var (field, problem)
            ? throw new CertificateFormatException(field, $"The certificate's field '{field}' {problem}.")
            : certificate;
    }

    private static void RequireSchema(string schema)
    {
        if (string.Equals(schema, Certificate.Schema, StringComparison.Ordinal))
        {
            return;
        }

        string message = string.Equals(schema, FirstSchema, StringComparison.Ordinal)
            ? $"The certificate's 'schema' is '{schema}', that of an earlier version of this library, which stated less than is checked today: calibrate again."
            : $"The certificate's 'schema' must be '{Certificate.Schema}', but was '{schema}': it is no certificate, or one of another version of this library.";
        throw new CertificateFormatException("schema", message);
    }

    /// <summary>The document says in a word what the presence of a part says too.</summary>
    private static void RequireFit(string part, bool present, string word, bool announced)
    {
        if (present != announced)
        {
            throw new CertificateFormatException(part, $"The certificate's field '{part}' must be {(announced ? "given" : "null")}, as its '{word}' says.");
        }
    }

    private static PolicyClaim? ReadPolicy(JsonFields? fields)
    {
        if (fields is not { } policy)
        {
            return null;
        }

        var claim = new PolicyClaim(policy.Hexadecimal("fingerprint", Sha256Digits), policy.Count("forced", 0, BinomialTail.MaxTrials));
        policy.RequireEmpty();
        return claim;
    }

    private static GridSummary? ReadGrid(JsonFields? fields) => fields is { } grid ? ReadGrid(grid) : null;

    internal static GridSummary ReadGrid(JsonFields grid)
    {
        var summary = new GridSummary((int)grid.Count("count", 1, int.MaxValue), grid.Number("first"), grid.Number("last"), grid.Hexadecimal("sha256", Sha256Digits));
        grid.RequireEmpty();
        return summary;
    }

    private static BudgetClaim? ReadBudget(JsonFields? fields)
    {
        if (fields is not { } budget)
        {
            return null;
        }

        var claim = new BudgetClaim(
            budget.Level("alpha"),
            budget.Level("level"),
            budget.Count("k", 0, BinomialTail.MaxTrials),
            budget.Number("pValue", 0.0, 1.0),
            budget.Number("upperBound", 0.0, 1.0));
        budget.RequireEmpty();
        return claim;
    }

    private static SplitChoice? ReadChoice(JsonFields? fields)
    {
        if (fields is not { } choice)
        {
            return null;
        }

        var made = new SplitChoice(
            choice.Level("share"),
            choice.Count("items", 1, BinomialTail.MaxTrials),
            choice.OptionalNumber("costRatio", double.Epsilon, double.MaxValue),
            choice.Number("expectedCost", 0.0));
        choice.RequireEmpty();
        return made;
    }

    internal static DateTimeOffset? ReadTime(string field, string? text) => text is null
        ? null
        : UtcText.Parse(text) ?? throw new CertificateFormatException(field, $"The certificate's field '{field}' must be a time in UTC such as 2026-07-01T00:00:00Z, but was '{text}'.");

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
