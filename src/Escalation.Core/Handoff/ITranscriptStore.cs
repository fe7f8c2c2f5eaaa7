namespace Escalation.Handoff;

/// <summary>Keeps transcripts that packages refer to, in a place that the people of the queue can read.</summary>
/// <remarks>Safe for concurrent use. Idempotent on the escalation's id: the same document under the same id has the same address, since a turn that is packed again must give the same package.</remarks>
public interface ITranscriptStore
{
    /// <summary>Keeps a transcript.</summary>
    /// <param name="transcript">The transcript, redacted like the package.</param>
    /// <param name="cancellationToken">Ends the wait; the package then carries what its limits allow.</param>
    /// <returns>Its address, an absolute URI.</returns>
    ValueTask<Uri> StoreAsync(StoredTranscript transcript, CancellationToken cancellationToken = default);
}
