namespace Escalation.Journal;

/// <summary>Thrown at opening when a complete line of the journal, the last one included, is damaged or the file is no journal. The file is left as it is, as evidence; start a new one.</summary>
public sealed class JournalDamagedException : JournalException
{
    /// <summary>Creates the exception.</summary>
    public JournalDamagedException()
        : this("The journal is damaged.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is damaged.</param>
    public JournalDamagedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is damaged.</param>
    /// <param name="innerException">The cause.</param>
    public JournalDamagedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="record">The first damaged record, from 1.</param>
    /// <param name="offset">The byte at which it begins, from 0.</param>
    /// <param name="damage">What is wrong with it.</param>
    public JournalDamagedException(long record, long offset, string damage)
        : this(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Record {record} at byte {offset} is damaged: {damage} The file is left as it is."))
    {
        Record = record;
        Offset = offset;
        Damage = damage;
    }

    /// <summary>The first damaged record, from 1; 0 when unknown.</summary>
    public long Record { get; }

    /// <summary>The byte at which it begins, from 0.</summary>
    public long Offset { get; }

    internal string Damage { get; } = "it is damaged.";
}
