using System.Globalization;
using System.Text;

namespace Escalation.Experiments.Ambiguity;

/// <summary>The figures as a table for people.</summary>
internal static class AmbiguityReport
{
    internal static string Write(IReadOnlyList<AmbiguityRow> rows, ulong seed)
    {
        var text = new StringBuilder();
        text.Append(string.Create(CultureInfo.InvariantCulture, $"{"data set",-10}{"figure",-76}{"value",7}  {"interval",-12}{"count",7}{"of",7}  {"reference",-11}bar\n"));
        foreach (AmbiguityRow row in rows)
        {
            string interval = row.Lower is { } lower && row.Upper is { } upper ? string.Create(CultureInfo.InvariantCulture, $"{lower:0.000}..{upper:0.000}") : "";
            string bar = row.Least is { } least ? string.Create(CultureInfo.InvariantCulture, $">= {least:0.###}") : row.Most is { } most ? string.Create(CultureInfo.InvariantCulture, $"<= {most:0.###}") : "";
            text.Append(string.Create(CultureInfo.InvariantCulture, $"{row.Data,-10}{row.Figure,-76}{row.Value,7:0.000}  {interval,-12}{row.Count,7}{row.Total,7}  {row.Reference,-11}{bar}{(row.MeetsBar ? "" : "  MISSED")}").TrimEnd()).Append('\n');
        }

        return text.Append(string.Create(CultureInfo.InvariantCulture, $"\nBudgets are certified on the validation part with delta .05. Intervals: 95 %, percentiles of {Area.Resamples} resamples. Seed {seed}.\n")).ToString();
    }
}
