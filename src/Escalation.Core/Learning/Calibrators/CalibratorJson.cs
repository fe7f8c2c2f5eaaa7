using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Escalation.Learning.Calibrators;

/// <summary>Saves maps as JSON, one document for every kind: <c>{fingerprint, kind, map, schema, version}</c>.</summary>
/// <remarks>
/// Members stand in ordinal order without white space and numbers in the form of RFC 8785, the shortest that reads back as the same, so one map has one text. The fingerprint is the SHA-256 of the document
/// without it. Reading is strict: unknown or repeated members, another version, numbers out of range, a map that is not of its kind and a fingerprint that does not match are refused. White space is
/// allowed. Pure.
/// </remarks>
public static class CalibratorJson
{
    /// <summary>The schema that stands in the document.</summary>
    public const string Schema = "escalation-calibrator";

    /// <summary>The version of the document that this library writes and reads.</summary>
    public const int Version = 1;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>Saves a map.</summary>
    /// <param name="calibrator">A map of this library.</param>
    /// <returns>One line of UTF-8.</returns>
    /// <exception cref="ArgumentException">Thrown when the map is not one of this library.</exception>
    public static byte[] ToUtf8Bytes(IConfidenceCalibrator calibrator)
    {
        ArgumentNullException.ThrowIfNull(calibrator);
        return calibrator is ISavedCalibrator saved
            ? Document(saved, saved.Fingerprint)
            : throw new ArgumentException($"calibrator must be a map of this library, but '{calibrator.Name}' is a {calibrator.GetType().Name}.", nameof(calibrator));
    }

    /// <summary>Reads a saved map. It gives the same bits as the one that was saved.</summary>
    /// <param name="utf8Json">The document.</param>
    /// <exception cref="FormatException">Thrown when it is not a whole, undamaged map of this version, naming the field.</exception>
    public static IConfidenceCalibrator Parse(ReadOnlyMemory<byte> utf8Json)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8Json, Strict);
            var fields = new CalibratorFields(document.RootElement, "");
            RequireVersion(fields);
            string fingerprint = fields.Text("fingerprint");
            ISavedCalibrator map = ReadMap(fields);
            fields.RequireEmpty();
            return string.Equals(map.Fingerprint, fingerprint, StringComparison.Ordinal) ? map : throw fields.Fault("fingerprint", "does not match the map: the document is damaged or was changed by hand");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"Not a saved calibrator: {fault.Message.ReplaceLineEndings(" ")}", fault);
        }
    }

    internal static string FingerprintOf(ISavedCalibrator calibrator) => Convert.ToHexStringLower(SHA256.HashData(Document(calibrator, fingerprint: null)));

    internal static void Write(Utf8JsonWriter json, string name, ReadOnlySpan<double> values)
    {
        json.WriteStartArray(name);
        foreach (double value in values)
        {
            CanonicalNumber.Write(json, value);
        }

        json.WriteEndArray();
    }

    private static void RequireVersion(CalibratorFields fields)
    {
        if (!string.Equals(fields.Text("schema"), Schema, StringComparison.Ordinal))
        {
            throw fields.Fault("schema", $"must be '{Schema}'");
        }

        if (fields.Whole("version") is int version && version != Version)
        {
            throw fields.Fault("version", FormattableString.Invariant($"is {version}, but this library reads {Version}"));
        }
    }

    private static ISavedCalibrator ReadMap(CalibratorFields fields)
    {
        string kind = fields.Text("kind");
        CalibratorFields inside = fields.Object("map");
        ISavedCalibrator map = kind switch
        {
            PlattCalibration.Kind => PlattCalibration.Read(inside),
            TemperatureScaling.Kind => TemperatureScaling.Read(inside),
            BetaCalibration.Kind => BetaCalibration.Read(inside),
            HistogramCalibration.Kind => HistogramCalibration.Read(inside),
            IsotonicCalibration.Kind => IsotonicCalibration.Read(inside),
            VennAbersCalibration.Kind => VennAbersCalibration.Read(inside),
            LogOddsCalibration.Kind => new LogOddsCalibration(ReadMap(inside)),
            _ => throw fields.Fault("kind", "has an unknown value"),
        };
        inside.RequireEmpty();
        return map;
    }

    private static byte[] Document(ISavedCalibrator calibrator, string? fingerprint)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (fingerprint is not null)
            {
                json.WriteString("fingerprint", fingerprint);
            }

            json.WriteString("kind", calibrator.Name);
            json.WriteStartObject("map");
            calibrator.WriteMap(json);
            json.WriteEndObject();
            json.WriteString("schema", Schema);
            json.WriteNumber("version", Version);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
