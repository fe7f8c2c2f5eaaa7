using System.Buffers;
using System.Text.Json;

namespace Escalation.Decisions;

/// <summary>Writes and reads conversations as versioned JSON.</summary>
/// <remarks>Slots that no policy has attached yet keep their JSON untouched, so a conversation survives machines that do not know them.</remarks>
public static class ConversationJson
{
    private const string Schema = "escalation-conversation/1";

    /// <summary>Far beyond any conversation, and far enough below overflow to go on counting.</summary>
    private const long MostSteps = 1L << 53;

    /// <summary>Writes a conversation as UTF-8 JSON.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <returns>The document.</returns>
    public static byte[] ToUtf8Bytes(Conversation conversation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("schema", Schema);
            writer.WriteString("id", conversation.Id);
            writer.WriteString("owner", conversation.Owner == ConversationOwner.Agent ? "agent" : "person");
            writer.WriteNumber("capacity", conversation.Capacity);
            writer.WriteNumber("stepCount", conversation.StepCount);
            writer.WriteStartArray("steps");
            for (int i = 0; i < conversation.RetainedStepCount; i++)
            {
                AgentStepJson.Write(writer, conversation.GetStep(i));
            }

            writer.WriteEndArray();
            writer.WriteStartObject("slots");
            foreach ((string name, Conversation.Entry entry) in conversation.Slots.OrderBy(s => s.Key, StringComparer.Ordinal))
            {
                writer.WriteStartObject(name);
                writer.WriteNumber("version", entry.Version);
                writer.WritePropertyName("state");
                if (entry.State is { } state)
                {
                    entry.Slot!.WriteState(writer, state);
                }
                else
                {
                    entry.Json.WriteTo(writer);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads what <see cref="ToUtf8Bytes"/> wrote.</summary>
    /// <param name="utf8Json">The document.</param>
    /// <exception cref="FormatException">Thrown when the document is not a conversation of a known version.</exception>
    public static Conversation Parse(ReadOnlyMemory<byte> utf8Json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8Json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Read(document.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new FormatException($"Not a conversation: {fault.Message}", fault);
        }
    }

    private static Conversation Read(JsonElement root)
    {
        string? schema = root.GetProperty("schema").GetString();
        if (!string.Equals(schema, Schema, StringComparison.Ordinal))
        {
            throw new FormatException($"Unknown conversation schema '{schema}'; this library reads '{Schema}'.");
        }

        // Every known member is read below, so one more is unknown.
        RequireMembers(root, 7, "conversation");
        JsonElement steps = root.GetProperty("steps");
        long stepCount = root.GetProperty("stepCount").GetInt64();
        int retained = steps.GetArrayLength();
        var conversation = new Conversation(root.GetProperty("id").GetString()!, root.GetProperty("capacity").GetInt32());
        if (stepCount < 0 || stepCount > MostSteps || retained != Math.Min(stepCount, conversation.Capacity))
        {
            throw new FormatException($"A conversation of {stepCount} steps and capacity {conversation.Capacity} holds {retained} steps.");
        }

        long position = stepCount - retained;
        foreach (JsonElement step in steps.EnumerateArray())
        {
            conversation.RestoreStep(position++, AgentStepJson.Read(step));
        }

        // Only the exact word gives the agent the wheel.
        bool agent = string.Equals(root.GetProperty("owner").GetString(), "agent", StringComparison.Ordinal);
        conversation.Restore(agent ? ConversationOwner.Agent : ConversationOwner.Person, stepCount);
        foreach (JsonProperty slot in root.GetProperty("slots").EnumerateObject())
        {
            RequireMembers(slot.Value, 2, $"slot '{slot.Name}'");
            conversation.RestoreSlot(slot.Name, slot.Value.GetProperty("version").GetInt32(), slot.Value.GetProperty("state").Clone());
        }

        return conversation;
    }

    private static void RequireMembers(JsonElement json, int count, string what)
    {
        if (json.GetPropertyCount() is var given && given != count)
        {
            throw new FormatException($"The {what} must have {count} members, but has {given}.");
        }
    }
}
