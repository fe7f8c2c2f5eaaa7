using System.Text.Json;

namespace Escalation.Monitoring.Kpis;

/// <summary>Reads members of a record's data that may be absent, null or of another type, as other writers and versions leave them.</summary>
internal static class RecordData
{
    internal static string? Text(this JsonElement data, string name) =>
        data.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    internal static bool? Flag(this JsonElement data, string name) => !data.TryGetProperty(name, out JsonElement value) ? null : value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>A finite number; NaN for everything else.</summary>
    internal static double Number(this JsonElement data, string name) =>
        data.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && double.IsFinite(number) ? number : double.NaN;

    internal static IEnumerable<JsonElement> Objects(this JsonElement data, string name) =>
        data.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Where(element => element.ValueKind == JsonValueKind.Object) : [];

    internal static JsonElement? Object(this JsonElement data, string name) =>
        data.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Object ? value : null;
}
