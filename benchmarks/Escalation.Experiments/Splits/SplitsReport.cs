using System.Globalization;
using System.Text;

namespace Escalation.Experiments.Splits;

/// <summary>The result as a table for people.</summary>
internal static class SplitsReport
{
    private static readonly string[] Header =
    [
        "data set", "model", "rule", "N", "n", "alpha", "delta", "splits", "certified", "mean rate", "(exact)", "violations", "rate", "exact", "interval", "inside",
    ];

    private static readonly string[] PooledHeader = ["data set", "rule", "rows", "inside", "splits", "violations", "expected", "interval", "largest exact", "inside"];

    internal static string Write(SplitsResult result)
    {
        var text = new StringBuilder();
        AppendTable(text, [Header, .. result.Rows.Select(Cells)], textColumns: 3);
        text.Append(CultureInfo.InvariantCulture, $"\nRate: share of the pool delegated (budget) or acted on (risk). Exact: the probability of a violation under sampling without replacement. Interval: exact two-sided at {SplitRow.FalseAlarm:R}. Seed {result.Seed}.\n");
        text.Append('\n');
        AppendTable(text, [PooledHeader, .. result.Pooled.Select(Cells)], textColumns: 2);
        if (result.Evaluation is { } evaluation)
        {
            AppendEvaluation(text, evaluation);
        }

        return text.Append(result.Agrees ? "Everything measured agrees with what was computed.\n" : "SOMETHING MEASURED DISAGREES with what was computed.\n").ToString();
    }

    private static string[] Cells(SplitRow row) =>
    [
        row.Case.Pool.DataSet,
        row.Case.Pool.Model,
        row.Case.Rule,
        Whole(row.Case.Pool.Size),
        Whole(row.Case.Draws),
        row.Case.Alpha.ToString("R", CultureInfo.InvariantCulture),
        row.Case.Delta.ToString("R", CultureInfo.InvariantCulture),
        Whole(row.Splits),
        Rate((double)row.Certified / row.Splits),
        Rate(row.MeanRate),
        Rate(row.Law.MeanRate),
        Whole(row.Violations),
        Rate((double)row.Violations / row.Splits),
        Rate(row.Law.Violation),
        $"{Whole(row.Interval.Lower)}-{Whole(row.Interval.Upper)}",
        row.Inside ? "yes" : "NO",
    ];

    private static string[] Cells(PooledRows pooled) =>
    [
        pooled.DataSet,
        pooled.Rule,
        Whole(pooled.Rows),
        Whole(pooled.Rows - pooled.Outside),
        Whole(pooled.Splits),
        Whole(pooled.Violations),
        pooled.Expected.ToString("F1", CultureInfo.InvariantCulture),
        $"{Whole(pooled.Interval.Lower)}-{Whole(pooled.Interval.Upper)}",
        Rate(pooled.LargestExpectedRate),
        pooled.Inside ? "yes" : "NO",
    ];

    private static void AppendTable(StringBuilder text, IReadOnlyList<string[]> lines, int textColumns)
    {
        int[] widths = new int[lines[0].Length];
        foreach (string[] line in lines)
        {
            for (int column = 0; column < widths.Length; column++)
            {
                widths[column] = Math.Max(widths[column], line[column].Length);
            }
        }

        foreach (string[] line in lines)
        {
            for (int column = 0; column < widths.Length; column++)
            {
                string cell = column < textColumns ? line[column].PadRight(widths[column]) : line[column].PadLeft(widths[column]);
                text.Append(column == 0 ? "" : "  ").Append(cell);
            }

            text.Append('\n');
        }
    }

    private static void AppendEvaluation(StringBuilder text, EvaluationSplit evaluation)
    {
        IFormatProvider invariant = CultureInfo.InvariantCulture;
        text.Append(invariant, $"\nA finite evaluation split misleads. {evaluation.Pool.DataSet} {evaluation.Pool.Model}, {evaluation.Pool.Size} items without ties: {evaluation.Draws} calibrate, {evaluation.Draws} others evaluate, budget {evaluation.Budget:R} at delta {SplitsPlan.Delta:R}, {evaluation.Splits} splits.\n");
        text.Append(invariant, $"  whole pool above the budget:       {Share(evaluation.PoolViolations, evaluation)}, exact {evaluation.PoolProbability:P1}, interval {evaluation.PoolInterval.Lower}-{evaluation.PoolInterval.Upper} (an endless population: {evaluation.EndlessProbability:P1})\n");
        text.Append(invariant, $"  evaluation split above the budget: {Share(evaluation.SplitViolations, evaluation)}, exact {evaluation.SplitProbability:P1} (beta-binomial), interval {evaluation.SplitInterval.Lower}-{evaluation.SplitInterval.Upper}\n");
        text.Append("The certificate bounds the first. The second adds the chance of the split itself and breaks no promise.\n\n");
    }

    private static string Share(int count, EvaluationSplit evaluation) => string.Create(CultureInfo.InvariantCulture, $"{count} times = {(double)count / evaluation.Splits:P1}");

    private static string Whole(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Rate(double value) => value.ToString("F4", CultureInfo.InvariantCulture);
}
