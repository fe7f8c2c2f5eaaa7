using Escalation.Calibration;
using Escalation.Tool.Input;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs;

/// <summary>Finds the columns of losses that a certificate was made from; a certificate names its score only.</summary>
internal static class LossColumn
{
    private const string LossNeeded = "--loss COL must name the column of losses";

    /// <summary>The column whose content has the certificate's hash, else the only column of losses.</summary>
    /// <exception cref="ToolException">Thrown when no column stands out; the message lists the candidates.</exception>
    internal static string Find(ScoreColumns columns, string? group, IReadOnlyList<string> files, string dataSha256, ToolConsole console) =>
        Candidates(columns, group, files, dataSha256, console) is [string only] ? only : throw Ambiguous(files, Others(files, columns, LossNeeded, console), LossNeeded);

    /// <summary>The column whose content has the certificate's hash; when none has it, every column of losses in file order.</summary>
    /// <exception cref="ToolException">Thrown when there is no column of losses; the message lists those that there are.</exception>
    internal static IReadOnlyList<string> Candidates(ScoreColumns columns, string? group, IReadOnlyList<string> files, string dataSha256, ToolConsole console)
    {
        string[] others = Others(files, columns, LossNeeded, console);
        var candidates = new List<string>();
        foreach (string column in others)
        {
            if (TryRead(files, columns with { Loss = column }, console) is not { } table)
            {
                continue;
            }

            ScoreTable own = group is null ? table : table.OfGroup(group);
            if (string.Equals(CalibrationData.Sha256(own.Scores, own.Losses), dataSha256, StringComparison.Ordinal))
            {
                return [column];
            }

            candidates.Add(column);
        }

        return candidates.Count > 0 ? candidates : throw Ambiguous(files, others, LossNeeded);
    }

    /// <summary>The two columns, of acting and of escalating, whose content has the certificate's hash; when none have it, every pair of different columns of losses in file order.</summary>
    /// <exception cref="ToolException">Thrown when there is no pair of columns of losses.</exception>
    internal static IReadOnlyList<ScoreColumns> Pairs(ScoreColumns columns, IReadOnlyList<string> files, string dataSha256, ToolConsole console)
    {
        if (columns is { Loss: not null, LossEscalate: not null })
        {
            return [columns];
        }

        string[] others = Others(files, columns, LossNeeded, console);
        var pairs = new List<ScoreColumns>();
        foreach (string act in columns.Loss is { } given ? [given] : others)
        {
            foreach (string escalate in columns.LossEscalate is { } known ? [known] : others)
            {
                ScoreColumns pair = columns with { Loss = act, LossEscalate = escalate };
                if (TryRead(files, pair, console) is not { } table)
                {
                    continue;
                }

                if (string.Equals(CalibrationData.Sha256(table.Scores, table.Losses, table.LossesEscalate), dataSha256, StringComparison.Ordinal))
                {
                    return [pair];
                }

                if (act != escalate)
                {
                    pairs.Add(pair);
                }
            }
        }

        return pairs.Count > 0 ? pairs : throw Ambiguous(files, others, "--loss-act COL and --loss-escalate COL must name the columns of losses");
    }

    /// <summary>The columns that have no part yet.</summary>
    /// <exception cref="ToolException">Thrown when the data come from standard input, which cannot be read a second time; the message says what is needed.</exception>
    internal static string[] Others(IReadOnlyList<string> files, ScoreColumns columns, string needed, ToolConsole console)
    {
        if (files.Contains(InputSource.StandardInput))
        {
            throw new ToolException($"data from standard input is read once, so {needed}");
        }

        string?[] taken = [columns.Score, columns.Group, columns.Loss, columns.Cluster];

        return InputSource.Guarded(files[0], () =>
        {
            using TableReader table = TableReader.Open(files[0], console);
            table.IndexOf(columns.Score);
            return table.Columns.Where(column => !taken.Contains(column, StringComparer.Ordinal)).ToArray();
        });
    }

    private static ToolException Ambiguous(IReadOnlyList<string> files, string[] others, string what) =>
        new($"{files[0]}: {what}; the columns beside the score are {string.Join(", ", others.Select(ErrorText.Quote))}");

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
