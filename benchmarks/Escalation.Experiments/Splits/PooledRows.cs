using Escalation.Experiments.FinitePopulation;
using Escalation.Statistics;

namespace Escalation.Experiments.Splits;

/// <summary>The violations of many rows together. Rows have splits of their own, so their counts are independent and the sum is a far sharper check than any row.</summary>
internal sealed record PooledRows
{
    private const string All = "all";

    private PooledRows(string dataSet, string rule, IReadOnlyList<SplitRow> rows)
    {
        DataSet = dataSet;
        Rule = rule;
        Rows = rows.Count;
        Splits = rows.Sum(static row => (long)row.Splits);
        Violations = rows.Sum(static row => (long)row.Violations);
        Expected = rows.Sum(static row => row.Splits * row.Law.Violation);
        Interval = CountSum.Interval(rows[0].Splits, rows.Select(static row => row.Law.Violation), SplitRow.FalseAlarm);
        Outside = rows.Count(static row => !row.Inside);
        LargestExpectedRate = rows.Max(static row => row.Law.Violation);
    }

    /// <summary>The rows of which data set, or of all.</summary>
    internal string DataSet { get; }

    /// <summary>The rows of which rule, or of all.</summary>
    internal string Rule { get; }

    /// <summary>How many rows there are.</summary>
    internal int Rows { get; }

    /// <summary>How many of them lie outside their own interval.</summary>
    internal int Outside { get; }

    /// <summary>The splits of all rows.</summary>
    internal long Splits { get; }

    /// <summary>The violations of all rows.</summary>
    internal long Violations { get; }

    /// <summary>The exact expectation of <see cref="Violations"/>.</summary>
    internal double Expected { get; }

    /// <summary>The exact interval of <see cref="Violations"/>.</summary>
    internal CountInterval Interval { get; }

    /// <summary>The largest exact violation probability of a row.</summary>
    internal double LargestExpectedRate { get; }

    /// <summary>Whether every row, and their sum, is inside its interval.</summary>
    internal bool Inside => Outside == 0 && Interval.Contains(Violations);

    /// <summary>Each rule on each data set, each rule on all of them, and all rows.</summary>
    /// <param name="rows">At least one row; all with the same number of splits.</param>
    internal static IReadOnlyList<PooledRows> Of(IReadOnlyList<SplitRow> rows) =>
    [
        .. rows.GroupBy(static row => (row.Case.Pool.DataSet, row.Case.Rule)).Select(static group => new PooledRows(group.Key.DataSet, group.Key.Rule, [.. group])),
        .. rows.GroupBy(static row => row.Case.Rule, StringComparer.Ordinal).Select(static group => new PooledRows(All, group.Key, [.. group])),
        new PooledRows(All, All, rows),
    ];
}
