using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Escalation.Experiments.Splits;

/// <summary>The rows as CSV, numbers in shortest round-trip form.</summary>
internal static class SplitsCsv
{
    private static readonly string[] Header =
    [
        "data_set", "model", "rule", "score", "population", "n", "alpha", "delta", "splits", "certified", "exact_certified", "mean_rate", "exact_mean_rate",
        "violations", "violation_rate", "exact_violation", "interval_lower", "interval_upper", "inside",
    ];

    internal static string Write(SplitsResult result)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }, leaveOpen: true))
        {
            WriteLine(csv, Header);
            foreach (SplitRow row in result.Rows)
            {
                WriteLine(csv, Fields(row));
            }
        }

        return text.ToString();
    }

    private static void WriteLine(CsvWriter csv, IEnumerable<string> fields)
    {
        foreach (string field in fields)
        {
            csv.WriteField(field);
        }

        csv.NextRecord();
    }

    private static string[] Fields(SplitRow row) =>
    [
        row.Case.Pool.DataSet,
        row.Case.Pool.Model,
        row.Case.Rule,
        row.Case.ScoreId,
        Whole(row.Case.Pool.Size),
        Whole(row.Case.Draws),
        Number(row.Case.Alpha),
        Number(row.Case.Delta),
        Whole(row.Splits),
        Whole(row.Certified),
        Number(row.Law.Certified),
        Number(row.MeanRate),
        Number(row.Law.MeanRate),
        Whole(row.Violations),
        Number((double)row.Violations / row.Splits),
        Number(row.Law.Violation),
        Whole(row.Interval.Lower),
        Whole(row.Interval.Upper),
        row.Inside ? "yes" : "no",
    ];

    private static string Whole(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
