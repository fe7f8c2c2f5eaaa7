namespace Escalation.Auditing;

/// <summary>Takes audit records. It is told and never asked about decisions; the runtime releases nothing before it has acknowledged.</summary>
/// <remarks>Implementations are safe for concurrent use; a closed one throws <see cref="ObjectDisposedException"/> from both members.</remarks>
public interface IAuditSink
{
    /// <summary>Appends a record and returns once it is kept.</summary>
    /// <param name="entry">The record.</param>
    /// <param name="cancellationToken">Gives up waiting; a record is kept whole or not at all.</param>
    ValueTask<AuditReceipt> AppendAsync(AuditEntry entry, CancellationToken cancellationToken = default);

    /// <summary>Whether a decision with this id was recorded, ever. May be slow: it is asked for outcomes that arrive after the runtime has forgotten the turn.</summary>
    /// <param name="id">The turn's id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<bool> HasDecisionAsync(string id, CancellationToken cancellationToken = default);
}
