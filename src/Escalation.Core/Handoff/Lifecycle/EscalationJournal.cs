using Escalation.Journal;

namespace Escalation.Handoff.Lifecycle;

/// <summary>Reads the journal of a store when it is opened.</summary>
internal sealed class EscalationJournal(EscalationIndex index) : IJournalFormat
{
    private const string Checksum = "crc";

    private bool _isDamaged;

    internal static byte[] Write(EscalationEvent happened) => LineChecksum.Seal(EscalationEventJson.ToUtf8Bytes(happened));

    public void OnDamage(JournalBreak damage) => _isDamaged = true;

    public string? Check(long position, ReadOnlyMemory<byte> record)
    {
        if (!LineChecksum.IsSealed(record.Span))
        {
            return "The line's checksum is not that of its bytes.";
        }

        try
        {
            EscalationEvent happened = EscalationEventJson.Parse(record, Checksum);
            bool follows = index.Restore(TicketId.Parse(happened.Ticket).EscalationId, happened);

            // Behind a damaged segment, which is reported, what an event followed may be gone; it cannot count alone.
            return follows || _isDamaged ? null : "Events before this one are missing.";
        }
        catch (ArgumentException) when (_isDamaged)
        {
            return null;
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException)
        {
            return fault.Message;
        }
    }

    public bool CanBegin(ReadOnlySpan<byte> bytes) => !bytes.IsEmpty && bytes[0] == (byte)'{';
}
