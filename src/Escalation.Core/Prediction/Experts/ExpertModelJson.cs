using System.Buffers;
using System.Text.Json;

namespace Escalation.Prediction.Experts;

/// <summary>Saves expert models. There is one sequence of bytes for one model, and whatever differs from it is refused.</summary>
internal static class ExpertModelJson
{
    private const string Format = "escalation-expert-model/1";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    internal static byte[] Write(ExpertModel model)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            CanonicalNumber.Write(json, "delta", model.Delta);
            if (model.AskedStrength is { } strength)
            {
                CanonicalNumber.Write(json, "strength", strength);
            }
            else
            {
                json.WriteNull("strength");
            }

            json.WriteStartArray("classes");
            foreach (ExpertCounts counts in model.Classes)
            {
                json.WriteStartObject();
                json.WriteString("class", counts.DecisionClass);
                json.WriteNumber("right", counts.Right);
                json.WriteNumber("labelled", counts.Labelled);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    internal static ExpertModel Read(ReadOnlyMemory<byte> utf8Json)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8Json, Strict);
            JsonElement root = document.RootElement;
            string? format = root.GetProperty("format").GetString();
            if (!string.Equals(format, Format, StringComparison.Ordinal))
            {
                throw new FormatException($"The document has the format '{format}', but must have '{Format}'.");
            }

            JsonElement strength = root.GetProperty("strength");
            ExpertCounts[] classes = [.. root.GetProperty("classes").EnumerateArray().Select(static each =>
                new ExpertCounts(each.GetProperty("class").GetString()!, each.GetProperty("right").GetInt64(), each.GetProperty("labelled").GetInt64()))];
            var options = new ExpertModelOptions
            {
                Delta = root.GetProperty("delta").GetDouble(),
                Strength = strength.ValueKind == JsonValueKind.Null ? null : strength.GetDouble(),
            };
            var model = ExpertModel.Fit(classes, options);
            return Write(model).AsSpan().SequenceEqual(utf8Json.Span)
                ? model
                : throw new FormatException("The document is not the canonical form of an expert model: it was changed, or written by something else.");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException or OverflowException)
        {
            throw new FormatException($"The document is not a saved expert model: {fault.Message.ReplaceLineEndings(" ")}", fault);
        }
    }
}
