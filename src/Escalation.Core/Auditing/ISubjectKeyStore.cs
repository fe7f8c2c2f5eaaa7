namespace Escalation.Auditing;

/// <summary>Keeps one key for each person whose fields are sealed in an audit log. Erasing the key erases the fields, wherever copies of the log are.</summary>
/// <remarks>Implementations are safe for concurrent use and keep keys away from the log and its backups: a key that survives in a backup erases nothing.</remarks>
public interface ISubjectKeyStore
{
    /// <summary>The key of a person, made when there is none.</summary>
    /// <param name="subject">The person, by whatever id the application uses; it does not reach the log.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<SubjectKey> GetOrCreateAsync(string subject, CancellationToken cancellationToken = default);

    /// <summary>A key by its id.</summary>
    /// <param name="keyId">The id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when it was erased, or never was.</returns>
    ValueTask<SubjectKey?> FindAsync(string keyId, CancellationToken cancellationToken = default);

    /// <summary>Erases a person's key for good. A later record of the same person gets a new key.</summary>
    /// <param name="subject">The person.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The id of the key that is gone, for <see cref="AuditEntries.Erased"/>; null when there was none.</returns>
    ValueTask<string?> EraseAsync(string subject, CancellationToken cancellationToken = default);
}
