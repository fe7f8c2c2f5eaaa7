namespace Escalation.Handoff;

/// <summary>A package in the outbox. Guarded by the outbox's lock, but for what never changes.</summary>
internal sealed class OutboxEntry(string id, string sha256)
{
    internal string Id => id;

    internal string Sha256 => sha256;

    /// <summary>The package as JSON; null once it is delivered.</summary>
    internal byte[]? Package { get; set; }

    internal OutboxState State { get; set; }

    /// <summary>How often it was sent, or was about to be when the process ended.</summary>
    internal int Attempts { get; set; }

    /// <summary>When it may be sent again, by the wall clock; for the next process.</summary>
    internal DateTimeOffset NotBefore { get; set; }

    /// <summary>A code for what failed last.</summary>
    internal string? Failure { get; set; }

    /// <summary>Whether a write of its intent has begun, so that the journal may hold it.</summary>
    internal bool MayBeKept { get; set; }

    /// <summary>The receipt once the intent is kept; null when the sender gave up.</summary>
    internal TaskCompletionSource<HandoffReceipt?> Submitted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal bool IsFinished => State is OutboxState.Delivered or OutboxState.Dead;
}
