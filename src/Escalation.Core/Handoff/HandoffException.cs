namespace Escalation.Handoff;

/// <summary>Thrown when a package was not handed over. The package is in it, so nothing is lost.</summary>
public sealed class HandoffException : Exception
{
    /// <summary>Creates the exception.</summary>
    public HandoffException()
        : this("The handoff failed.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed.</param>
    public HandoffException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed.</param>
    /// <param name="innerException">The cause.</param>
    public HandoffException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="failure">Why the package was not handed over.</param>
    /// <param name="package">The package.</param>
    /// <param name="message">What failed, without content of the package.</param>
    /// <param name="innerException">The cause, or null.</param>
    public HandoffException(HandoffFailure failure, ContextPackage package, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Failure = failure;
        Package = package;
    }

    /// <summary>Why the package was not handed over.</summary>
    public HandoffFailure Failure { get; }

    /// <summary>The package, or null when it is unknown.</summary>
    public ContextPackage? Package { get; }
}
