namespace Escalation.Probes.Files;

/// <summary>Thrown when a tensor file is refused; it names the file and the rule that the file breaks.</summary>
public sealed class TensorFileException : FormatException
{
    /// <summary>Creates the exception.</summary>
    public TensorFileException()
        : this("The tensor file is refused.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is refused, and why.</param>
    public TensorFileException(string message)
        : base(message)
    {
        FileName = "";
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is refused, and why.</param>
    /// <param name="innerException">The cause.</param>
    public TensorFileException(string message, Exception innerException)
        : base(message, innerException)
    {
        FileName = "";
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="fileName">The file, or what the caller calls the bytes.</param>
    /// <param name="rule">The rule that is broken.</param>
    /// <param name="detail">How it is broken.</param>
    public TensorFileException(string fileName, TensorFileRule rule, string detail)
        : base($"{fileName}: {detail}")
    {
        FileName = fileName;
        Rule = rule;
    }

    /// <summary>The file, or what the caller calls the bytes.</summary>
    public string FileName { get; }

    /// <summary>The rule that is broken.</summary>
    public TensorFileRule Rule { get; }
}
