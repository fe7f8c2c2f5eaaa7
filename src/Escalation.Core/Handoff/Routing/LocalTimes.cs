namespace Escalation.Handoff.Routing;

/// <summary>Turns local times into instants, those that a change of the clocks skips or repeats included.</summary>
internal static class LocalTimes
{
    private const int LongestGapMinutes = 25 * 60;

    /// <summary>The instant of a local time. One that does not exist becomes the end of the gap; of one that comes twice, the first or the last.</summary>
    internal static DateTimeOffset ToUtc(DateTime local, TimeZoneInfo zone, bool last)
    {
        DateTime existing = local;
        for (int i = 0; i < LongestGapMinutes && zone.IsInvalidTime(existing); i++)
        {
            existing = existing.AddMinutes(1);
        }

        TimeSpan offset = zone.GetUtcOffset(existing);
        if (zone.IsAmbiguousTime(existing))
        {
            TimeSpan[] offsets = zone.GetAmbiguousTimeOffsets(existing);
            offset = last ? offsets.Min() : offsets.Max();
        }

        return new DateTimeOffset(existing - offset, TimeSpan.Zero);
    }
}
