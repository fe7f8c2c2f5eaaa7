using Escalation.Journal;

namespace Escalation.Auditing;

/// <summary>How an audit log is kept.</summary>
public sealed record AuditLogOptions
{
    /// <summary>What an acknowledged record survives; a power failure too, unless said otherwise.</summary>
    public JournalDurability Durability { get; init; } = JournalDurability.Durable;

    /// <summary>The clock; the system's unless given.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
