using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Escalation.Decisions;
using Escalation.Uncertainty;
using Escalation.Uncertainty.Attribution;

namespace Escalation.Prediction.Features;

/// <summary>The canonical form of a schema: one sequence of bytes for one schema.</summary>
internal static class FeatureSchemaJson
{
    internal static JsonWriterOptions Compact { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static byte[] ToUtf8Bytes(FeatureSchema schema)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Compact))
        {
            Write(json, schema);
        }

        return buffer.WrittenSpan.ToArray();
    }

    internal static void Write(Utf8JsonWriter json, FeatureSchema schema)
    {
        json.WriteStartObject();
        json.WriteString("version", schema.Version);
        json.WriteStartArray("features");
        foreach (TurnFeature feature in schema.Features)
        {
            Write(json, feature);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Reads a schema. Whether nothing is left over is for the caller to see: it writes the schema again and compares bytes.</summary>
    internal static FeatureSchema Read(JsonElement json, IReadOnlyList<IPredictor> predictors) =>
        new(Text(json, "version"), [.. json.GetProperty("features").EnumerateArray().Select(feature => Feature(feature, predictors))]);

    private static void Write(Utf8JsonWriter json, TurnFeature feature)
    {
        json.WriteStartObject();
        json.WriteString("name", feature.Name);
        json.WriteString("source", feature.Source.ToString());
        json.WriteString("cause", feature.Cause.ToString());
        switch (feature.Source)
        {
            case FeatureSource.Measure:
                json.WriteString("measure", feature.Measure.ToString());
                if (!double.IsNaN(feature.Parameter))
                {
                    CanonicalNumber.Write(json, "parameter", feature.Parameter);
                }

                break;
            case FeatureSource.Labels:
                json.WriteString("measure", feature.LabelMeasure.ToString());
                json.WriteNumber("position", (int)feature.Parameter);
                json.WriteStartArray("labels");
                for (int y = 0; y < feature.Labels!.Labels.Count; y++)
                {
                    json.WriteStartObject();
                    json.WriteString("label", feature.Labels.Labels[y]);
                    Texts(json, "forms", feature.Labels.FormsOf(y));
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                break;
            case FeatureSource.Category or FeatureSource.TurnCategory:
                Texts(json, "values", feature.Values);
                break;
            case FeatureSource.Interaction:
                json.WritePropertyName("category");
                Write(json, feature.Category!);
                json.WritePropertyName("number");
                Write(json, feature.Factor!);
                break;
            case FeatureSource.Predictor:
                json.WriteString("configuration", Configuration(feature.Predictor!));
                break;
            case FeatureSource.Number:
            default:
                break;
        }

        json.WriteEndObject();
    }

    private static string Configuration(IPredictor predictor) => predictor is IConfigured configured ? configured.Configuration : "";

    private static TurnFeature Feature(JsonElement json, IReadOnlyList<IPredictor> predictors)
    {
        string name = Text(json, "name");
        UncertaintyCause cause = Word<UncertaintyCause>(json, "cause");
        return Word<FeatureSource>(json, "source") switch
        {
            FeatureSource.Measure => TurnFeature.Of(Word<TurnMeasure>(json, "measure"), json.TryGetProperty("parameter", out JsonElement parameter) ? parameter.GetDouble() : null),
            FeatureSource.Labels => TurnFeature.Of(
                Word<LabelMeasure>(json, "measure"),
                new LabelSet([.. json.GetProperty("labels").EnumerateArray().Select(label => (Text(label, "label"), Texts(label, "forms")))]),
                json.GetProperty("position").GetInt32()),
            FeatureSource.Number => TurnFeature.Number(name, cause),
            FeatureSource.Category => TurnFeature.OneOf(name, Texts(json, "values")),
            FeatureSource.TurnCategory => TurnFeature.OneOf(Word<TurnCategory>(json, "name"), Texts(json, "values")),
            FeatureSource.Interaction => TurnFeature.Interaction(Feature(json.GetProperty("category"), predictors), Feature(json.GetProperty("number"), predictors)),
            _ => TurnFeature.From(Find(predictors, name, Text(json, "configuration")), cause),
        };
    }

    private static IPredictor Find(IReadOnlyList<IPredictor> predictors, string name, string configuration)
    {
        IPredictor found = predictors.FirstOrDefault(predictor => string.Equals(predictor.Name, name, StringComparison.Ordinal))
            ?? throw new FormatException($"The schema reads the predictor '{name}', which was not given.");
        return string.Equals(Configuration(found), configuration, StringComparison.Ordinal)
            ? found
            : throw new FormatException($"The predictor '{name}' must be configured as '{configuration}', but is configured as '{Configuration(found)}'.");
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null.");

    private static string[] Texts(JsonElement json, string name) => [.. json.GetProperty(name).EnumerateArray().Select(item => item.GetString() ?? throw new FormatException($"'{name}' holds null."))];

    private static T Word<T>(JsonElement json, string name)
        where T : struct, Enum =>
        Enum.TryParse(Text(json, name), ignoreCase: false, out T word) && Enum.IsDefined(word) ? word : throw new FormatException($"'{name}' has an unknown value.");

    private static void Texts(Utf8JsonWriter json, string name, ReadOnlySpan<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
