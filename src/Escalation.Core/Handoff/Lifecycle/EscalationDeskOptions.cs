using Escalation.Handoff.Routing;

namespace Escalation.Handoff.Lifecycle;

/// <summary>How a desk looks after escalations.</summary>
public sealed record EscalationDeskOptions
{
    /// <summary>How soon somebody must take over where the queue itself sets no limit, by the wall clock from the queue's next opening; 8 hours unless given. Null for no limit: users may then wait for ever.</summary>
    public TimeSpan? AcceptWithin { get; init => field = Within(value, nameof(AcceptWithin)); } = TimeSpan.FromHours(8);

    /// <summary>How soon the person who took over must resolve it, by the wall clock; null, the default, for no limit. Past it the second route gets it.</summary>
    public TimeSpan? ResolveWithin { get; init => field = Within(value, nameof(ResolveWithin)); }

    /// <summary>How soon a person who resolved it should hand the conversation back, by the wall clock; 4 hours unless given. The person is reminded; past it the agent stays silent all the same, for only a person can end that. Null reminds of nothing.</summary>
    public TimeSpan? HandBackWithin { get; init => field = Within(value, nameof(HandBackWithin)); } = TimeSpan.FromHours(4);

    /// <summary>When to remind, in parts of the way to the deadline, ascending, each in (0, 1); a half and nine tenths unless given. While an escalation waits in a queue with hours, the way is its open time. As many reminders as entries, and none without a deadline.</summary>
    public IReadOnlyList<double> RemindAt { get; init => field = Parts(value); } = [0.5, 0.9];

    /// <summary>How many routes an escalation has at most, at least 1; 4 unless given. No queue gets it twice in any case.</summary>
    public int MaximumAttempts { get; init => field = Guard.AtLeast(value, 1, nameof(MaximumAttempts)); } = 4;

    /// <summary>After how long an escalation that its channel has not confirmed is sent again; above 0, 1 minute unless given.</summary>
    public TimeSpan RedeliverAfter { get; init => field = Within(value, nameof(RedeliverAfter))!.Value; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a channel may take for one package; above 0, 2 seconds unless given: below the runtime's own limit, so that a second route has time too.</summary>
    public TimeSpan SendTimeout { get; init => field = Within(value, nameof(SendTimeout))!.Value; } = TimeSpan.FromSeconds(2);

    /// <summary>How often <see cref="EscalationDesk.RunAsync"/> looks for what is due; above 0, 10 seconds unless given.</summary>
    public TimeSpan SweepInterval { get; init => field = Within(value, nameof(SweepInterval))!.Value; } = TimeSpan.FromSeconds(10);

    /// <summary>Are told of every event.</summary>
    public IReadOnlyList<IEscalationObserver> Observers { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = [];

    /// <summary>The clock; the system's unless given.</summary>
    public TimeProvider Time { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = TimeProvider.System;

    private static TimeSpan? Within(TimeSpan? value, string name) => value is not { } span || (span > TimeSpan.Zero && span <= BusinessHours.MaximumSpan)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} must be above 0 and at most 366 days.");

    private static IReadOnlyList<double> Parts(IReadOnlyList<double> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        double before = 0.0;
        foreach (double part in value)
        {
            if (!(part > before && part < 1.0))
            {
                Guard.OutOfRange(nameof(RemindAt), "ascending parts strictly between 0 and 1", part);
            }

            before = part;
        }

        return value;
    }
}
