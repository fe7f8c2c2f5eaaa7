namespace Escalation.Handoff;

/// <summary>What was erased, masked or hashed in a package: fields, classes and counts, never a value.</summary>
/// <param name="Counts">The counts, by field, class and method in ordinal order; empty when nothing was redacted.</param>
/// <param name="KeyId">The name of the key of hashed values, or null when none was hashed.</param>
public sealed record RedactionReport(IReadOnlyList<RedactionCount> Counts, string? KeyId = null)
{
    /// <summary>Nothing was redacted.</summary>
    public static RedactionReport Nothing { get; } = new([]);

    /// <summary>How many values were redacted in all.</summary>
    public long Total => Counts.Sum(static count => (long)count.Count);
}
