using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Escalation.Handoff;

/// <summary>Maps packages to the hand-off events of the Bot Framework's activity protocol, for hubs that speak it, and reads their answers. No package of that framework is needed.</summary>
/// <remarks>
/// <para>The event <c>handoff.initiate</c> has the package without its transcript under <c>value.context</c>, as <see cref="ContextPackageJson"/> writes it, beside what hubs route by
/// (<c>Skill</c>, <c>Priority</c>); the transcript is the attachment named <c>Transcript</c>, whose activities carry the package's entries as their values. Together they lose nothing.</para>
/// <para>The event <c>handoff.status</c> says accepted, failed or completed. Pure.</para>
/// </remarks>
public static class HandoffEvents
{
    /// <summary>The name of the event that begins a handoff.</summary>
    public const string Initiate = "handoff.initiate";

    /// <summary>The name of the event that tells what became of it.</summary>
    public const string Status = "handoff.status";

    /// <summary>The largest event that <see cref="ParseStatus"/> reads, in bytes.</summary>
    public const int MaximumStatusBytes = 64 * 1024;

    private static readonly string[] States = ["failed", "accepted", "completed"];

    /// <summary>Writes the event that begins a handoff.</summary>
    /// <param name="package">The package.</param>
    /// <param name="address">Where it comes from, or null.</param>
    /// <exception cref="ArgumentException">Thrown when neither the address nor the package names the conversation: the hub could not correlate its answer.</exception>
    public static byte[] ToInitiateUtf8(ContextPackage package, HandoffEventAddress? address = null)
    {
        ArgumentNullException.ThrowIfNull(package);
        string conversation = address?.ConversationId ?? package.ConversationId
            ?? throw new ArgumentException("A hand-off event needs the id of its conversation.", nameof(package));
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            WriteHead(writer, Initiate, conversation, package.EscalationId, package.CreatedAt, address);
            writer.WriteStartObject("value");
            writer.WriteString("Skill", package.Route.Queue);
            writer.WriteString("Priority", PackageNames.Of(package.Route.Priority));
            writer.WriteString("EscalationId", package.EscalationId);
            writer.WritePropertyName("context");
            ContextPackageWriter.Write(writer, package with { Transcript = [] });
            writer.WriteEndObject();
            HandoffTranscript.Write(writer, package, address);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes the event that tells what became of a handoff.</summary>
    /// <param name="status">What became of it.</param>
    /// <param name="id">The event's id; a hub that sends it twice sends it under one id.</param>
    /// <param name="at">When.</param>
    /// <param name="address">Where it comes from, or null.</param>
    /// <exception cref="ArgumentException">Thrown when the id or the conversation is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the state is not defined.</exception>
    public static byte[] ToStatusUtf8(HandoffStatusEvent status, string id, DateTimeOffset at, HandoffEventAddress? address = null)
    {
        ArgumentNullException.ThrowIfNull(status);
        Guard.NotBlank(id);
        Guard.NotBlank(status.ConversationId);
        if (!Enum.IsDefined(status.State))
        {
            throw new ArgumentOutOfRangeException(nameof(status), status.State, "Not a state of a handoff.");
        }

        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            WriteHead(writer, Status, status.ConversationId, id, at, address);
            writer.WriteStartObject("value");
            writer.WriteString("state", States[(int)status.State]);
            PackageTextWriter.WriteOptional(writer, "message", status.Message);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a hub's status event. Members that the library does not use are passed over, since other software writes them; what it uses must be as it should.</summary>
    /// <param name="utf8Json">The activity.</param>
    /// <exception cref="FormatException">Thrown when it is not a status event, has no conversation, repeats a member or says an unknown state.</exception>
    public static HandoffStatusEvent ParseStatus(ReadOnlyMemory<byte> utf8Json)
    {
        if (utf8Json.Length > MaximumStatusBytes)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"A status event has at most {MaximumStatusBytes} bytes, but this one has {utf8Json.Length}."));
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8Json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            JsonElement root = document.RootElement;
            if (Text(root, "type") != "event" || Text(root, "name") != Status)
            {
                throw new FormatException("Not a handoff.status event.");
            }

            JsonElement value = root.GetProperty("value");
            int state = Array.FindIndex(States, name => string.Equals(name, Text(value, "state"), StringComparison.OrdinalIgnoreCase));
            string? message = value.TryGetProperty("message", out JsonElement words) && words.ValueKind != JsonValueKind.Null ? PackageObject.Text(words, "message") : null;
            string conversation = Text(root.GetProperty("conversation"), "id");
            return state < 0 ? throw new FormatException("The status event says an unknown state.")
                : string.IsNullOrWhiteSpace(conversation) ? throw new FormatException("The status event names no conversation.")
                : new HandoffStatusEvent(conversation, (HandoffEventState)state, message);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException($"Not a handoff.status event: {fault.GetType().Name}.");
        }
    }

    private static string Text(JsonElement json, string name) => PackageObject.Text(json.GetProperty(name), name);

    private static void WriteHead(Utf8JsonWriter writer, string name, string conversation, string id, DateTimeOffset at, HandoffEventAddress? address)
    {
        writer.WriteString("type", "event");
        writer.WriteString("name", name);
        writer.WriteString("id", id);
        writer.WriteString("timestamp", at.UtcDateTime.ToString(ContextPackageWriter.TimeFormat, CultureInfo.InvariantCulture));
        PackageTextWriter.WriteOptional(writer, "channelId", address?.ChannelId);
        PackageTextWriter.WriteOptional(writer, "serviceUrl", address?.ServiceUrl);
        PackageTextWriter.WriteOptional(writer, "replyToId", address?.ReplyToId);
        writer.WriteStartObject("from");
        writer.WriteString("id", address?.BotId ?? "agent");
        writer.WriteString("role", "bot");
        writer.WriteEndObject();
        writer.WriteStartObject("conversation");
        writer.WriteString("id", conversation);
        writer.WriteEndObject();
    }
}
