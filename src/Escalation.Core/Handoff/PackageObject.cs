using System.Globalization;
using System.Text.Json;
using Escalation.Journal;

namespace Escalation.Handoff;

/// <summary>Reads the members of a JSON object strictly: each at most once, none missing, none left over.</summary>
internal sealed class PackageObject
{
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private readonly string _what;

    internal PackageObject(JsonElement json, string what)
    {
        _what = what;
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"{what} must be an object, but is {json.ValueKind}.");
        }

        foreach (JsonProperty member in json.EnumerateObject())
        {
            if (!_members.TryAdd(member.Name, member.Value))
            {
                throw new FormatException($"{what} has a member twice.");
            }
        }
    }

    internal JsonElement Required(string name) => Optional(name)
        ?? throw new FormatException($"{_what} must have '{name}'.");

    internal JsonElement? Optional(string name) => _members.Remove(name, out JsonElement value) ? value : null;

    internal string Text(string name) => Text(Required(name), name);

    internal string? OptionalText(string name) => Optional(name) is { } value ? Text(value, name) : null;

    internal double Number(string name) => JsonNumber.Read(Required(name), name);

    internal double? OptionalNumber(string name) => Optional(name) is { } value ? JsonNumber.Read(value, name) : null;

    internal bool Flag(string name) => Required(name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value
        ? value.GetBoolean()
        : throw new FormatException($"{_what}: '{name}' must be true or false.");

    /// <summary>An integer of at least <paramref name="minimum"/>; absent reads as 0.</summary>
    internal long Count(string name, long minimum = 0, long maximum = int.MaxValue)
    {
        if (Optional(name) is not { } json)
        {
            return minimum == 0 ? 0 : throw new FormatException($"{_what} must have '{name}'.");
        }

        return Integer(json, name, minimum, maximum);
    }

    internal static long Integer(JsonElement json, string name, long minimum, long maximum) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out long value) && value >= minimum && value <= maximum
            ? value
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"'{name}' must be an integer from {minimum} to {maximum}."));

    internal IReadOnlyList<T> List<T>(string name, Func<JsonElement, T> read)
    {
        JsonElement json = Required(name);
        return json.ValueKind == JsonValueKind.Array
            ? [.. json.EnumerateArray().Select(read)]
            : throw new FormatException($"{_what}: '{name}' must be an array.");
    }

    internal void Done()
    {
        if (_members.Count > 0)
        {
            // Without their names, which may be anything.
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{_what} has unknown members: {_members.Count}."));
        }
    }

    internal static string Text(JsonElement json, string name) => json.ValueKind == JsonValueKind.String
        ? json.GetString()!
        : throw new FormatException($"'{name}' must be a string, but is {json.ValueKind}.");
}
