using System.Globalization;
using System.Text.Json;

namespace Escalation.Triggers.Loops;

/// <summary>The JSON form of a loop state: hashes as hexadecimal strings, since 64 bits do not survive every JSON reader as numbers; newest first.</summary>
internal static class LoopStateJson
{
    internal const int Version = 2;

    internal static void Write(Utf8JsonWriter writer, LoopState state)
    {
        writer.WriteStartObject();
        writer.WriteNumber("steps", state.StepCount);
        writer.WriteNumber("strikes", state.Strikes);
        writer.WriteString("at", state.LatestAt?.ToString("O", CultureInfo.InvariantCulture) ?? "");
        writer.WriteBoolean("userSinceTool", state.UserSinceTool);
        WriteRun(writer, "trims", state.Trims);
        WriteTools(writer, state.Tools);
        WriteMessages(writer, state.Messages);
        WriteChants(writer, state.Chants);
        writer.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">Thrown when the value is no such state, or one that no history leads to.</exception>
    internal static LoopState Read(JsonElement json, LoopRules rules)
    {
        try
        {
            return new LoopStateReader(rules).Read(json);
        }
        catch (Exception fault) when (fault is InvalidOperationException or KeyNotFoundException or ArgumentException or IndexOutOfRangeException or JsonException)
        {
            throw new FormatException($"Not a loop state: {fault.Message}", fault);
        }
    }

    private static void WriteTools(Utf8JsonWriter writer, ToolLoops tools)
    {
        writer.WriteStartObject("tools");
        writer.WriteStartArray("entries");
        for (int age = 0; age < tools.Entries.Count; age++)
        {
            LoopEntry entry = tools.Entries[age];
            writer.WriteStartArray();
            writer.WriteStringValue(Hex(entry.Call));
            writer.WriteStringValue(Hex(entry.Result));
            writer.WriteStringValue(Hex(entry.Shape));
            writer.WriteNumberValue((int)entry.Traits);
            writer.WriteNumberValue(entry.Tolerance);
            writer.WriteNumberValue(entry.Step);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        WritePeriods(writer, tools.Periods);
        WriteRun(writer, "failing", tools.Runs.Failing);
        WriteRun(writer, "sameError", tools.Runs.SameError);
        WriteRun(writer, "sameResult", tools.Runs.SameResult);
        WriteRun(writer, "stale", tools.Runs.Stale.Run);
        writer.WriteNumber("staleTolerance", tools.Runs.Stale.Tolerance);
        WriteFacts(writer, "younger", tools.Facts.Younger);
        WriteFacts(writer, "elder", tools.Facts.Elder);
        writer.WriteEndObject();
    }

    private static void WriteMessages(Utf8JsonWriter writer, MessageLoops messages)
    {
        writer.WriteStartObject("messages");
        writer.WriteStartArray("texts");
        for (int age = 0; age < messages.Periods.Count; age++)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(Hex(messages.Periods.Signatures[age]));
            writer.WriteNumberValue(messages.Periods.Steps[age]);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        WritePeriods(writer, messages.Periods);
        WriteRun(writer, "restated", messages.Restated);
        bool any = messages.Restated.Length > 0;
        writer.WriteString("anchor", any ? Convert.ToHexStringLower(messages.Anchor.Bytes) : "");
        writer.WriteString("specifics", Hex(any ? messages.Anchor.Specifics : 0));
        writer.WriteBoolean("isLong", any && messages.Anchor.IsLong);
        writer.WriteEndObject();
    }

    private static void WriteChants(Utf8JsonWriter writer, ChantTracker chants)
    {
        writer.WriteStartObject("chants");

        // A stream may be cut within a surrogate pair, which no JSON string could hold.
        writer.WriteBase64String("utf16", Utf16Bytes.Of(chants.Text));
        writer.WriteNumber("line", (int)chants.Lines.Line);
        writer.WriteNumber("backticks", chants.Lines.Backticks);
        writer.WriteBoolean("inFence", chants.Lines.InFence);
        writer.WriteNumber("repeats", chants.Repeats);
        writer.WriteNumber("firstStep", chants.Text.IsEmpty ? 0 : chants.FirstStep);
        writer.WriteEndObject();
    }

    private static void WritePeriods(Utf8JsonWriter writer, PeriodTracker periods)
    {
        writer.WriteStartArray("periods");
        for (int i = 0; i < PeriodTracker.Longest; i++)
        {
            if (periods.Runs[i] > 0)
            {
                writer.WriteStartArray();
                writer.WriteNumberValue(i + 1);
                writer.WriteNumberValue(periods.Runs[i]);
                writer.WriteNumberValue(periods.Starts[i]);
                writer.WriteEndArray();
            }
        }

        writer.WriteEndArray();
    }

    private static void WriteRun(Utf8JsonWriter writer, string name, in RunCounter run)
    {
        writer.WriteStartArray(name);
        writer.WriteStringValue(Hex(run.Key));
        writer.WriteNumberValue(run.Length);
        writer.WriteNumberValue(run.First);
        writer.WriteEndArray();
    }

    private static void WriteFacts(Utf8JsonWriter writer, string name, IEnumerable<ulong> facts)
    {
        writer.WriteStartArray(name);
        foreach (ulong fact in facts.Order())
        {
            writer.WriteStringValue(Hex(fact));
        }

        writer.WriteEndArray();
    }

    private static string Hex(ulong hash) => hash.ToString("x16", CultureInfo.InvariantCulture);
}
