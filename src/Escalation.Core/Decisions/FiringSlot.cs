using System.Text.Json;

namespace Escalation.Decisions;

/// <summary>The slot of a policy's firings. Its name carries the policy's, so that policies that share a conversation do not spend each other's budgets.</summary>
internal sealed class FiringSlot(string policy) : ConversationSlot<FiringState>($"firings-{policy}", 1)
{
    public override FiringState Create() => new();

    /// <summary>Each firing as an array: step, UTC ticks, outcome, severity and, when resolved, step and UTC ticks or null.</summary>
    public override void Write(Utf8JsonWriter writer, FiringState state)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(state);
        writer.WriteStartObject();
        foreach ((string trigger, List<Firing> firings) in state.Triggers.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            writer.WriteStartArray(trigger);
            foreach (Firing firing in firings)
            {
                Write(writer, firing);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    public override FiringState Read(JsonElement json, int version)
    {
        try
        {
            var state = new FiringState();
            foreach (JsonProperty trigger in json.EnumerateObject())
            {
                if (trigger.Value.GetArrayLength() is 0 or > TriggerBudget.MaximumLimit || state.Triggers.Count >= FiringState.MaximumTriggers || state.Of(trigger.Name) is not null)
                {
                    throw new FormatException($"Not the firings of a policy: trigger '{trigger.Name}' has none, too many, or stands twice, or there are too many triggers.");
                }

                foreach (JsonElement firing in trigger.Value.EnumerateArray())
                {
                    state.Add(trigger.Name, Read(firing));
                }
            }

            return state;
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            throw new FormatException($"Not the firings of a policy: {fault.Message}", fault);
        }
    }

    private static void Write(Utf8JsonWriter writer, in Firing firing)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(firing.Step);
        writer.WriteNumberValue(firing.UtcTicks);
        writer.WriteNumberValue((int)firing.Outcome);
        writer.WriteNumberValue((int)firing.Severity);
        if (firing.ResolvedStep is { } step)
        {
            writer.WriteNumberValue(step);
            if (firing.ResolvedUtcTicks is { } ticks)
            {
                writer.WriteNumberValue(ticks);
            }
            else
            {
                writer.WriteNullValue();
            }
        }

        writer.WriteEndArray();
    }

    private static Firing Read(JsonElement json)
    {
        int length = json.GetArrayLength();
        var outcome = (DecisionOutcome)json[2].GetInt32();
        var severity = (Severity)json[3].GetInt32();
        if (length is not (4 or 6) || !Enum.IsDefined(outcome) || !Enum.IsDefined(severity))
        {
            throw new FormatException($"'{json}' is no firing.");
        }

        long? resolved = length == 6 ? json[4].GetInt64() : null;
        long? at = length == 6 && json[5].ValueKind != JsonValueKind.Null ? json[5].GetInt64() : null;
        return new Firing(json[0].GetInt64(), json[1].GetInt64(), outcome, severity, resolved, at);
    }
}
