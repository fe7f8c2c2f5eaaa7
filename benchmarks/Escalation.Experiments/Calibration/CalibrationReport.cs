using System.Globalization;
using System.Text;

namespace Escalation.Experiments.Calibration;

/// <summary>The figures as a table for people.</summary>
internal static class CalibrationReport
{
    internal static string Write(IReadOnlyList<CalibrationRow> rows, ulong seed)
    {
        var text = new StringBuilder();
        text.Append(string.Create(CultureInfo.InvariantCulture, $"{"data set",-14}{"figure",-78}{"value",10}  {"reference",-11}bar\n"));
        foreach (CalibrationRow row in rows)
        {
            string bar = row.Reference is not null ? "the same" : row.Least is { } least ? string.Create(CultureInfo.InvariantCulture, $">= {least:0.####}") : row.Most is { } most ? string.Create(CultureInfo.InvariantCulture, $"<= {most:0.####}") : "";
            text.Append(string.Create(CultureInfo.InvariantCulture, $"{row.Data,-14}{row.Figure,-78}{row.Value,10:0.0000}  {row.Reference,-11}{bar}{(row.MeetsBar ? "" : "  MISSED")}").TrimEnd()).Append('\n');
        }

        return text.Append('\n').Append(VerbalisedFigures.Verdict(rows)).Append(string.Create(CultureInfo.InvariantCulture, $"\n\nCells are a model, a data set and R = 2, 4 or 10; costs are in units of a wrong act. {CostFigures.Folds} folds, seed {seed}. Guarded: the confidence is used where the other folds show by two standard errors that it pays.\n")).ToString();
    }
}
