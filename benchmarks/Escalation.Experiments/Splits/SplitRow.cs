using Escalation.Calibration.Populations;
using Escalation.Statistics;

namespace Escalation.Experiments.Splits;

/// <summary>What happened over all splits of one case, beside what was to be expected.</summary>
internal sealed record SplitRow
{
    /// <summary>The false-alarm probability of each interval, both sides together: two hundred rows on new seeds raise an alarm once in five thousand runs.</summary>
    internal const double FalseAlarm = 1e-6;

    /// <summary>The case.</summary>
    internal required SplitCase Case { get; init; }

    /// <summary>The number of splits.</summary>
    internal required int Splits { get; init; }

    /// <summary>In how many of them a threshold was certified.</summary>
    internal required int Certified { get; init; }

    /// <summary>The mean share of the pool that was delegated (budget) or acted on (risk), 0 where nothing was certified.</summary>
    internal required double MeanRate { get; init; }

    /// <summary>In how many of them the pool breaks the promise.</summary>
    internal required int Violations { get; init; }

    /// <summary>The exact law.</summary>
    internal required PopulationLaw Law { get; init; }

    /// <summary>The violations that the exact probability explains.</summary>
    internal CountInterval Interval => BinomialAcceptance.Of(Splits, Law.Violation, FalseAlarm);

    /// <summary>Whether the violations are among them.</summary>
    internal bool Inside => Interval.Contains(Violations);
}
