using System.Globalization;
using System.Text.Json;

namespace Escalation.Probes.Files;

/// <summary>The texts beside a probe's tensors: the format's version and whose activations the probe is for.</summary>
internal static class ProbeMetadata
{
    internal const string VersionKey = "version";
    internal const string TypeKey = "dtype";

    private const string FormatKey = "format";
    private const string FormatName = "escalation-linear-probe/";
    private const int FormatVersion = 1;
    private const string ModelKey = "model";
    private const string ModelNameKey = "model_name";
    private const string LayerKey = "layer";
    private const string PoolingKey = "pooling";
    private const string TokenizerKey = "tokenizer";
    private const string VariantKey = "variant";
    private const string LengthKey = "d";

    /// <summary>The metadata that are written for a probe, with the caller's own beside them.</summary>
    internal static Dictionary<string, string> Of(ProbeFingerprint fingerprint, int length, IReadOnlyDictionary<string, string>? others)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [FormatKey] = string.Create(CultureInfo.InvariantCulture, $"{FormatName}{FormatVersion}"),
            [ModelKey] = fingerprint.Model,
            [LayerKey] = fingerprint.Layer.ToString(CultureInfo.InvariantCulture),
            [PoolingKey] = fingerprint.Pooling,
        };
        if (fingerprint.Tokenizer is { } tokenizer)
        {
            metadata.Add(TokenizerKey, tokenizer);
        }

        if (fingerprint.Variant is { } variant)
        {
            metadata.Add(VariantKey, variant);
        }

        foreach ((string key, string value) in others ?? TensorFile.NoMetadata)
        {
            if (key is FormatKey or ModelKey or ModelNameKey or LayerKey or PoolingKey or TokenizerKey or VariantKey || !metadata.TryAdd(key, value))
            {
                throw new ArgumentException($"The key '{key}' belongs to the format or to the probe's fingerprint.", nameof(others));
            }

            if (key == LengthKey && Misstates(value, length))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"'{LengthKey}' is the number of weights, {length}, but was '{value}'."), nameof(others));
            }
        }

        return metadata;
    }

    /// <summary>Reads the JSON object of an <c>.npz</c> file's metadata.</summary>
    internal static Dictionary<string, string> FromJson(string json, string fileName)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new TensorFileException(fileName, TensorFileRule.NotAnObject, "the metadata are not a JSON object.");
            }

            return document.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => TextOf(member.Value), StringComparer.Ordinal);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new TensorFileException(fileName, TensorFileRule.InvalidJson, $"the metadata are not JSON: {exception.Message}");
        }
    }

    /// <summary>Refuses files that a newer version of this library wrote.</summary>
    internal static void RequireFormat(IReadOnlyDictionary<string, string> metadata, string fileName)
    {
        if (!metadata.TryGetValue(FormatKey, out string? format) || !format.StartsWith(FormatName, StringComparison.Ordinal))
        {
            return;
        }

        if (!int.TryParse(format.AsSpan(FormatName.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int version) || version is < 1 or > FormatVersion)
        {
            throw new TensorFileException(fileName, TensorFileRule.BadVersion, string.Create(CultureInfo.InvariantCulture, $"the format is '{format}'; this library reads {FormatName}1 to {FormatName}{FormatVersion}."));
        }
    }

    /// <summary>Refuses a file that says its weights are of another number than they are.</summary>
    internal static void RequireLength(IReadOnlyDictionary<string, string> metadata, int length, string fileName)
    {
        if (metadata.TryGetValue(LengthKey, out string? text) && Misstates(text, length))
        {
            throw new TensorFileException(fileName, TensorFileRule.BadProbe, string.Create(CultureInfo.InvariantCulture, $"'{LengthKey}' of the metadata is {text}, but the direction has {length} numbers."));
        }
    }

    /// <summary>Whose activations the probe is for, by the file, by the caller, or by both when they agree.</summary>
    internal static ProbeFingerprint Fingerprint(IReadOnlyDictionary<string, string> metadata, ProbeFingerprint? given, string fileName)
    {
        string? model = Find(metadata, ModelKey, fileName) ?? Find(metadata, ModelNameKey, fileName);
        string? pooling = Find(metadata, PoolingKey, fileName);
        string? layerText = Find(metadata, LayerKey, fileName);
        int? layer = layerText is null ? null : ParseLayer(layerText, fileName);
        string? tokenizer = Find(metadata, TokenizerKey, fileName);
        string? variant = Find(metadata, VariantKey, fileName);
        if (given is not null)
        {
            ProbeFingerprint claimed = new(model ?? given.Model, layer ?? given.Layer, pooling ?? given.Pooling) { Tokenizer = tokenizer, Variant = variant };
            return claimed.FindMismatch(given) is not { } mismatch
                ? given
                : throw new ProbeMismatchException($"{fileName}: the probe was not trained on these activations. {mismatch}.");
        }

        return model is not null && layer is { } known && pooling is not null
            ? new ProbeFingerprint(model, known, pooling) { Tokenizer = tokenizer, Variant = variant }
            : throw new TensorFileException(fileName, TensorFileRule.BadProbe, $"the metadata do not say whose activations the probe is for: {ModelKey} (or {ModelNameKey}), {LayerKey} and {PoolingKey} are needed. Give {nameof(ProbeReadOptions)}.{nameof(ProbeReadOptions.Fingerprint)} instead.");
    }

    private static string? Find(IReadOnlyDictionary<string, string> metadata, string key, string fileName)
    {
        if (!metadata.TryGetValue(key, out string? value))
        {
            return null;
        }

        return string.IsNullOrWhiteSpace(value) ? throw new TensorFileException(fileName, TensorFileRule.BadProbe, $"'{key}' of the metadata is blank.") : value;
    }

    private static int ParseLayer(string text, string fileName) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int layer)
        ? layer
        : throw new TensorFileException(fileName, TensorFileRule.BadProbe, $"'{LayerKey}' of the metadata must be a whole number of at least 0, but is '{text}'.");

    private static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    // What is no whole number says something else.
    private static bool Misstates(string text, int length) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long claimed) && claimed != length;
}
