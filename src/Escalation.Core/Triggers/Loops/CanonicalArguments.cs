using System.Text.Json;

namespace Escalation.Triggers.Loops;

/// <summary>Hashes a call's arguments so that equal calls hash alike: members in any order, 1.0 as 1, strings unescaped, noise left out.</summary>
/// <remarks>Text that is no JSON, or nests deeper than 64, is hashed as it stands. Nothing, blank and <c>{}</c> are one: no arguments.</remarks>
internal static class CanonicalArguments
{
    private static readonly ulong None = StableHash.Of("no arguments");

    internal static ulong Hash(string? arguments, LoopToolRule tool)
    {
        if (string.IsNullOrWhiteSpace(arguments))
        {
            return None;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(arguments);
            return HashRoot(document.RootElement, tool);
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException or InvalidOperationException)
        {
            // No JSON, or strings with broken surrogates.
            return StableHash.Join(0, StableHash.Of(arguments.AsSpan().Trim()));
        }
    }

    private static ulong HashRoot(JsonElement root, LoopToolRule tool)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return HashOf(root);
        }

        var members = new List<(string Name, ulong Hash)>();
        foreach (JsonProperty member in root.EnumerateObject())
        {
            if (!tool.NoiseFields.Contains(member.Name))
            {
                bool unordered = member.Value.ValueKind == JsonValueKind.Array && string.Equals(member.Name, tool.ParallelCalls, StringComparison.Ordinal);
                members.Add((member.Name, unordered ? HashArray(member.Value, sorted: true) : HashOf(member.Value)));
            }
        }

        return members.Count == 0 ? None : HashMembers(members);
    }

    private static ulong HashOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => HashMembers([.. value.EnumerateObject().Select(member => (member.Name, HashOf(member.Value)))]),
        JsonValueKind.Array => HashArray(value, sorted: false),
        JsonValueKind.String => StableHash.Join(1, StableHash.Of(value.GetString())),
        JsonValueKind.Number => StableHash.Join(2, CanonicalNumber.Hash(value.GetRawText())),
        _ => StableHash.Join(3, (ulong)value.ValueKind),
    };

    private static ulong HashArray(JsonElement array, bool sorted)
    {
        List<ulong> elements = [.. array.EnumerateArray().Select(HashOf)];
        if (sorted)
        {
            elements.Sort();
        }

        var hash = new StableHash();
        hash.Add(4UL);
        foreach (ulong element in elements)
        {
            hash.Add(element);
        }

        return hash.Value;
    }

    private static ulong HashMembers(List<(string Name, ulong Hash)> members)
    {
        // Stable, so that members of one name keep their order.
        var hash = new StableHash();
        hash.Add(5UL);
        foreach ((string name, ulong value) in members.OrderBy(member => member.Name, StringComparer.Ordinal))
        {
            hash.Add(StableHash.Of(name));
            hash.Add(value);
        }

        return hash.Value;
    }
}
