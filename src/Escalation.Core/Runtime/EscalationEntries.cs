using System.Globalization;
using System.Text.Json;
using Escalation.Auditing;
using Escalation.Handoff.Lifecycle;

namespace Escalation.Runtime;

/// <summary>The audit records of what happens to an escalation after its package was sent: codes, ids and labels only.</summary>
internal static class EscalationEntries
{
    internal const string IdentityMember = "identity";

    /// <summary>The kind of an event's record; null when the handoff itself has recorded it.</summary>
    internal static AuditKind? KindOf(EscalationEventKind kind) => kind switch
    {
        EscalationEventKind.Reminded => AuditKind.HandoffReminded,
        EscalationEventKind.Accepted => AuditKind.HandoffAccepted,
        EscalationEventKind.Declined => AuditKind.HandoffDeclined,
        EscalationEventKind.TimedOut => AuditKind.HandoffTimedOut,
        EscalationEventKind.Rerouted => AuditKind.HandoffRerouted,
        EscalationEventKind.Resolved => AuditKind.HandoffResolved,
        EscalationEventKind.HandedBack => AuditKind.HandoffReturned,
        EscalationEventKind.Abandoned => AuditKind.HandoffAbandoned,
        _ => null,
    };

    /// <summary>Where a sealed identity stands: it opens at no other record.</summary>
    internal static string PlaceOf(EscalationCase after, EscalationEvent happened) =>
        string.Create(CultureInfo.InvariantCulture, $"{after.Id}/{happened.Sequence}/{IdentityMember}");

    internal static AuditEntry Of(AuditKind kind, EscalationCase after, EscalationEvent happened, string? actor, SealedField? identity) => new(kind, after.Package.TurnId, writer =>
    {
        writer.WriteString("escalation", after.Id);
        writer.WriteString("decision", after.Package.TurnId);
        writer.WriteNumber("sequence", happened.Sequence);
        writer.WriteString("queue", after.Route.Queue);
        WriteCode(writer, "actor", actor);
        identity?.Write(writer, IdentityMember);
        WriteCode(writer, "reason", happened.Reason);
        if (happened.IsTakenBack)
        {
            writer.WriteBoolean("takenBack", true);
        }

        if (happened.Resolution is { } resolution)
        {
            WriteCode(writer, "resolution", resolution.Code);
            WriteFlag(writer, "modelWasRight", resolution.ModelWasRight);
            WriteFlag(writer, "sufficient", resolution.Sufficient);
            WriteFlag(writer, "needed", resolution.Needed);
            WriteCode(writer, "label", resolution.Label);
        }
    });

    private static void WriteCode(Utf8JsonWriter writer, string name, string? code)
    {
        if (code is not null)
        {
            writer.WriteString(name, AuditCode.Keep(code));
        }
    }

    private static void WriteFlag(Utf8JsonWriter writer, string name, bool? flag)
    {
        if (flag is { } value)
        {
            writer.WriteBoolean(name, value);
        }
    }
}
