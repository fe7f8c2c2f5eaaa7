using Escalation.Journal;

namespace Escalation.Handoff.Lifecycle;

/// <summary>Reads the journal of a store when it is opened.</summary>
internal sealed class EscalationJournal : IJournalFormat
{
    private const string Checksum = "crc";

    private readonly List<JournalBreak> _gaps = [];
    private EscalationIndex? _rewritten;
    private bool _isDamaged;
    private long _segment;

    /// <summary>All that counts follows, up to <see cref="Rewritten"/>.</summary>
    internal static byte[] Rewriting { get; } = LineChecksum.Seal("{\"v\":1,\"rewrite\":\"begins\"}"u8.ToArray());

    /// <summary>Of what was before <see cref="Rewriting"/>, only what was written since counts.</summary>
    internal static byte[] Rewritten { get; } = LineChecksum.Seal("{\"v\":1,\"rewrite\":\"ends\"}"u8.ToArray());

    /// <summary>What counts.</summary>
    internal EscalationIndex Index { get; private set; } = new();

    /// <summary>Events whose predecessors are gone, though no segment is damaged: somebody removed one.</summary>
    internal IReadOnlyList<JournalBreak> Gaps => _gaps;

    internal static byte[] Write(EscalationEvent happened) => LineChecksum.Seal(EscalationEventJson.ToUtf8Bytes(happened));

    public void BeginSegment(long segment) => _segment = segment;

    public void OnDamage(JournalBreak damage)
    {
        _isDamaged = true;
        _rewritten = null;
    }

    public string? Check(long position, ReadOnlyMemory<byte> record)
    {
        if (record.Span.SequenceEqual(Rewriting))
        {
            _rewritten = new EscalationIndex();
            return null;
        }

        if (record.Span.SequenceEqual(Rewritten))
        {
            // Without the whole of it, all that was before it counts on.
            Take();
            return null;
        }

        if (!LineChecksum.IsSealed(record.Span))
        {
            return "The line's checksum is not that of its bytes.";
        }

        try
        {
            EscalationEvent happened = EscalationEventJson.Parse(record, Checksum);
            string id = TicketId.Parse(happened.Ticket).EscalationId;
            _rewritten?.Restore(id, happened);
            if (!Index.Restore(id, happened) && !_isDamaged && (_gaps.Count == 0 || _gaps[^1].Segment != _segment))
            {
                // It cannot count alone; its neighbours do. One word a segment is enough.
                _gaps.Add(new JournalBreak(_segment, position, 0, "Events before this one are missing."));
            }

            return null;
        }
        catch (ArgumentException) when (_isDamaged)
        {
            // Behind a damaged segment, which is reported, what an event followed may be gone.
            return null;
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException)
        {
            return fault.Message;
        }
    }

    public bool CanBegin(ReadOnlySpan<byte> bytes) => !bytes.IsEmpty && bytes[0] == (byte)'{';

    private void Take()
    {
        if (_rewritten is { } rewritten)
        {
            Index = rewritten;
            _gaps.Clear();
        }

        _rewritten = null;
    }
}
