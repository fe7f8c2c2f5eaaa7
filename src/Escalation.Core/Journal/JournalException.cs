namespace Escalation.Journal;

/// <summary>Thrown when an append failed. Nothing of the record remains and the journal can be used again; the derived types say when that is not so.</summary>
public class JournalException : IOException
{
    /// <summary>Creates the exception.</summary>
    public JournalException()
        : this("The journal failed.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed.</param>
    public JournalException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed.</param>
    /// <param name="innerException">The cause.</param>
    public JournalException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
