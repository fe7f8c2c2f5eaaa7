namespace Escalation.Auditing;

/// <summary>Keeps checkpoints where whoever can write the log cannot: another machine, another account, paper.</summary>
public interface ICheckpointSink
{
    /// <summary>Keeps a checkpoint. Called by one thread at a time, with counts that grow.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask WriteAsync(SignedCheckpoint checkpoint, CancellationToken cancellationToken = default);
}
