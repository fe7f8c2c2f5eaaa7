using System.Text.Json;
using Escalation.Calibration;

namespace Escalation.Tool.Verbs;

/// <summary>A file with the certificates of several groups.</summary>
internal static class CertificateSet
{
    internal const string Schema = "escalation-certificates/1";

    /// <summary>What <c>calibrate --json</c> prints beside a certificate: no part of it.</summary>
    private static readonly string[] Beside = ["hypotheses", "warnings"];

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
                : [Alone(root, text)];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or a name that is not valid Unicode: whoever reads the certificate says so.
            return [text];
        }
    }

    /// <summary>The certificate in saved output of <c>calibrate --json</c>, which may have rows and warnings beside it; the text itself when there are none.</summary>
    private static string Alone(JsonElement root, string text) => root.ValueKind == JsonValueKind.Object && Array.Exists(Beside, name => root.TryGetProperty(name, out _))
        ? $"{{{string.Join(",", root.EnumerateObject().Where(static member => !Beside.Contains(member.Name, StringComparer.Ordinal)).Select(static member => $"{JsonSerializer.Serialize(member.Name)}:{member.Value.GetRawText()}"))}}}"
        : text;
}
