using Escalation.Auditing;
using Escalation.Handoff.Lifecycle;
using Escalation.Redaction;

namespace Escalation.Runtime;

/// <summary>Records what a desk does in the audit log, and passes the labels that people give on as outcomes.</summary>
internal sealed class EscalationRecorder(AuditTrail trail, RuntimeTally tally, EscalationRecordOptions options, Func<string, bool, ValueTask> recordOutcome) : IEscalationObserver
{
    private static readonly DataClass Person = new("person");

    public async ValueTask OnEventAsync(EscalationCase after, EscalationEvent happened)
    {
        if (happened.Kind == EscalationEventKind.Failed)
        {
            // The channel of a second route too: its queue stands in no other record.
            await trail.Note(AuditEntries.HandoffFailed(after.Package.TurnId, after.Route.Queue, happened.Reason ?? "unknown", fault: null)).ConfigureAwait(false);
        }
        else if (EscalationEntries.KindOf(happened.Kind) is { } kind)
        {
            SealedField? identity = await Seal(after, happened).ConfigureAwait(false);
            await trail.Note(EscalationEntries.Of(kind, after, happened, Pseudonym(happened.Actor), identity)).ConfigureAwait(false);
        }

        if (happened.Resolution?.ModelWasRight is { } wasRight)
        {
            await Pass(after.Package.TurnId, wasRight).ConfigureAwait(false);
        }
    }

    private string? Pseudonym(string? actor) => actor is null ? null : options.ActorKey?.Hash(Person, actor) ?? AuditCode.Withheld;

    private async ValueTask<SealedField?> Seal(EscalationCase after, EscalationEvent happened)
    {
        if (happened.Actor is not { } actor || options.Identities is not { } keys)
        {
            return null;
        }

        try
        {
            return await SealedField.SealAsync(keys, actor, EscalationEntries.PlaceOf(after, happened), actor).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The record is worth more than the name in it.
            RuntimeTally.Add(ref tally.AuditFailures);
            return null;
        }
    }

    private async ValueTask Pass(string turn, bool wasRight)
    {
        try
        {
            await recordOutcome(turn, wasRight).ConfigureAwait(false);
        }
        catch (Exception)
        {
            RuntimeTally.Add(ref tally.AuditFailures);
        }
    }
}
