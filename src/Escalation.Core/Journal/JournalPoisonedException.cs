namespace Escalation.Journal;

/// <summary>Thrown when the journal can no longer know what the disk holds: a flush failed, a failed write could not be undone, or somebody else changed the file. It takes no more records; open it anew.</summary>
public sealed class JournalPoisonedException : JournalException
{
    /// <summary>Creates the exception.</summary>
    public JournalPoisonedException()
        : this("The journal takes no more records.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed.</param>
    public JournalPoisonedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed.</param>
    /// <param name="innerException">The cause.</param>
    public JournalPoisonedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
