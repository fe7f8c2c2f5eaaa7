namespace Escalation.Journal;

/// <summary>The appends that one write carries, and their bytes.</summary>
internal sealed class JournalBatch
{
    /// <summary>A batch takes no more records once it holds so many bytes; it exceeds them by one record at most.</summary>
    internal const int MaximumBytes = 1024 * 1024;

    private readonly List<JournalAppend> _appends = [];

    /// <summary>The records. They may be more than those of the appends: buffered ones wait here.</summary>
    internal JournalBuffer Bytes { get; } = new();

    /// <summary>How many appends have left the queue, given up ones included, since the last <see cref="Clear"/>.</summary>
    internal int Removed { get; private set; }

    /// <summary>Whether an append wants the disk's confirmation whatever the durability.</summary>
    internal bool ForcesFlush { get; private set; }

    /// <summary>Composes appends as long as there are some and there is room.</summary>
    internal void Fill(JournalQueue queue)
    {
        while (Bytes.Length < MaximumBytes && TryTake(queue, out JournalAppend? append))
        {
            if (append is not null && append.Compose(Bytes))
            {
                Bytes.Write((byte)'\n');
            }
        }
    }

    /// <summary>Takes what is in the queue, to tell it of a failure.</summary>
    internal void TakeAll(JournalQueue queue)
    {
        while (TryTake(queue, out _))
        {
            // Taking is all.
        }
    }

    internal void Acknowledge()
    {
        foreach (JournalAppend append in _appends)
        {
            append.Acknowledge();
        }
    }

    /// <summary>Each caller gets an exception of its own: one that is thrown twice tells the story of the other throw.</summary>
    internal void Fail(Exception fault)
    {
        foreach (JournalAppend append in _appends)
        {
            append.Fail(fault switch
            {
                JournalPoisonedException => new JournalPoisonedException(fault.Message, fault.InnerException ?? fault),
                JournalException => new JournalException(fault.Message, fault.InnerException ?? fault),
                _ => new JournalException("The record could not be written; nothing of it remains.", fault),
            });
        }
    }

    /// <summary>Forgets the appends; the bytes stay.</summary>
    internal void Clear()
    {
        _appends.Clear();
        Removed = 0;
        ForcesFlush = false;
    }

    /// <returns>False when the queue is empty; the append is null when its caller has given it up.</returns>
    private bool TryTake(JournalQueue queue, out JournalAppend? append)
    {
        if (!queue.TryRemove(out append))
        {
            return false;
        }

        Removed++;
        if (!append.TryTake())
        {
            append = null;
            return true;
        }

        _appends.Add(append);
        ForcesFlush |= append.ForcesFlush;
        return true;
    }
}
