using System.Text.Json;
using Escalation.Calibration;

namespace Escalation.Tool.Verbs;

/// <summary>A file with the certificates of several groups.</summary>
internal static class CertificateSet
{
    internal const string Schema = "escalation-certificates/1";

    internal static string ToJson(IReadOnlyList<Certificate> certificates) =>
        $"{{\n  \"schema\": \"{Schema}\",\n  \"certificates\": [\n{string.Join(",\n", certificates.Select(static certificate => certificate.ToJson()))}\n  ]\n}}";

    /// <summary>The documents in a file: those of a set, or the file itself when it is anything else.</summary>
    internal static IReadOnlyList<string> Split(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("schema", out JsonElement schema) && schema.ValueKind == JsonValueKind.String && schema.ValueEquals(Schema)
                && root.TryGetProperty("certificates", out JsonElement list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0
                ? [.. list.EnumerateArray().Select(static certificate => certificate.GetRawText())]
                : [text];
        }
        catch (JsonException)
        {
            return [text];
        }
    }
}
