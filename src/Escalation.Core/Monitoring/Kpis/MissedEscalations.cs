using Escalation.Statistics;

namespace Escalation.Monitoring.Kpis;

/// <summary>How often the agent acted and was wrong, from tasks that were drawn for an audit with a known probability.</summary>
/// <remarks>
/// <para>With propensities q_i and losses L_i of the drawn tasks that have labels, the estimate is Hajek's, <c>sum(L_i / q_i) / sum(1 / q_i)</c>; Horvitz and Thompson divide by the number of acted tasks instead,
/// which is right where every acted task could have been drawn: <see cref="Represented"/> then estimates that number and should be close to it.</para>
/// <para>For the interval each labelled task is kept with probability <c>min q / q_i</c>, decided by a hash of its id, so that all that are kept had the same chance, and theirs is the interval of <see cref="KpiProportion"/>: exact, or on conversations where these have several tasks.
/// Where all propensities are equal everything is kept. It rests on labels that are missing independently of the loss; <see cref="WorstCase"/> does not.</para>
/// <para>Not every error should have been escalated: this is the upper side of the pattern's "missed-escalation rate", all of it that can be seen from labels. Immutable.</para>
/// </remarks>
public sealed record MissedEscalations
{
    /// <summary>How many tasks the agent acted on.</summary>
    public required long Acted { get; init; }

    /// <summary>How many of them were drawn.</summary>
    public required long Drawn { get; init; }

    /// <summary>How many of the drawn ones have labels.</summary>
    public required long Labelled { get; init; }

    /// <summary>How many of the labelled ones were wrong.</summary>
    public required long Wrong { get; init; }

    /// <summary><c>sum(1 / q)</c> over the drawn tasks: how many acted tasks they stand for.</summary>
    public required double Represented { get; init; }

    /// <summary>Hajek's estimate; null without labels.</summary>
    public double? Estimate { get; init; }

    /// <summary>The estimate of Horvitz and Thompson, those without a label standing for nothing; it may exceed 1. Null without labels.</summary>
    public double? HorvitzThompson { get; init; }

    /// <summary>The counts among the tasks kept for the interval, and the interval.</summary>
    public required KpiProportion Kept { get; init; }

    /// <summary>The interval when all drawn tasks without a label had been right, for its lower end, and wrong, for its upper end.</summary>
    public required BinomialInterval WorstCase { get; init; }

    /// <summary>Why there is no estimate; null when there is one.</summary>
    public string? Reason { get; init; }

    /// <summary>The development of the counts that the interval rests on.</summary>
    public required KpiTrend Trend { get; init; }

    /// <summary>Errors among acted tasks whose labels came without a draw, from complaints for example: a biased sample, for comparison only.</summary>
    public required KpiProportion Unasked { get; init; }
}
