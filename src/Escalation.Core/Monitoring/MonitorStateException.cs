namespace Escalation.Monitoring;

/// <summary>A document is not the saved state of a monitor or of a continual calibration that this library reads.</summary>
public sealed class MonitorStateException : FormatException
{
    /// <summary>Creates the exception.</summary>
    public MonitorStateException()
        : this("The document is not a saved state.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, in one line.</param>
    public MonitorStateException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, in one line.</param>
    /// <param name="innerException">What was thrown.</param>
    public MonitorStateException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
