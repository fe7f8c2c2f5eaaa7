namespace Escalation.Journal;

/// <summary>What an acknowledged record survives; named by what is lost. The default is the strictest.</summary>
public enum JournalDurability
{
    /// <summary>Nothing is lost: every append waits until the disk has the record. Appends that wait together share one flush of some milliseconds.</summary>
    Durable = 0,

    /// <summary>A killed process loses nothing, a power failure may lose the latest records: every append waits until the operating system has the record. Some microseconds each.</summary>
    Written,

    /// <summary>
    /// A killed process loses the records of the last <see cref="JournalOptions.FlushInterval"/>, a power failure perhaps more: an append waits for its place in the order only.
    /// An orderly close loses nothing. When a write fails later, records that were acknowledged are gone, and the journal takes no more, or begins a new segment that says so.
    /// </summary>
    Buffered,
}
