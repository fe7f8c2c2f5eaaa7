using Escalation.Handoff.Routing;
using Escalation.Journal;

namespace Escalation.Handoff.Lifecycle;

/// <summary>Keeps escalations in the segments of a folder: an event is on the disk before its command returns. One process a folder.</summary>
/// <remarks>
/// Safe for concurrent use; events of different escalations share a flush. Everything is in memory too, some kilobytes an escalation, and opening is linear in all events ever
/// kept: for a desk of thousands a day, a database behind <see cref="IEscalationStore"/> serves better. The folder holds packages and summaries, and so content.
/// </remarks>
public sealed class JournalEscalationStore : IEscalationStore, IQueueLoad, IAsyncDisposable, IDisposable
{
    private const int Stripes = 64;

    private readonly EscalationIndex _index;
    private readonly JournalWriter _journal;

    // Never waited on by handle, so there is nothing in them to dispose.
    private readonly SemaphoreSlim[] _stripes = [.. Enumerable.Range(0, Stripes).Select(_ => new SemaphoreSlim(1))];

    private JournalEscalationStore(EscalationIndex index, JournalWriter journal)
    {
        _index = index;
        _journal = journal;
    }

    /// <summary>The segments that opening found damaged; they stay as they are, and what only they held is missing.</summary>
    public IReadOnlyList<JournalBreak> Damage => _journal.Recovery.Breaks;

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
        var index = new EscalationIndex();
        return new JournalEscalationStore(index, JournalWriter.Open(folder, options, new EscalationJournal(index)));
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

    /// <summary>Writes what is under way and gives the folder back. Doing so twice changes nothing.</summary>
    public void Dispose() => _journal.Dispose();

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync() => _journal.DisposeAsync();
}
