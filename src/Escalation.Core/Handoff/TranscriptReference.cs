using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>Where a transcript is that is too long to travel, and how to know it.</summary>
/// <param name="Location">Its address, an absolute URI; null when it was erased.</param>
/// <param name="Steps">How many steps it has; at least 0.</param>
public sealed record TranscriptReference(Uri? Location, long Steps)
{
    /// <summary>How many steps it has; at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the number is negative.</exception>
    public long Steps { get; init; } = Steps >= 0
        ? Steps
        : throw new ArgumentOutOfRangeException(nameof(Steps), Steps, string.Create(CultureInfo.InvariantCulture, $"Steps must be at least 0, but was {Steps}."));

    /// <summary>The SHA-256 of the document as 64 lower-case hex digits; null when the library did not write it.</summary>
    /// <exception cref="ArgumentException">Thrown when the value is not such a hash.</exception>
    public string? Sha256
    {
        get;
        init => field = value is null || AttachmentReference.IsHash(value)
            ? value
            : throw new ArgumentException($"Sha256 must be 64 lower-case hex digits, but has {value.Length} characters.", nameof(value));
    }
}
