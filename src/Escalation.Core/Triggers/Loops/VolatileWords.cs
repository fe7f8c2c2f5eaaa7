using System.Collections.Frozen;

namespace Escalation.Triggers.Loops;

/// <summary>The words behind which an id stands, compared without regard to case. Immutable.</summary>
internal sealed class VolatileWords
{
    private static readonly string[] Always =
    [
        "pid", "tid", "sid", "session", "sessionid", "session_id", "session-id", "requestid", "request_id", "request-id", "traceid", "trace_id", "trace-id",
        "spanid", "span_id", "span-id", "correlationid", "correlation_id", "correlation-id", "nonce", "timestamp", "ts",
    ];

    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _words;
    private readonly ulong _ends;

    internal VolatileWords(IEnumerable<string> more)
    {
        FrozenSet<string> words = Always.Concat(more).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        _words = words.GetAlternateLookup<ReadOnlySpan<char>>();
        Longest = words.Max(word => word.Length);
        _ends = words.Aggregate(0UL, static (ends, word) => ends | Bit(word[^1]));
    }

    private static ulong Bit(char c) => 1UL << (char.ToUpperInvariant(c) & 63);

    /// <summary>The length of the longest word.</summary>
    internal int Longest { get; }

    internal static VolatileWords Default { get; } = new([]);

    /// <summary>Whether a word may end so: false rules it out.</summary>
    internal bool MayEndWith(char c) => (_ends & Bit(c)) != 0;

    internal bool Contains(ReadOnlySpan<char> word) => word.Length <= Longest && _words.Contains(word);
}
