namespace Escalation.Prediction;

/// <summary>Thrown when a document is not a saved predictor, is damaged, or is one for another schema; the message says which.</summary>
public sealed class PredictorFormatException : FormatException
{
    /// <summary>Creates the exception.</summary>
    public PredictorFormatException()
        : this("The document is not a saved predictor.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong.</param>
    public PredictorFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause.</param>
    public PredictorFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
