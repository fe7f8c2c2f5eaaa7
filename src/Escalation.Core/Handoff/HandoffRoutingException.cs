namespace Escalation.Handoff;

/// <summary>Thrown when routes cannot work as written: a key without a queue, a queue without an owner, a name used twice.</summary>
public sealed class HandoffRoutingException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    public HandoffRoutingException()
        : this("The routes cannot work.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is refused, and why.</param>
    public HandoffRoutingException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is refused, and why.</param>
    /// <param name="innerException">The cause.</param>
    public HandoffRoutingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
