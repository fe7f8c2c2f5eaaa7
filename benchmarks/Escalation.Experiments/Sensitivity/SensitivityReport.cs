using System.Globalization;
using System.Text;

namespace Escalation.Experiments.Sensitivity;

/// <summary>The figures as a table for people.</summary>
internal static class SensitivityReport
{
    public static string Write(IReadOnlyList<SensitivityRow> rows)
    {
        var text = new StringBuilder();
        text.Append(string.Create(CultureInfo.InvariantCulture, $"{"data set",-20}{"figure",-44}{"value",8}{"count",8}{"of",8}  bar\n"));
        foreach (SensitivityRow row in rows)
        {
            string bar = row.Least is { } least ? string.Create(CultureInfo.InvariantCulture, $">= {least}") : row.Most is { } most ? string.Create(CultureInfo.InvariantCulture, $"<= {most}") : "";
            text.Append(string.Create(CultureInfo.InvariantCulture, $"{row.Data,-20}{row.Figure,-44}{row.Value,8:0.000}{row.Count,8}{row.Total,8}  {bar}{(row.MeetsBar ? "" : "  MISSED")}\n"));
        }

        return text.ToString();
    }
}
