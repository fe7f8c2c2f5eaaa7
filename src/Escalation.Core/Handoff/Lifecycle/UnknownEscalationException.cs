namespace Escalation.Handoff.Lifecycle;

/// <summary>Thrown when somebody answers a ticket that was never given out. It may be a forgery; nothing changed.</summary>
public sealed class UnknownEscalationException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    public UnknownEscalationException()
        : this("There is no such ticket.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is unknown.</param>
    public UnknownEscalationException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is unknown.</param>
    /// <param name="innerException">The cause.</param>
    public UnknownEscalationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static UnknownEscalationException For(string ticket) => new($"No ticket '{ticket}' was ever given out.");
}
