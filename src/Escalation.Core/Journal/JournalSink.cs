using System.Diagnostics.CodeAnalysis;

namespace Escalation.Journal;

/// <summary>Writes batches to the segment of the moment and begins new ones. Not for concurrent use, reading apart.</summary>
internal sealed class JournalSink : IDisposable
{
    /// <summary>Buffered records are written once they take so many bytes.</summary>
    private const int BufferedBytes = 64 * 1024;

    private readonly JournalBatch _batch = new();
    private readonly IJournalFolder? _folder;
    private readonly JournalOptions _options;
    private readonly IJournalOwner? _owner;
    private volatile JournalSegment? _segment;
    private JournalBreak? _break;
    private long _lastNumber;
    private long _begunAt;
    private long _kept;
    private bool _holdsAcknowledged;
    private bool _rotate;
    private ITimer? _timer;

    /// <summary>Creates a sink.</summary>
    /// <param name="segment">The segment to go on with; null to begin one, which needs a folder.</param>
    /// <param name="folder">Where segments are; null for a storage by itself.</param>
    /// <param name="after">Why the last segment cannot be gone on with, or null.</param>
    /// <param name="options">How the journal is kept.</param>
    /// <param name="owner">Whose records they are, or null.</param>
    internal JournalSink(JournalSegment? segment, IJournalFolder? folder, JournalBreak? after, JournalOptions options, IJournalOwner? owner)
    {
        (_segment, _folder, _break, _options, _owner) = (segment, folder, after, options, owner);
        _lastNumber = folder is { Segments: [.., long last] } ? last : 0;
        _kept = segment?.Length ?? 0;
        _begunAt = options.Time.GetTimestamp();
    }

    /// <summary>Whether each batch waits for the disk.</summary>
    internal bool Flushes => _options.Durability == JournalDurability.Durable;

    /// <summary>Whether the next batch begins a segment after one that ended early.</summary>
    internal bool BeginsAfterDamage => _break is not null;

    /// <summary>The segment that the last <see cref="RotateNext"/> began; 0 before that.</summary>
    internal long RotatedTo { get; private set; }

    /// <summary>Whether records wait in memory.</summary>
    internal bool IsBuffered => _options.Durability == JournalDurability.Buffered;

    /// <summary>Begins to write buffered records out now and then.</summary>
    internal void StartTimer(Action write)
    {
        if (IsBuffered)
        {
            _timer = _options.Time.CreateTimer(static state => ((Action)state!)(), write, _options.FlushInterval, _options.FlushInterval);
        }
    }

    /// <summary>Takes appends from a queue, writes them together and tells their callers. Never throws.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="writeOut">Whether buffered records are written now.</param>
    /// <returns>How many appends left the queue.</returns>
    internal int WriteBatch(JournalQueue queue, bool writeOut)
    {
        try
        {
            Prepare();
            _batch.Fill(queue);
            if (!IsBuffered || writeOut || _batch.ForcesFlush || _batch.Bytes.Length >= BufferedBytes)
            {
                WriteOut();
                if (_batch.ForcesFlush || Flushes)
                {
                    _segment!.Flush();
                }

                Keep();
            }

            _holdsAcknowledged = _batch.Bytes.Length > 0;
            _batch.Acknowledge();
        }
        catch (Exception fault)
        {
            _batch.TakeAll(queue);
            Lose(fault);
            _batch.Fail(fault);
        }

        int removed = _batch.Removed;
        _batch.Clear();
        return removed;
    }

    /// <summary>Makes the next batch begin a new segment.</summary>
    internal void RotateNext() => _rotate = true;

    /// <summary>Removes the segments before one, the oldest first.</summary>
    /// <param name="before">The first segment that stays.</param>
    /// <param name="evidence">Segments that stay all the same.</param>
    internal void Delete(long before, IReadOnlyList<JournalBreak> evidence)
    {
        foreach (long number in _folder!.Segments)
        {
            if (number < before && number != _segment?.Number && !evidence.Any(damage => damage.Segment == number))
            {
                _folder.Delete(number);
            }
        }
    }

    /// <summary>Reads what is written, segment by segment.</summary>
    internal IEnumerable<JournalLineReader> Read()
    {
        JournalSegment? current = _segment;
        if (_folder is null)
        {
            yield return new JournalLineReader(current!.Read);
            yield break;
        }

        // Handles of its own: a segment that the writer has done with is closed under a reader.
        long length = current?.Length ?? 0;
        foreach (long number in _folder.Segments)
        {
            using IJournalStorage storage = _folder.OpenRead(number);
            long end = number == current?.Number ? length : storage.Length;
            yield return new JournalLineReader((offset, buffer) => ReadWithin(storage, end, offset, buffer));
        }
    }

    /// <summary>Writes buffered records out and closes everything.</summary>
    /// <exception cref="JournalException">Thrown when buffered records could not be written; everything is closed all the same.</exception>
    public void Dispose()
    {
        try
        {
            _timer?.Dispose();
            if (_batch.Bytes.Length > 0)
            {
                WriteOut();
                Keep();
            }
        }
        finally
        {
            _segment?.Dispose();
            _folder?.Dispose();
        }
    }

    /// <summary>Sees to a segment that takes records, with its first record composed.</summary>
    private void Prepare()
    {
        JournalSegment? current = _segment;
        if (_folder is null)
        {
            return;
        }

        if (current is null || current.Poison is not null)
        {
            Begin(_folder);
        }
        else if (IsFull(current))
        {
            // What is in a later segment must never outlast what is in an earlier one.
            WriteOut();
            current.Flush();
            Keep();
            Begin(_folder);
        }

        if (_segment!.Length == 0 && _batch.Bytes.Length == 0)
        {
            RotatedTo = _rotate ? _segment.Number : RotatedTo;
            _rotate = false;
            ComposeFirst();
        }
    }

    private bool IsFull(JournalSegment current) => current.Length > 0 &&
        (_rotate || current.Length + _batch.Bytes.Length >= _options.SegmentBytes || (_options.SegmentAge is { } age && _options.Time.GetElapsedTime(_begunAt) >= age));

    private void Begin(IJournalFolder folder)
    {
        // Never the number of a segment whose creation failed half-way.
        long number = ++_lastNumber;
        var next = new JournalSegment(folder.Create(number), number, 0);
        JournalSegment? old = _segment;
        _segment = next;
        _kept = 0;
        _begunAt = _options.Time.GetTimestamp();
        old?.Dispose();
    }

    private void ComposeFirst()
    {
        _owner?.BeginSegment(_segment!.Number, _break, _batch.Bytes);
        if (_batch.Bytes.Length > 0)
        {
            _batch.Bytes.Write((byte)'\n');
        }
    }

    private void WriteOut()
    {
        if (_segment is { Poison: { } earlier })
        {
            throw new JournalPoisonedException("The journal takes no more records since an earlier failure.", earlier);
        }

        if (_batch.Bytes.Length > 0)
        {
            _segment!.Write(_batch.Bytes.Written);
            _batch.Bytes.CutTo(0);
            _holdsAcknowledged = false;
        }
    }

    private void Keep()
    {
        _owner?.Commit();
        _kept = _segment!.Length;
        _break = _kept > 0 ? null : _break;
    }

    /// <summary>Nothing of the batch counts. Acknowledged records that were buffered are lost with it, which must not pass in silence.</summary>
    private void Lose(Exception fault)
    {
        _owner?.Rollback();
        _batch.Bytes.CutTo(0);
        if (_segment is not { } segment)
        {
            return;
        }

        if (_holdsAcknowledged && segment.Poison is null)
        {
            segment.Condemn("Buffered records that had been acknowledged could not be written.", fault);
        }

        _holdsAcknowledged = false;

        if (segment.Poison is { } poison && _folder is not null && _break is null)
        {
            segment.TryCutTo(_kept);
            _break = new JournalBreak(segment.Number, 0, _kept, poison.Message);
        }
    }

    [SuppressMessage("Performance", "CA1859", Justification = "Whatever the storage.")]
    private static int ReadWithin(IJournalStorage storage, long end, long offset, Memory<byte> buffer)
    {
        long left = Math.Max(0, end - offset);
        return left == 0 ? 0 : storage.Read(offset, buffer.Span[..(int)Math.Min(left, buffer.Length)]);
    }
}
