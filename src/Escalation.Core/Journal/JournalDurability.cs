namespace Escalation.Journal;

/// <summary>What an acknowledged record survives; named by what is lost. The default is the strictest.</summary>
public enum JournalDurability
{
    /// <summary>Nothing is lost: every append waits until the disk has the record. Some milliseconds each.</summary>
    Durable = 0,

    /// <summary>A killed process loses nothing, a power failure may lose the latest records: every append waits until the operating system has the record. Some microseconds each.</summary>
    Written,
}
