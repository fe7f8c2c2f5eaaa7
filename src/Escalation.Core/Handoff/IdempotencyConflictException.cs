namespace Escalation.Handoff;

/// <summary>Thrown when something comes under an id that something else has used already. It is a mistake of the caller: neither of the two may stand for the other.</summary>
public sealed class IdempotencyConflictException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    public IdempotencyConflictException()
        : this("The id was used for other content.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What conflicts.</param>
    public IdempotencyConflictException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What conflicts.</param>
    /// <param name="innerException">The cause.</param>
    public IdempotencyConflictException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The id, or null when unknown.</summary>
    public string? Id { get; private init; }

    internal static IdempotencyConflictException For(string id) => new($"Id '{id}' was used for other content.") { Id = id };
}
