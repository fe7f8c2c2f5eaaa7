namespace Escalation.Auditing;

/// <summary>What an audit record tells. String-backed, so that later versions and other writers can bring their own.</summary>
/// <remarks>Compared ordinally. Immutable. The default value reads <c>unspecified</c>.</remarks>
public readonly record struct AuditKind
{
    private readonly string? _code;

    /// <summary>Creates a kind.</summary>
    /// <param name="code">Lower-case words joined by hyphens, at most <see cref="AuditCode.MaximumLength"/> characters.</param>
    /// <exception cref="ArgumentException">Thrown when the code is blank or holds anything but letters, digits, hyphens, dots and underscores.</exception>
    public AuditKind(string code) => _code = AuditCode.IsCode(Guard.NotBlank(code))
        ? code
        : throw new ArgumentException("An audit kind consists of letters, digits, hyphens, dots and underscores.", nameof(code));

    /// <summary>The code, for example <c>decision</c>.</summary>
    public string Code => _code ?? "unspecified";

    /// <summary>A turn was decided: the intent, written before anything is released.</summary>
    public static AuditKind Decision { get; } = new("decision");

    /// <summary>The agent's act was released and has ended.</summary>
    public static AuditKind Released { get; } = new("released");

    /// <summary>A person took the conversation after its turn's decision was recorded: nothing is released, and this record takes the decision's place.</summary>
    public static AuditKind Withheld { get; } = new("withheld");

    /// <summary>A package is about to be sent.</summary>
    public static AuditKind HandoffIntent { get; } = new("handoff-intent");

    /// <summary>The channel took the package.</summary>
    public static AuditKind HandoffDelivered { get; } = new("handoff-delivered");

    /// <summary>The channel did not take the package.</summary>
    public static AuditKind HandoffFailed { get; } = new("handoff-failed");

    /// <summary>A person took an escalation over.</summary>
    public static AuditKind HandoffAccepted { get; } = new("handoff-accepted");

    /// <summary>A queue, or the person who had it, gave an escalation away.</summary>
    public static AuditKind HandoffDeclined { get; } = new("handoff-declined");

    /// <summary>An escalation's deadline passed.</summary>
    public static AuditKind HandoffTimedOut { get; } = new("handoff-timed-out");

    /// <summary>An escalation went to its second route.</summary>
    public static AuditKind HandoffRerouted { get; } = new("handoff-rerouted");

    /// <summary>Those who should act on an escalation were reminded.</summary>
    public static AuditKind HandoffReminded { get; } = new("handoff-reminded");

    /// <summary>A person has dealt with an escalation.</summary>
    public static AuditKind HandoffResolved { get; } = new("handoff-resolved");

    /// <summary>A person gave the conversation back to the agent.</summary>
    public static AuditKind HandoffReturned { get; } = new("handoff-returned");

    /// <summary>No route of an escalation was left: nobody took it.</summary>
    public static AuditKind HandoffAbandoned { get; } = new("handoff-abandoned");

    /// <summary>The caller gave up before anything was released.</summary>
    public static AuditKind Cancelled { get; } = new("cancelled");

    /// <summary>A turn came with the id of another one.</summary>
    public static AuditKind IdempotencyConflict { get; } = new("idempotency-conflict");

    /// <summary>Somebody said whether the model was right.</summary>
    public static AuditKind Outcome { get; } = new("outcome");

    /// <summary>Opening cut a torn tail off: bytes behind the last line feed.</summary>
    public static AuditKind Recovered { get; } = new("recovered");

    /// <summary>The first record of a segment: how many records there were before, the peaks of their Merkle tree and, where the segment before ended early, why.</summary>
    public static AuditKind Segment { get; } = new("segment");

    /// <summary>Opening found a segment damaged; it stays as it is.</summary>
    public static AuditKind Damaged { get; } = new("damaged");

    /// <summary>The oldest records were removed on purpose.</summary>
    public static AuditKind Retained { get; } = new("retained");

    /// <summary>The key of somebody's personal fields was erased.</summary>
    public static AuditKind Erased { get; } = new("erased");

    /// <inheritdoc/>
    public override string ToString() => Code;
}
