namespace Escalation.Calibration;

/// <summary>A document is not a certificate that this library reads.</summary>
public sealed class CertificateFormatException : FormatException
{
    /// <summary>Creates the exception.</summary>
    public CertificateFormatException()
        : this("The document is not a certificate.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, in one line.</param>
    public CertificateFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, in one line.</param>
    /// <param name="innerException">What the JSON reader said.</param>
    public CertificateFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal CertificateFormatException(string? field, string message)
        : base(message) => Field = field;

    /// <summary>The field that is at fault, for example <c>grid.count</c>; null when it is the document as a whole.</summary>
    public string? Field { get; }
}
