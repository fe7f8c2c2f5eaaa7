namespace Escalation.Decisions;

/// <summary>Thrown when a policy is refused because it could not work as written; the message names the part and the rule it breaks.</summary>
public sealed class PolicyBuildException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    public PolicyBuildException()
        : this("The policy cannot be built.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is refused, and why.</param>
    public PolicyBuildException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is refused, and why.</param>
    /// <param name="innerException">The cause.</param>
    public PolicyBuildException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
