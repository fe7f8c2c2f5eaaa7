namespace Escalation.Decisions;

/// <summary>When the thresholds of a policy's triggers go out of date, those inside compositions included.</summary>
/// <remarks>Immutable. A policy whose thresholds never expire has none of these and reads no clock for them.</remarks>
internal sealed class PolicyExpiry
{
    private readonly long[] _utcTicks;

    private PolicyExpiry(long[] utcTicks) => _utcTicks = utcTicks;

    /// <summary>The earliest expiry of all.</summary>
    internal DateTimeOffset Earliest => new(_utcTicks.Min(), TimeSpan.Zero);

    /// <summary>The expiries of triggers in a policy's order; null when none expires.</summary>
    internal static PolicyExpiry? Of(IEnumerable<object> triggers)
    {
        long[] utcTicks = [.. triggers.Select(EarliestIn)];
        return Array.TrueForAll(utcTicks, ticks => ticks == long.MaxValue) ? null : new PolicyExpiry(utcTicks);
    }

    /// <summary>Whether a trigger rests on a threshold that is out of date.</summary>
    internal bool IsStale(int index, long nowUtcTicks) => nowUtcTicks >= _utcTicks[index];

    private static long EarliestIn(object trigger)
    {
        if (trigger is ITriggerAdapter adapter)
        {
            return EarliestIn(adapter.Inner);
        }

        long earliest = trigger is IThresholdTrigger { Threshold.Expires: { } expires } ? expires.UtcTicks : long.MaxValue;
        if (trigger is ICompositeTrigger composite)
        {
            foreach (object child in composite.Children)
            {
                earliest = Math.Min(earliest, EarliestIn(child));
            }
        }

        return earliest;
    }
}
