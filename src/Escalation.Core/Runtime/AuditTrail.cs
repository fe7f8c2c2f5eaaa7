using Escalation.Auditing;

namespace Escalation.Runtime;

/// <summary>Writes the runtime's records; whatever the log throws is counted and becomes an answer.</summary>
internal sealed class AuditTrail(IAuditSink sink, RuntimeTally tally)
{
    /// <summary>Writes a record that must be kept before the turn goes on.</summary>
    /// <returns>Whether it is kept.</returns>
    /// <exception cref="OperationCanceledException">Thrown when the caller gives up.</exception>
    internal async ValueTask<bool> TryRecord(AuditEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            await sink.AppendAsync(entry, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception)
        {
            RuntimeTally.Add(ref tally.AuditFailures);
            return false;
        }
    }

    /// <summary>Writes a record about something that has happened already, so that nobody can give it up.</summary>
    internal async ValueTask Note(AuditEntry entry) => await TryRecord(entry, CancellationToken.None).ConfigureAwait(false);
}
