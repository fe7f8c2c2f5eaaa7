using System.Diagnostics.CodeAnalysis;
using Escalation.Journal;

namespace Escalation.Handoff;

/// <summary>Rewrites an outbox's journal without what is finished: a new segment says what every package is like, and then the old ones go.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A SemaphoreSlim whose wait handle nobody asks for holds nothing to dispose, and late callers must still find it.")]
internal sealed class OutboxCompactor(JournalWriter journal, OutboxContents contents, Lock gate, OutboxOptions options)
{
    /// <summary>Fewer than the journal's queue takes.</summary>
    private const int LinesAtATime = 256;

    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>
    /// Lines that others append meanwhile go to the new segment too, before or after those written here. Reading bears both: an id that is delivered
    /// stays so. A package whose delivery is written down just now may so be sent once more after a restart, under the same key.
    /// </summary>
    internal async ValueTask Compact(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            List<byte[]> lines;
            journal.RotateNext();
            lock (gate)
            {
                // A package whose first line is being written may have it in a segment that goes.
                lines = [.. contents.All.Where(entry => entry.State != OutboxState.Submitting || entry.MayBeKept)
                    .Select(entry => OutboxRecord.Write(entry, entry.State == OutboxState.Submitting ? OutboxState.Waiting : entry.State, withPackage: true))];
                contents.Finished = 0;
            }

            foreach (byte[][] some in lines.Chunk(LinesAtATime))
            {
                await Task.WhenAll(some.Select(line => journal.AppendAsync(line, CancellationToken.None).AsTask())).ConfigureAwait(false);
            }

            await journal.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            journal.DeleteRotated();
        }
        finally
        {
            _one.Release();
        }
    }

    internal async ValueTask CompactWhenDue(CancellationToken cancellationToken)
    {
        bool isDue;
        lock (gate)
        {
            isDue = contents.Finished >= options.CompactAfter && contents.Finished >= contents.Live;
        }

        if (!isDue || cancellationToken.IsCancellationRequested)
        {
            return;
        }

        try
        {
            await Compact(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or ObjectDisposedException or UnauthorizedAccessException)
        {
            // The journal is longer than it need be, and a later delivery tries again.
        }
    }
}
