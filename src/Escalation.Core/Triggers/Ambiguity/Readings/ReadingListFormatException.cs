namespace Escalation.Triggers.Ambiguity.Readings;

/// <summary>A reply that is no list of readings. The message says what is wrong and where, never what the reply says.</summary>
public sealed class ReadingListFormatException : FormatException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong.</param>
    public ReadingListFormatException(string message)
        : base(message)
    {
    }
}
