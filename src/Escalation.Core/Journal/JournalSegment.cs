using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Escalation.Journal;

/// <summary>The storage that a journal appends to, and what is known of it. Not for concurrent use, reading apart.</summary>
internal sealed class JournalSegment(IJournalStorage storage, long number, long length) : IDisposable
{
    private long _length = length;
    private JournalPoisonedException? _poison;

    /// <summary>Its number in the folder; 0 for a file by itself.</summary>
    internal long Number => number;

    /// <summary>How many bytes of sound records it has.</summary>
    internal long Length => Volatile.Read(ref _length);

    /// <summary>Why it takes no more records, or null.</summary>
    internal JournalPoisonedException? Poison => _poison;

    /// <summary>Writes whole records in one call, or nothing.</summary>
    /// <exception cref="JournalException">Thrown when the write failed; nothing of it remains.</exception>
    /// <exception cref="JournalPoisonedException">Thrown when it is not known what remains.</exception>
    internal void Write(ReadOnlySpan<byte> records)
    {
        RequireUnchanged();
        try
        {
            storage.Write(_length, records);
        }
        catch (Exception fault)
        {
            Undo(fault);
            throw new JournalException("The record could not be written; nothing of it remains.", fault);
        }

        Volatile.Write(ref _length, _length + records.Length);
    }

    /// <summary>Returns once the disk has everything that was written.</summary>
    /// <exception cref="JournalPoisonedException">Thrown when the disk does not confirm it.</exception>
    internal void Flush()
    {
        try
        {
            storage.Flush();
        }
        catch (Exception fault)
        {
            // The operating system may have dropped the dirty pages: a second flush would succeed without the record on the disk.
            Refuse("The disk did not confirm the record.", fault);
        }
    }

    /// <summary>Takes no more records.</summary>
    internal void Condemn(string message, Exception fault) => _poison = new JournalPoisonedException(message, fault);

    /// <summary>Tries to cut off what was never acknowledged; the next segment says where the acknowledged records end all the same.</summary>
    internal void TryCutTo(long length)
    {
        try
        {
            Volatile.Write(ref _length, Math.Min(_length, length));
            if (storage.IsInPlace && storage.Length > length)
            {
                storage.SetLength(length);
            }
        }
        catch (Exception)
        {
            // It is poisoned already, and what it holds is told by the next segment.
        }
    }

    /// <summary>Reads sound bytes, beside a running append too.</summary>
    internal int Read(long offset, Memory<byte> buffer)
    {
        long left = Math.Max(0, Length - offset);
        return left == 0 ? 0 : storage.Read(offset, buffer.Span[..(int)Math.Min(left, buffer.Length)]);
    }

    public void Dispose() => storage.Dispose();

    private void RequireUnchanged()
    {
        long actual;
        bool inPlace;
        try
        {
            actual = storage.Length;
            inPlace = storage.IsInPlace;
        }
        catch (Exception fault)
        {
            throw new JournalException("The journal's length could not be read; nothing was written.", fault);
        }

        if (actual != _length)
        {
            Refuse(string.Create(CultureInfo.InvariantCulture, $"The journal should hold {_length} bytes, but holds {actual}: somebody else changed it."), null);
        }

        if (!inPlace)
        {
            Refuse("The journal's name leads to another file or to none: somebody else removed, renamed or replaced it.", null);
        }
    }

    /// <summary>A failed write may have left a part of the records, which would damage the journal's middle with the next append.</summary>
    private void Undo(Exception fault)
    {
        try
        {
            storage.SetLength(_length);
        }
        catch (Exception second)
        {
            Refuse("A failed write could not be undone.", new AggregateException(fault, second));
        }
    }

    [DoesNotReturn]
    private void Refuse(string message, Exception? fault)
    {
        _poison = fault is null ? new JournalPoisonedException(message) : new JournalPoisonedException(message, fault);
        throw _poison;
    }
}
