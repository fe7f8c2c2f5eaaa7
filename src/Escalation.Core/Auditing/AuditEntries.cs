using Escalation.Decisions;

namespace Escalation.Auditing;

/// <summary>The records that the runtime writes, holding codes, numbers and ids only.</summary>
public static class AuditEntries
{
    /// <summary>A decision: the intent, to be kept before anything is released.</summary>
    /// <param name="id">The turn's id.</param>
    /// <param name="audited">What was decided, and from what.</param>
    public static AuditEntry Decision(string id, AuditedTurn audited)
    {
        ArgumentNullException.ThrowIfNull(audited);
        return new AuditEntry(AuditKind.Decision, Guard.NotBlank(id), writer => DecisionEntry.Write(writer, audited));
    }

    /// <summary>The act was released and has ended.</summary>
    /// <param name="id">The turn's id.</param>
    /// <param name="fault">What it threw, or null; only the type's name is kept.</param>
    public static AuditEntry Released(string id, Exception? fault) => new(AuditKind.Released, Guard.NotBlank(id), writer =>
    {
        writer.WriteBoolean("completed", fault is null);
        writer.WriteString("fault", TypeOf(fault));
    });

    /// <summary>The turn is withheld after its decision was recorded; this record takes the decision's place.</summary>
    /// <param name="id">The turn's id.</param>
    /// <param name="reason">Why.</param>
    public static AuditEntry Withheld(string id, Reason reason) => new(AuditKind.Withheld, Guard.NotBlank(id), writer =>
    {
        writer.WriteString("outcome", DecisionOutcomeNames.Of(DecisionOutcome.EscalateToPerson));
        writer.WriteString("reason", AuditCode.Keep(reason.Code));
    });

    /// <summary>A package is about to be sent.</summary>
    /// <param name="id">The turn's id.</param>
    /// <param name="queue">The queue it goes to.</param>
    /// <param name="packageSha256">The SHA-256 of the package, 64 lower-case hex digits.</param>
    /// <param name="rule">The rule that chose the queue, or null when the route key did. What is no code is withheld.</param>
    /// <param name="passedOver">The queues that came before it, each with a code for what stood against it; null for none.</param>
    public static AuditEntry HandoffIntent(string id, string queue, string packageSha256, string? rule = null, IReadOnlyList<(string Queue, string Because)>? passedOver = null) => new(AuditKind.HandoffIntent, Guard.NotBlank(id), writer =>
    {
        writer.WriteString("queue", queue);
        writer.WriteString("packageSha256", packageSha256);
        if (rule is not null)
        {
            writer.WriteString("rule", AuditCode.Keep(rule));
        }

        if (passedOver is { Count: > 0 })
        {
            writer.WriteStartArray("passedOver");
            foreach ((string other, string because) in passedOver)
            {
                writer.WriteStartObject();
                writer.WriteString("queue", other);
                writer.WriteString("because", because);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }
    });

    /// <summary>The channel took the package.</summary>
    /// <param name="id">The turn's id.</param>
    /// <param name="queue">The queue it went to.</param>
    /// <param name="reference">The receiver's own reference, for example a ticket number, or null.</param>
    public static AuditEntry HandoffDelivered(string id, string queue, string? reference) => new(AuditKind.HandoffDelivered, Guard.NotBlank(id), writer =>
    {
        writer.WriteString("queue", queue);
        writer.WriteString("reference", AuditCode.Keep(reference));
    });

    /// <summary>The channel did not take the package.</summary>
    /// <param name="id">The turn's id.</param>
    /// <param name="queue">The queue it should go to.</param>
    /// <param name="failure">A code for what failed.</param>
    /// <param name="fault">What was thrown, or null; only the type's name is kept.</param>
    public static AuditEntry HandoffFailed(string id, string queue, string failure, Exception? fault) => new(AuditKind.HandoffFailed, Guard.NotBlank(id), writer =>
    {
        writer.WriteString("queue", queue);
        writer.WriteString("failure", AuditCode.Keep(failure));
        writer.WriteString("fault", TypeOf(fault));
    });

    /// <summary>The caller gave up before anything was released.</summary>
    /// <param name="id">The turn's id.</param>
    public static AuditEntry Cancelled(string id) => new(AuditKind.Cancelled, Guard.NotBlank(id));

    /// <summary>A turn came with the id of another one and was refused.</summary>
    /// <param name="id">The id.</param>
    public static AuditEntry IdempotencyConflict(string id) => new(AuditKind.IdempotencyConflict, Guard.NotBlank(id));

    /// <summary>Somebody said whether the model was right.</summary>
    /// <param name="id">The turn's id.</param>
    /// <param name="wasRight">Whether the model's answer was right, or would have been.</param>
    public static AuditEntry Outcome(string id, bool wasRight) => new(AuditKind.Outcome, Guard.NotBlank(id), writer => writer.WriteBoolean("wasRight", wasRight));

    /// <summary>The key of somebody's sealed fields was erased: what it sealed cannot be read any more.</summary>
    /// <param name="keyId">The key's id, from <see cref="ISubjectKeyStore.EraseAsync"/>.</param>
    public static AuditEntry Erased(string keyId) => new(AuditKind.Erased, null, writer => writer.WriteString("keyId", AuditCode.Keep(Guard.NotBlank(keyId))));

    private static string? TypeOf(Exception? fault) => AuditCode.Keep(fault?.GetType().FullName);
}
