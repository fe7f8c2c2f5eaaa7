namespace Escalation.Uncertainty;

/// <summary>Thrown when recorded log-probabilities are refused; the message says where and why.</summary>
public sealed class LogProbFormatException : FormatException
{
    /// <summary>Creates the exception.</summary>
    public LogProbFormatException()
        : this("The log-probabilities are refused.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is refused, and why.</param>
    public LogProbFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is refused, and why.</param>
    /// <param name="innerException">The cause.</param>
    public LogProbFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
