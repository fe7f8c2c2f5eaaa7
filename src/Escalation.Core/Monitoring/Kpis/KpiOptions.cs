namespace Escalation.Monitoring.Kpis;

/// <summary>How key figures are computed from an audit log.</summary>
public sealed record KpiOptions
{
    /// <summary>The error level of each interval, both ends together; 0.05 unless given. Intervals are not corrected for their number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the value is not strictly between 0 and 1.</exception>
    public double Delta { get; init => field = Guard.OpenProbability(value, nameof(Delta)); } = 0.05;

    /// <summary>Whether intervals take all tasks as independent, those of one conversation too, which makes them narrower than the data warrant; false unless given. See <see cref="KpiProportion"/>.</summary>
    public bool TasksAreIndependent { get; init; }

    /// <summary>The probability with which any change alarm at all may be false, however often the log is looked at; 0.05 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the value is not strictly between 0 and 1.</exception>
    public double AlarmDelta { get; init => field = Guard.OpenProbability(value, nameof(AlarmDelta)); } = 0.05;

    /// <summary>The length of a period of the trends; a day unless given. Periods begin at whole multiples since the first day of the year 1, so that days and weeks (from Monday) begin at midnight UTC.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the value is below a second or above 366 days.</exception>
    public TimeSpan Period { get; init => field = value >= TimeSpan.FromSeconds(1) && value <= TimeSpan.FromDays(366) ? value : throw new ArgumentOutOfRangeException(nameof(Period), value, "Period must be from a second to 366 days."); } = TimeSpan.FromDays(1);

    /// <summary>Within which time from the decision on a person should have accepted; 15 minutes unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the value is not above zero and at most 366 days.</exception>
    public TimeSpan AcceptWithin { get; init => field = RequireTarget(value, nameof(AcceptWithin)); } = TimeSpan.FromMinutes(15);

    /// <summary>Within which time from the decision on an escalation should be resolved; a day unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the value is not above zero and at most 366 days.</exception>
    public TimeSpan ResolveWithin { get; init => field = RequireTarget(value, nameof(ResolveWithin)); } = TimeSpan.FromDays(1);

    /// <summary>Whether the decisions of shadow mode are counted, which were recorded and never enforced, instead of the enforced ones.</summary>
    public bool Shadow { get; init; }

    /// <summary>How many tasks are held in memory until what became of them is known; a million unless given. The oldest are closed as they stand when there are more, and what comes later for them counts as an orphan.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the value is below 1.</exception>
    public int MaximumOpenTasks { get; init => field = Guard.AtLeast(value, 1, nameof(MaximumOpenTasks)); } = 1_000_000;

    /// <summary>How many policies, classes and triggers are told apart, each; 64 unless given. The tasks of later ones are in the totals and in no segment.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the value is below 0.</exception>
    public int MaximumSegments { get; init => field = Guard.AtLeast(value, 0, nameof(MaximumSegments)); } = 64;

    private static TimeSpan RequireTarget(TimeSpan value, string name) => value > TimeSpan.Zero && value <= TimeSpan.FromDays(366)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} must be above zero and at most 366 days.");
}
