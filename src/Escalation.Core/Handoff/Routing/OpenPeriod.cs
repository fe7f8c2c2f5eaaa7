namespace Escalation.Handoff.Routing;

/// <summary>A span of opening on one local day, in minutes since its midnight: [From, To), where To beyond 1440 lies on the next day.</summary>
internal readonly record struct OpenPeriod(int From, int To)
{
    private const int MinutesOfDay = 24 * 60;

    /// <exception cref="ArgumentException">Thrown when a time is no whole minute.</exception>
    internal static OpenPeriod Of(TimeOnly from, TimeOnly to)
    {
        int opens = Minutes(from, nameof(from));
        int closes = Minutes(to, nameof(to));
        return new OpenPeriod(opens, closes > opens ? closes : closes + MinutesOfDay);
    }

    private static int Minutes(TimeOnly time, string name) => time.Ticks % TimeSpan.TicksPerMinute == 0
        ? (int)(time.Ticks / TimeSpan.TicksPerMinute)
        : throw new ArgumentException($"{name} must be a whole minute, but was {time:o}.", name);
}
