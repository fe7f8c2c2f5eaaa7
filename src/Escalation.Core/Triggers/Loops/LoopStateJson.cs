using System.Globalization;
using System.Text.Json;

namespace Escalation.Triggers.Loops;

/// <summary>The JSON form of a loop state, version 1: hashes as hexadecimal strings, since 64 bits do not survive every JSON reader as numbers.</summary>
internal static class LoopStateJson
{
    internal static void Write(Utf8JsonWriter writer, LoopState state)
    {
        writer.WriteStartObject();
        writer.WriteNumber("steps", state.StepCount);
        writer.WriteStartArray("entries");
        foreach (LoopEntry entry in state.History)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue((int)entry.Kind);
            writer.WriteStringValue(Hex(entry.Tool));
            writer.WriteStringValue(Hex(entry.Call));
            writer.WriteStringValue(Hex(entry.Result));
            writer.WriteNumberValue((int)entry.Traits);
            writer.WriteNumberValue(entry.Step);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteStartObject("chants");
        writer.WriteString("text", state.Chants.Text);
        writer.WriteBoolean("inFence", state.Chants.InFence);
        writer.WriteNumber("repeats", state.Chants.Repeats);
        writer.WriteNumber("firstStep", state.Chants.FirstStep);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    internal static LoopState Read(JsonElement json, LoopRules rules)
    {
        try
        {
            var state = new LoopState(rules);
            JsonElement chants = json.GetProperty("chants");
            state.Chants.Restore(
                chants.GetProperty("text").GetString() ?? throw new FormatException("The loop state has no text."),
                chants.GetProperty("inFence").GetBoolean(),
                chants.GetProperty("repeats").GetInt32(),
                chants.GetProperty("firstStep").GetInt64());
            LoopEntry[] entries = [.. json.GetProperty("entries").EnumerateArray().Select(ReadEntry)];
            long steps = json.GetProperty("steps").GetInt64();
            if (steps < entries.Length)
            {
                throw new FormatException($"A loop state of {steps} steps holds {entries.Length} entries.");
            }

            state.Restore(steps, entries);
            return state;
        }
        catch (Exception fault) when (fault is InvalidOperationException or KeyNotFoundException or ArgumentException or JsonException)
        {
            throw new FormatException($"Not a loop state: {fault.Message}", fault);
        }
    }

    private static LoopEntry ReadEntry(JsonElement json)
    {
        if (json.GetArrayLength() != 6)
        {
            throw new FormatException($"An entry of a loop state holds 6 values, but holds {json.GetArrayLength()}.");
        }

        var kind = (LoopEntryKind)json[0].GetInt32();
        var traits = (LoopTraits)json[4].GetInt32();
        return Enum.IsDefined(kind) && (traits & ~LoopTraits.All) == 0
            ? new LoopEntry(kind, Hash(json[1]), Hash(json[2]), Hash(json[3]), traits, json[5].GetInt64())
            : throw new FormatException($"An entry of a loop state has kind {json[0]} and traits {json[4]}.");
    }

    private static string Hex(ulong hash) => hash.ToString("x16", CultureInfo.InvariantCulture);

    private static ulong Hash(JsonElement json) => ulong.TryParse(json.GetString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong hash)
        ? hash
        : throw new FormatException($"'{json}' is no hash.");
}
