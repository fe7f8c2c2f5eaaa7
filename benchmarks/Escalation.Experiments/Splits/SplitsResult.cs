namespace Escalation.Experiments.Splits;

/// <summary>Everything that the experiment found.</summary>
internal sealed record SplitsResult
{
    /// <summary>The number of splits of each row.</summary>
    internal required int Splits { get; init; }

    /// <summary>The seed.</summary>
    internal required ulong Seed { get; init; }

    /// <summary>One row for each promise on each pool.</summary>
    internal required IReadOnlyList<SplitRow> Rows { get; init; }

    /// <summary>The rows of each rule together.</summary>
    internal required IReadOnlyList<PooledRows> Pooled { get; init; }

    /// <summary>The comparison with a finite evaluation split; null where no pool allows it.</summary>
    internal required EvaluationSplit? Evaluation { get; init; }

    /// <summary>Whether everything measured lies in its interval, and no exact violation probability exceeds the error level.</summary>
    internal bool Agrees => Pooled.All(static pooled => pooled.Inside) && Rows.All(static row => row.Law.Violation <= row.Case.Delta) && Evaluation?.Inside != false;
}
