using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Escalation.DependencyInjection;

/// <summary>Lays a JSON object out as the keys and values of configuration.</summary>
internal static class JsonValues
{
    /// <summary>The values of the object by their paths; one without content has the value null.</summary>
    /// <exception cref="FormatException">Thrown when it is no object, or a part of it cannot be a key or a value.</exception>
    internal static Dictionary<string, string?> Of(JsonElement json, string path)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"The {path} must be a JSON object, but is {json.ValueKind}.");
        }

        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        AddObject(json, path, values);
        return values;
    }

    private static void Add(JsonElement json, string path, Dictionary<string, string?> values)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                AddObject(json, path, values);
                break;
            case JsonValueKind.Array:
                AddArray(json, path, values);
                break;
            case JsonValueKind.Null:
                throw new FormatException($"'{path}' is null: give it a value or remove it.");
            default:
                values.Add(path, json.ValueKind == JsonValueKind.String ? json.GetString() : json.GetRawText());
                break;
        }
    }

    private static void AddObject(JsonElement json, string path, Dictionary<string, string?> values)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (JsonProperty member in json.EnumerateObject())
        {
            if (string.IsNullOrWhiteSpace(member.Name) || member.Name.Contains(ConfigurationPath.KeyDelimiter, StringComparison.Ordinal))
            {
                throw new FormatException($"'{path}' has a member '{member.Name}': a name may neither be blank nor hold '{ConfigurationPath.KeyDelimiter}', the separator of configuration.");
            }

            if (!names.Add(member.Name))
            {
                throw new FormatException($"'{path}' has the member '{member.Name}' twice; upper and lower case are alike.");
            }

            Add(member.Value, ConfigurationPath.Combine(path, member.Name), values);
        }

        if (names.Count == 0)
        {
            values.Add(path, null);
        }
    }

    private static void AddArray(JsonElement json, string path, Dictionary<string, string?> values)
    {
        int index = 0;
        foreach (JsonElement element in json.EnumerateArray())
        {
            Add(element, ConfigurationPath.Combine(path, index.ToString(CultureInfo.InvariantCulture)), values);
            index++;
        }

        if (index == 0)
        {
            values.Add(path, "");
        }
    }
}
