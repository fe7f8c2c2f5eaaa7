namespace Escalation.Calibration.Counting;

/// <summary>A document does not hold the counts that this library reads.</summary>
public sealed class ThresholdCountsFormatException : FormatException
{
    /// <summary>Creates the exception.</summary>
    public ThresholdCountsFormatException()
        : this("The document does not hold threshold counts.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, in one line.</param>
    public ThresholdCountsFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, in one line.</param>
    /// <param name="innerException">What the JSON reader said.</param>
    public ThresholdCountsFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal ThresholdCountsFormatException(string field, string problem)
        : base($"The field '{field}' of the counts {problem}.") => Field = field;

    /// <summary>The field that is at fault, for example <c>grid.sha256</c> or <c>items[3]</c>; null when it is the document as a whole.</summary>
    public string? Field { get; }
}
