namespace Escalation.Journal;

/// <summary>Thrown when another writer holds the journal.</summary>
public sealed class JournalLockedException : JournalException
{
    /// <summary>Creates the exception.</summary>
    public JournalLockedException()
        : this("Another writer holds the journal.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed.</param>
    public JournalLockedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed.</param>
    /// <param name="innerException">The cause.</param>
    public JournalLockedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
