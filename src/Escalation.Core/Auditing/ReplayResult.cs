namespace Escalation.Auditing;

/// <summary>What replaying a recorded decision found.</summary>
/// <param name="Status">Whether it follows from its record.</param>
/// <param name="Differences">The members of the record that do not follow, with what it says and what follows instead; one sentence why, when it cannot be replayed; empty when it replays.</param>
public sealed record ReplayResult(ReplayStatus Status, IReadOnlyList<string> Differences)
{
    internal static ReplayResult NotReplayable(string why) => new(ReplayStatus.NotReplayable, [why]);

    /// <inheritdoc/>
    public override string ToString() => Status switch
    {
        ReplayStatus.Replays => "replays",
        ReplayStatus.Differs => $"does not replay: {string.Join("; ", Differences)}",
        _ => $"cannot be replayed: {string.Join("; ", Differences)}",
    };
}
