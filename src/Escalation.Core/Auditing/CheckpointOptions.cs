namespace Escalation.Auditing;

/// <summary>Where an audit log's checkpoints go, and how often.</summary>
/// <remarks>Between two checkpoints the log is not yet bound: whoever can write it can cut or rewrite those records unseen.</remarks>
public sealed record CheckpointOptions
{
    /// <summary>Signs them.</summary>
    public required ICheckpointSigner Signer { get; init; }

    /// <summary>Keeps them; best where whoever can write the log cannot.</summary>
    public required ICheckpointSink Sink { get; init; }

    /// <summary>After how many records the next one is due, at least 1.</summary>
    public int EveryRecords { get; init => field = Guard.AtLeast(value, 1, nameof(EveryRecords)); } = 1000;

    /// <summary>After how long the next one is due when there are new records; above 0.</summary>
    public TimeSpan Every { get; init => field = value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(Every), value, "Every must be above 0."); } = TimeSpan.FromSeconds(60);
}
