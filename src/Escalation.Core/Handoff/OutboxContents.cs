using System.Diagnostics.CodeAnalysis;
using Escalation.Journal;

namespace Escalation.Handoff;

/// <summary>The packages of an outbox, and the order in which they are due. Guarded by the outbox's lock.</summary>
internal sealed class OutboxContents(int rememberedIds) : IJournalFormat
{
    private readonly Dictionary<string, OutboxEntry> _byId = new(StringComparer.Ordinal);
    private readonly PriorityQueue<OutboxEntry, (long Due, long Order)> _due = new();
    private readonly Queue<OutboxEntry> _delivered = new();
    private long _order;

    internal IReadOnlyCollection<OutboxEntry> All => _byId.Values;

    /// <summary>How many packages are on their way.</summary>
    internal int Live { get; private set; }

    /// <summary>How many lines of finished packages the journal holds.</summary>
    internal int Finished { get; set; }

    public string? Check(long position, ReadOnlyMemory<byte> record)
    {
        try
        {
            OutboxEntry read = OutboxRecord.Read(record);
            bool isKnown = _byId.TryGetValue(read.Id, out OutboxEntry? known);
            if (read.Package is null && read.State != OutboxState.Delivered && !isKnown)
            {
                // Its first line was in a segment that is damaged, which is reported; the line alone cannot be sent.
                return null;
            }

            read.Package ??= known?.Package;
            if (!isKnown || known!.State != OutboxState.Delivered)
            {
                Put(read);
            }

            return null;
        }
        catch (FormatException fault)
        {
            return fault.Message;
        }
    }

    public bool CanBegin(ReadOnlySpan<byte> bytes) => !bytes.IsEmpty && bytes[0] == (byte)'{';

    internal bool TryGet(string id, [NotNullWhen(true)] out OutboxEntry? entry) => _byId.TryGetValue(id, out entry);

    /// <summary>Adds an entry, or replaces one.</summary>
    internal void Put(OutboxEntry entry)
    {
        if (_byId.TryGetValue(entry.Id, out OutboxEntry? old) && !old.IsFinished)
        {
            Live--;
        }

        _byId[entry.Id] = entry;
        Live += entry.IsFinished ? 0 : 1;
        if (entry.State == OutboxState.Delivered)
        {
            Forget(entry);
        }
    }

    internal void Finish(OutboxEntry entry, OutboxState state)
    {
        entry.State = state;
        Live--;
        Finished++;
        if (state == OutboxState.Delivered)
        {
            Forget(entry);
        }
    }

    /// <summary>A dead letter is on its way again.</summary>
    internal void Revive(OutboxEntry entry)
    {
        entry.State = OutboxState.Waiting;
        Live++;
    }

    internal void Remove(OutboxEntry entry)
    {
        if (_byId.Remove(entry.Id) && !entry.IsFinished)
        {
            Live--;
        }
    }

    internal void Schedule(OutboxEntry entry, long due)
    {
        entry.State = OutboxState.Waiting;
        _due.Enqueue(entry, (due, _order++));
    }

    /// <summary>Takes the entry that is due longest.</summary>
    internal bool TryTake(long now, [NotNullWhen(true)] out OutboxEntry? entry)
    {
        if (_due.TryPeek(out entry, out (long Due, long Order) first) && first.Due <= now)
        {
            _due.Dequeue();
            return true;
        }

        entry = null;
        return false;
    }

    internal long? NextDue => _due.TryPeek(out _, out (long Due, long Order) first) ? first.Due : null;

    /// <summary>The package is gone; the id is remembered among the latest.</summary>
    private void Forget(OutboxEntry entry)
    {
        entry.Package = null;
        _delivered.Enqueue(entry);
        while (_delivered.Count > rememberedIds)
        {
            OutboxEntry oldest = _delivered.Dequeue();
            if (_byId.TryGetValue(oldest.Id, out OutboxEntry? present) && ReferenceEquals(present, oldest))
            {
                _byId.Remove(oldest.Id);
            }
        }
    }
}
