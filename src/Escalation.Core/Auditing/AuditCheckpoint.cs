using System.Globalization;

namespace Escalation.Auditing;

/// <summary>How many records a log had, and the hash of the last of them. Kept outside the log, it is what makes a cut or rewritten tail detectable.</summary>
public sealed record AuditCheckpoint
{
    /// <summary>Creates a checkpoint.</summary>
    /// <param name="count">How many records, at least 0.</param>
    /// <param name="lastHash">The hash of record <paramref name="count"/>, 64 lower-case hex digits; zeros when there is none.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the count is below 0.</exception>
    /// <exception cref="ArgumentException">Thrown when the hash is not 64 lower-case hex digits.</exception>
    public AuditCheckpoint(long count, string lastHash)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Count = count;
        LastHash = AuditHash.IsHash(lastHash) ? lastHash : throw new ArgumentException("lastHash must be 64 lower-case hex digits.", nameof(lastHash));
    }

    /// <summary>How many records the log had.</summary>
    public long Count { get; }

    /// <summary>The hash of the last of them.</summary>
    public string LastHash { get; }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <param name="text">Count and hash, joined by a colon.</param>
    /// <exception cref="FormatException">Thrown when the text is not a checkpoint.</exception>
    public static AuditCheckpoint Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && long.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out long count) && AuditHash.IsHash(text[(colon + 1)..])
            ? new AuditCheckpoint(count, text[(colon + 1)..])
            : throw new FormatException("A checkpoint reads COUNT:HASH with 64 lower-case hex digits.");
    }

    /// <summary>Count and hash, joined by a colon.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count}:{LastHash}");
}
