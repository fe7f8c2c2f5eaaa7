using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Escalation.Decisions;
using Escalation.Learning.Calibrators;
using Escalation.Prediction.Features;
using Escalation.Prediction.Models;

namespace Escalation.Prediction;

/// <summary>Saves predictors as canonical JSON and reads them back to the bit.</summary>
/// <remarks>
/// There is one sequence of bytes for one predictor, <c>{format, sha256, predictor: {...}}</c> without white space, and whatever differs from it is refused: unknown or doubled members, another
/// version, numbers that are none, a changed digit. The hash notices damage and no intent; who must trust a file signs it. The predictor holds its schema and the schema's
/// fingerprint. Stateless.
/// </remarks>
public static class PerformancePredictorJson
{
    /// <summary>The format that is written, and the only one that is read.</summary>
    public const string Format = "escalation-performance-predictor/1";

    private const int MaxDepth = 16;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = MaxDepth };

    /// <summary>Saves a predictor.</summary>
    /// <param name="predictor">The predictor.</param>
    public static byte[] ToUtf8Bytes(PerformancePredictor predictor)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        return Encoding.UTF8.GetBytes($$"""{"format":"{{Format}}","sha256":"{{predictor.Configuration}}","predictor":{{Encoding.UTF8.GetString(Body(predictor))}}}""");
    }

    /// <summary>Reads a saved predictor with the schema that it names.</summary>
    /// <param name="utf8Json">The document.</param>
    /// <param name="predictors">The predictors that its schema reads, found by name; their configuration must be that of training.</param>
    /// <exception cref="PredictorFormatException">Thrown when the document is not exactly what <see cref="ToUtf8Bytes"/> writes, or a predictor that it reads is not given or configured otherwise.</exception>
    public static PerformancePredictor Parse(ReadOnlyMemory<byte> utf8Json, params IReadOnlyList<IPredictor> predictors)
    {
        ArgumentNullException.ThrowIfNull(predictors);
        try
        {
            using var document = JsonDocument.Parse(utf8Json, Strict);
            string? format = document.RootElement.GetProperty("format").GetString();
            if (!string.Equals(format, Format, StringComparison.Ordinal))
            {
                throw new PredictorFormatException($"The document has the format '{format}', but must have '{Format}'.");
            }

            PerformancePredictor predictor = Read(document.RootElement.GetProperty("predictor"), predictors);
            return ToUtf8Bytes(predictor).AsSpan().SequenceEqual(utf8Json.Span)
                ? predictor
                : throw new PredictorFormatException("The document is not the canonical form of a predictor: it was changed, or written by something else.");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException or OverflowException or (FormatException and not PredictorFormatException))
        {
            throw new PredictorFormatException($"The document is not a saved predictor: {fault.Message.ReplaceLineEndings(" ")}", fault);
        }
    }

    /// <summary>Reads a saved predictor that must be for one schema.</summary>
    /// <param name="utf8Json">The document.</param>
    /// <param name="schema">The schema; its fingerprint must be the predictor's.</param>
    /// <exception cref="PredictorFormatException">Thrown when the document is not exactly what <see cref="ToUtf8Bytes"/> writes, or is for another schema.</exception>
    public static PerformancePredictor Parse(ReadOnlyMemory<byte> utf8Json, FeatureSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        PerformancePredictor predictor = Parse(utf8Json, [.. schema.Features.Where(feature => feature.Predictor is not null).Select(feature => feature.Predictor!)]);
        return string.Equals(predictor.Schema.Fingerprint, schema.Fingerprint, StringComparison.Ordinal)
            ? predictor
            : throw new PredictorFormatException($"The predictor was trained on the schema {predictor.Schema.Fingerprint}, but must be for {schema.Fingerprint}.");
    }

    /// <summary>The part of the document that the hash covers.</summary>
    internal static byte[] Body(PerformancePredictor predictor)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, FeatureSchemaJson.Compact))
        {
            json.WriteStartObject();
            json.WriteString("name", predictor.Name);
            json.WriteString("schemaSha256", predictor.Schema.Fingerprint);
            json.WritePropertyName("schema");
            FeatureSchemaJson.Write(json, predictor.Schema);
            json.WriteStartObject("origin");
            json.WriteNumber("rows", predictor.Origin.Rows);
            json.WriteNumber("right", predictor.Origin.Right);
            CanonicalNumber.Write(json, "hyperparameter", predictor.Origin.Hyperparameter);
            WriteText(json, "calibration", predictor.Origin.Calibration?.ToString());
            json.WriteEndObject();
            json.WriteString("kind", predictor.Kind.ToString());
            CanonicalNumber.Write(json, "baseline", predictor.Baseline);
            json.WriteStartArray("model");
            predictor.Model.Write(json, predictor.Schema);
            json.WriteEndArray();
            json.WriteString("end", predictor.End.ToString());
            json.WritePropertyName("calibrator");
            if (predictor.Calibrator is { } calibrator)
            {
                json.WriteRawValue(CalibratorJson.ToUtf8Bytes(calibrator), skipInputValidation: true);
            }
            else
            {
                json.WriteNullValue();
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static PerformancePredictor Read(JsonElement json, IReadOnlyList<IPredictor> predictors)
    {
        FeatureSchema schema = FeatureSchemaJson.Read(json.GetProperty("schema"), predictors);
        MetaModelKind kind = Word<MetaModelKind>(json, "kind");
        JsonElement[] features = [.. json.GetProperty("model").EnumerateArray()];
        double baseline = json.GetProperty("baseline").GetDouble();
        double[] absent = [.. features.Select(feature => feature.GetProperty("absent")).Select(value => value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble())];
        JsonElement[] columns = [.. features.SelectMany(feature => feature.GetProperty("columns").EnumerateArray())];
        MetaModel model = kind == MetaModelKind.BoostedStumps
            ? new StepMetaModel(kind, baseline, schema.Starts, [.. columns.Select(column => Numbers(column.GetProperty("thresholds")))], [.. columns.Select(column => Numbers(column.GetProperty("values")))], absent)
            : new LinearMetaModel(kind, baseline, schema.Starts, [.. columns.Select(Column)], [.. features.Select(feature => feature.GetProperty("present").GetDouble())], absent);
        JsonElement origin = json.GetProperty("origin");
        CalibrationMethod? method = origin.GetProperty("calibration").ValueKind == JsonValueKind.Null ? null : Word<CalibrationMethod>(origin, "calibration");
        return new PerformancePredictor(
            json.GetProperty("name").GetString() ?? throw new FormatException("'name' is null."),
            schema,
            new CalibratedModel(model, Calibrator(json.GetProperty("calibrator"), method), Word<CalibratedEnd>(json, "end")),
            new TrainingOrigin(origin.GetProperty("rows").GetInt32(), origin.GetProperty("right").GetInt32(), origin.GetProperty("hyperparameter").GetDouble(), method));
    }

    /// <summary>A map over the model's probability must be of the method that the document names; the others are part of the model.</summary>
    private static IConfidenceCalibrator? Calibrator(JsonElement json, CalibrationMethod? method)
    {
        if (json.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        IConfidenceCalibrator map = CalibratorJson.Parse(Encoding.UTF8.GetBytes(json.GetRawText()));
        bool fits = method switch
        {
            CalibrationMethod.Beta => map is BetaCalibration,
            CalibrationMethod.Histogram => map is HistogramCalibration,
            CalibrationMethod.Isotonic => map is IsotonicCalibration,
            CalibrationMethod.VennAbers => map is VennAbersCalibration,
            _ => false,
        };
        return fits ? map : throw new FormatException($"'calibrator' is a {map.Name} map, which 'calibration' {(method is null ? "null" : method.ToString())} has not.");
    }

    private static T Word<T>(JsonElement json, string name)
        where T : struct, Enum =>
        Enum.TryParse(json.GetProperty(name).GetString(), ignoreCase: false, out T word) && Enum.IsDefined(word) ? word : throw new FormatException($"'{name}' has an unknown value.");

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is null)
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteString(name, text);
        }
    }

    private static LinearColumn Column(JsonElement json)
    {
        double[] numbers = Numbers(json);
        return numbers.Length == 4 ? new LinearColumn(numbers[0], numbers[1], numbers[2], numbers[3]) : throw new FormatException($"A column has 4 numbers, but holds {numbers.Length}.");
    }

    private static double[] Numbers(JsonElement json) => [.. json.EnumerateArray().Select(number => number.GetDouble())];
}
