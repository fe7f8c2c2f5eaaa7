using Escalation.Handoff.Routing;
using Escalation.Journal;

namespace Escalation.Handoff.Lifecycle;

/// <summary>Keeps escalations in the segments of a folder: an event is on the disk before its command returns. One process a folder.</summary>
/// <remarks>
/// Safe for concurrent use; events of different escalations share a flush. Everything is in memory too, some kilobytes an escalation, and opening is linear in all events
/// kept: <see cref="RemoveAsync"/> takes out what has ended. For a desk of thousands a day, a database behind <see cref="IEscalationStore"/> serves better. The folder holds
/// packages and summaries, and so content.
/// </remarks>
public sealed class JournalEscalationStore : IEscalationStore, IQueueLoad, IAsyncDisposable, IDisposable
{
    private const int Stripes = 64;
    private const int MostLinesAtATime = 256;

    private readonly EscalationIndex _index;
    private readonly JournalWriter _journal;
    private readonly IReadOnlyList<JournalBreak> _gaps;
    private readonly int _linesAtATime;

    // Never waited on by handle, so there is nothing in them to dispose.
    private readonly SemaphoreSlim[] _stripes = [.. Enumerable.Range(0, Stripes).Select(_ => new SemaphoreSlim(1))];

    private JournalEscalationStore(EscalationJournal found, JournalWriter journal, JournalOptions options)
    {
        _index = found.Index;
        _gaps = found.Gaps;
        _journal = journal;

        // No more than the queue takes at once, so that lines stand in the order in which they were given.
        _linesAtATime = Math.Min(MostLinesAtATime, options.QueueCapacity);
    }

    /// <summary>The segments that opening found damaged, which stay as they are, and those that hold events whose predecessors are gone. What only they held is missing.</summary>
    public IReadOnlyList<JournalBreak> Damage => [.. _journal.Recovery.Breaks, .. _gaps];

    /// <summary>Opens a store in a folder, or creates it.</summary>
    /// <param name="path">The folder; its parent must exist.</param>
    /// <param name="options">How the journal is kept; the defaults when null.</param>
    /// <exception cref="JournalLockedException">Thrown when another process has the folder.</exception>
    /// <exception cref="IOException">Thrown when the folder cannot be read or written. Damage is no reason: see <see cref="Damage"/>.</exception>
    public static JournalEscalationStore OpenFolder(string path, JournalOptions? options = null) => Open(FileJournalFolder.Open(path), options);

    /// <summary>Opens a store on segments and takes them over.</summary>
    /// <param name="folder">The segments; disposed with the store, or at once when opening fails.</param>
    /// <param name="options">How the journal is kept; the defaults when null.</param>
    /// <exception cref="IOException">Thrown when the segments cannot be read or written.</exception>
    public static JournalEscalationStore Open(IJournalFolder folder, JournalOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        JournalOptions chosen = options ?? new JournalOptions();
        var found = new EscalationJournal();
        JournalWriter journal = JournalWriter.Open(folder, chosen, found);
        return new JournalEscalationStore(found, journal, chosen);
    }

    /// <inheritdoc/>
    public int Of(string queue) => _index.LoadOf(Guard.NotBlank(queue));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<EscalationEvent>> ReadAsync(string escalationId, CancellationToken cancellationToken = default) =>
        new(_index.Find(Guard.NotBlank(escalationId)) is { } found ? found.Events : (IReadOnlyList<EscalationEvent>)[]);

    /// <inheritdoc/>
    /// <exception cref="JournalException">Thrown when the disk failed; the event is not kept, or, after a failed flush, unknown until the folder is opened again.</exception>
    /// <exception cref="ObjectDisposedException">Thrown when the store is closed.</exception>
    public async ValueTask<bool> TryAppendAsync(string escalationId, EscalationEvent happened, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(happened);
        SemaphoreSlim stripe = _stripes[(int)((uint)StringComparer.Ordinal.GetHashCode(Guard.NotBlank(escalationId)) % Stripes)];
        await stripe.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            EscalationCase? before = _index.Find(escalationId);
            if (happened.Sequence != (before?.Events.Length ?? 0) + 1)
            {
                return false;
            }

            // Refused before it is written: a journal that does not replay would be damage.
            _ = before is null ? EscalationCase.Begin(happened) : before.Apply(happened);
            await _journal.AppendAsync(EscalationJournal.Write(happened), cancellationToken).ConfigureAwait(false);
            return _index.TryAppend(escalationId, happened);
        }
        finally
        {
            stripe.Release();
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> ListLiveAsync(CancellationToken cancellationToken = default) => new(_index.Live());

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> ListOfConversationAsync(string conversationId, CancellationToken cancellationToken = default) =>
        new(_index.OfConversation(Guard.NotBlank(conversationId)));

    /// <summary>
    /// Takes escalations out that ended before an instant, and rewrites the journal without them: what they held, content too, is then gone from the folder. One that keeps the
    /// agent silent in its conversation has not ended: it is not handed back, or abandoned. An id that was taken out counts as new: keep what may be sent again. Linear in what stays; events wait meanwhile. Segments found damaged stay.
    /// </summary>
    /// <param name="endedBefore">The instant of their last event.</param>
    /// <param name="cancellationToken">Gives up as long as nothing is written.</param>
    /// <returns>How many were taken out.</returns>
    /// <exception cref="JournalException">Thrown when the disk failed; the journal is longer than before and as good.</exception>
    /// <exception cref="ObjectDisposedException">Thrown when the store is closed.</exception>
    public async ValueTask<int> RemoveAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken = default)
    {
        int held = 0;
        try
        {
            // An event between the lines of the rewriting would stand before those that it follows.
            for (; held < Stripes; held++)
            {
                await _stripes[held].WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            if (_index.CountOver(endedBefore) == 0)
            {
                return 0;
            }

            await Rewrite(_index.Without(endedBefore)).ConfigureAwait(false);
            return _index.Remove(endedBefore);
        }
        finally
        {
            while (held > 0)
            {
                _stripes[--held].Release();
            }
        }
    }

    /// <summary>Writes what is under way and gives the folder back. Doing so twice changes nothing.</summary>
    public void Dispose() => _journal.Dispose();

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync() => _journal.DisposeAsync();

    private async ValueTask Rewrite(EscalationCase[] kept)
    {
        _journal.RotateNext();
        await _journal.AppendAsync(EscalationJournal.Rewriting, CancellationToken.None).ConfigureAwait(false);
        foreach (EscalationEvent[] some in kept.SelectMany(known => known.Events).Chunk(_linesAtATime))
        {
            await Task.WhenAll(some.Select(happened => _journal.AppendAsync(EscalationJournal.Write(happened), CancellationToken.None).AsTask())).ConfigureAwait(false);
        }

        await _journal.AppendAsync(EscalationJournal.Rewritten, CancellationToken.None).ConfigureAwait(false);
        await _journal.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        _journal.DeleteRotated();
    }
}
