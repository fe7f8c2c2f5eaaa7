namespace Escalation.Probes;

/// <summary>Thrown when a probe is to be used on activations that it was not trained on; the message names the part that differs.</summary>
public sealed class ProbeMismatchException : ArgumentException
{
    /// <summary>Creates the exception.</summary>
    public ProbeMismatchException()
        : this("The probe was not trained on these activations.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What differs.</param>
    public ProbeMismatchException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What differs.</param>
    /// <param name="innerException">The cause.</param>
    public ProbeMismatchException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
