using Escalation.Statistics;

namespace Escalation.Monitoring.Kpis;

/// <summary>A proportion with its two-sided interval.</summary>
/// <remarks>
/// Immutable. Escalations of one conversation are not independent: where a conversation has two of the tasks or more, the interval is by <see cref="KpiIntervalMethod.KornGraubard"/> on conversations, unless
/// <see cref="KpiOptions.TasksAreIndependent"/> says otherwise; else it is exact. <see cref="Method"/> says which was used.
/// </remarks>
public sealed record KpiProportion
{
    internal KpiProportion(long count, long total, double delta, string reason, (int[] Successes, int[] Sizes)? conversations = null)
    {
        Count = count;
        Total = total;
        Reason = total == 0 ? reason : null;
        if (conversations is { Successes: var successes, Sizes: var sizes })
        {
            Method = KpiIntervalMethod.KornGraubard;
            Conversations = sizes.Length;
            EffectiveTotal = ClusteredProportion.EffectiveTrials(successes, sizes, delta);
            Interval = ClusteredProportion.Interval(successes, sizes, delta);
        }
        else
        {
            EffectiveTotal = total;
            Interval = ClopperPearson.Interval(count, total, delta);
        }
    }

    /// <summary>How many of them.</summary>
    public long Count { get; private init; }

    /// <summary>Out of how many.</summary>
    public long Total { get; }

    /// <summary>The proportion; null when there is nothing to divide by.</summary>
    public double? Value => Total == 0 ? null : (double)Count / Total;

    /// <summary>The interval; [0, 1] when nothing is known.</summary>
    public BinomialInterval Interval { get; private init; }

    /// <summary>How the interval was made.</summary>
    public KpiIntervalMethod Method { get; }

    /// <summary>How many conversations the tasks are of, one without an id counting by itself; null where the interval takes tasks as independent.</summary>
    public int? Conversations { get; }

    /// <summary>How many independent tasks the interval rests on; <see cref="Total"/> where it takes them as independent.</summary>
    public long EffectiveTotal { get; }

    /// <summary>Why there is no value; null when there is one.</summary>
    public string? Reason { get; }

    /// <summary>The proportion of the others.</summary>
    internal KpiProportion Complement() => this with { Count = Total - Count, Interval = new BinomialInterval(1.0 - Interval.Upper, 1.0 - Interval.Lower) };
}
