using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Escalation.Handoff.Lifecycle;

/// <summary>Writes and reads events of escalations as versioned JSON, without loss: for stores.</summary>
/// <remarks>The form is canonical: equal events give equal bytes. It holds the package and the person's summary, and so content.</remarks>
public static class EscalationEventJson
{
    private const int Version = 1;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Writes an event as UTF-8 JSON, one object on one line.</summary>
    /// <param name="happened">The event.</param>
    public static byte[] ToUtf8Bytes(EscalationEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("v", Version);
            writer.WriteNumber("sequence", happened.Sequence);
            writer.WriteString("kind", EscalationStateNames.Of(happened.Kind));
            writer.WriteString("at", Text(happened.At));
            writer.WriteString("key", happened.Key);
            writer.WriteString("ticket", happened.Ticket);
            WriteOptional(writer, "actor", happened.Actor);
            WriteOptional(writer, "reason", happened.Reason);
            WriteOptional(writer, "deadline", happened.Deadline is { } deadline ? Text(deadline) : null);
            WriteOptional(writer, "summary", happened.Summary);
            WriteOptional(writer, "conversation", happened.Conversation);
            WriteResolution(writer, happened.Resolution);
            if (happened.Route is { } route)
            {
                ContextPackageWriter.WriteRoute(writer, route);
            }

            if (happened.Package is { } package)
            {
                writer.WritePropertyName("package");
                ContextPackageWriter.Write(writer, package);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads what <see cref="ToUtf8Bytes"/> wrote; unknown, missing and repeated members are refused.</summary>
    /// <param name="utf8Json">The document.</param>
    /// <exception cref="FormatException">Thrown when the document is not an event of a known version; the message names the member.</exception>
    public static EscalationEvent Parse(ReadOnlyMemory<byte> utf8Json) => Parse(utf8Json, "");

    /// <summary>Reads an event that has one more member, which the caller has checked.</summary>
    internal static EscalationEvent Parse(ReadOnlyMemory<byte> utf8Json, string passedOver)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8Json, Strict);
            var members = new PackageObject(document.RootElement, "The event");
            members.Optional(passedOver);
            long version = members.Count("v", 1);
            return version == Version
                ? Read(members)
                : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"Unknown version {version} of an event; this library reads {Version}."));
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"Not an event of an escalation: {fault.GetType().Name}.", fault);
        }
    }

    private static EscalationEvent Read(PackageObject members)
    {
        var happened = new EscalationEvent
        {
            Sequence = (int)members.Count("sequence", 1),
            Kind = EscalationStateNames.KindOf(members.Text("kind")),
            At = ContextPackageReader.Time(members.Text("at"), "at"),
            Key = members.Text("key"),
            Ticket = members.Text("ticket"),
            Actor = members.OptionalText("actor"),
            Reason = members.OptionalText("reason"),
            Deadline = members.OptionalText("deadline") is { } deadline ? ContextPackageReader.Time(deadline, "deadline") : null,
            Summary = members.OptionalText("summary"),
            Conversation = members.OptionalText("conversation"),
            Resolution = members.Optional("resolution") is { } resolution ? ReadResolution(resolution) : null,
            Route = members.Optional("route") is { } route ? ContextPackageReader.ReadRoute(route) : null,
            Package = members.Optional("package") is { } package ? ContextPackageReader.Read(package) : null,
        };
        members.Done();
        return happened;
    }

    private static void WriteResolution(Utf8JsonWriter writer, EscalationResolution? resolution)
    {
        if (resolution is null)
        {
            return;
        }

        writer.WriteStartObject("resolution");
        writer.WriteString("code", resolution.Code);
        WriteOptional(writer, "modelWasRight", resolution.ModelWasRight);
        WriteOptional(writer, "needed", resolution.Needed);
        WriteOptional(writer, "sufficient", resolution.Sufficient);
        WriteOptional(writer, "label", resolution.Label);
        writer.WriteEndObject();
    }

    private static EscalationResolution ReadResolution(JsonElement json)
    {
        var members = new PackageObject(json, "The resolution");
        var resolution = new EscalationResolution(members.Text("code"))
        {
            ModelWasRight = OptionalFlag(members, "modelWasRight"),
            Needed = OptionalFlag(members, "needed"),
            Sufficient = OptionalFlag(members, "sufficient"),
            Label = members.OptionalText("label"),
        };
        members.Done();
        return resolution;
    }

    private static bool? OptionalFlag(PackageObject members, string name) => members.Optional(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw new FormatException($"The resolution: '{name}' must be true or false."),
    };

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(ContextPackageWriter.TimeFormat, CultureInfo.InvariantCulture);

    private static void WriteOptional(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static void WriteOptional(Utf8JsonWriter writer, string name, bool? value)
    {
        if (value is { } flag)
        {
            writer.WriteBoolean(name, flag);
        }
    }
}
