namespace Escalation.Tool.Verbs.Demo;

/// <summary>A clock that moves a second at every look, so that the same seed writes the same audit log.</summary>
internal sealed class DemoClock : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private long _looks;

    /// <summary>In seconds, like the other hand of this clock: the audit log compares the two.</summary>
    public override long TimestampFrequency => 1;

    public override DateTimeOffset GetUtcNow() => Start.AddSeconds(Interlocked.Increment(ref _looks));

    public override long GetTimestamp() => Interlocked.Read(ref _looks);
}
