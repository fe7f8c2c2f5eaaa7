using Escalation.Calibration;
using Escalation.Tool.Input;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs;

/// <summary>Finds the column of losses that a certificate was made from; a certificate names its score only.</summary>
internal static class LossColumn
{
    /// <summary>The column whose content has the certificate's hash, else the only column of zeros and ones.</summary>
    /// <exception cref="ToolException">Thrown when no column stands out; the message lists the candidates.</exception>
    internal static string Find(IReadOnlyList<string> files, string score, string dataSha256, ToolConsole console)
    {
        if (files.Contains(InputSource.StandardInput))
        {
            throw new ToolException("data from standard input is read once, so --loss COL must name the column of losses");
        }

        string first = files[0];
        string[] others = InputSource.Guarded(first, () =>
        {
            using TableReader table = TableReader.Open(first, console);
            table.IndexOf(score);
            return table.Columns.Where(column => !string.Equals(column, score, StringComparison.Ordinal)).ToArray();
        });
        var candidates = new List<string>();
        foreach (string column in others)
        {
            if (TryRead(files, new ScoreColumns(score, column), console) is not { } table)
            {
                continue;
            }

            if (string.Equals(CalibrationData.Sha256(table.Scores, table.Losses), dataSha256, StringComparison.Ordinal))
            {
                return column;
            }

            candidates.Add(column);
        }

        return candidates is [string only]
            ? only
            : throw new ToolException($"{first}: --loss COL must name the column of losses; the columns beside the score are {string.Join(", ", others.Select(ErrorText.Quote))}");
    }

    private static ScoreTable? TryRead(IReadOnlyList<string> files, ScoreColumns columns, ToolConsole console)
    {
        try
        {
            return ScoreTableReader.ReadAll(files, columns, console);
        }
        catch (ToolException)
        {
            return null;
        }
    }
}
