namespace Escalation.Runtime;

/// <summary>Thrown when an outcome is reported for a turn on which no decision is known.</summary>
public sealed class UnknownDecisionException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    public UnknownDecisionException()
        : this("The decision is unknown.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is unknown.</param>
    public UnknownDecisionException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is unknown.</param>
    /// <param name="innerException">The cause.</param>
    public UnknownDecisionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
