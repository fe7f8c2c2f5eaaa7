using Escalation.Calibration.Grouping;
using Escalation.Tool.Output;

namespace Escalation.Tool.Input;

/// <summary>Reads scores and losses, refusing the first value that is not one.</summary>
internal static class ScoreTableReader
{
    /// <summary>So many rows show whether ids repeat; to keep the ids of all would take more memory than the scores.</summary>
    internal const int WatchedRows = 100_000;

    /// <summary>Reads the whole table.</summary>
    /// <param name="path">A file, or <c>-</c>.</param>
    /// <param name="columns">Which columns to read.</param>
    /// <param name="console">Supplies standard input.</param>
    /// <exception cref="ToolException">Thrown at the first offending value; the message names file, line, column and value.</exception>
    internal static ScoreTable Read(string path, ScoreColumns columns, ToolConsole console) =>
        InputSource.Guarded(path, () => ReadTable(path, columns, console));

    /// <summary>Reads several tables with the same columns, one after another.</summary>
    /// <exception cref="ToolException">Thrown at the first offending value of the first faulty file.</exception>
    internal static ScoreTable ReadAll(IReadOnlyList<string> paths, ScoreColumns columns, ToolConsole console)
    {
        ScoreTable[] tables = [.. paths.Select(path => Read(path, columns, console))];
        return tables is [ScoreTable only]
            ? only
            : new ScoreTable(string.Join(", ", paths), [.. tables.SelectMany(table => table.Scores)], [.. tables.SelectMany(table => table.Losses)])
            {
                LossesEscalate = [.. tables.SelectMany(table => table.LossesEscalate)],
                Groups = [.. tables.SelectMany(table => table.Groups)],
                Clusters = [.. tables.SelectMany(table => table.Clusters)],
                Weights = [.. tables.SelectMany(table => table.Weights)],
            };
    }

    private static ScoreTable ReadTable(string path, ScoreColumns columns, ToolConsole console)
    {
        using TableReader table = TableReader.Open(path, console);
        int score = table.IndexOf(columns.Score);
        int loss = IndexOf(table, columns.Loss);
        int lossEscalate = IndexOf(table, columns.LossEscalate);
        int group = IndexOf(table, columns.Group);
        int cluster = IndexOf(table, columns.Cluster);
        int weight = IndexOf(table, columns.Weight);
        (int Column, List<string> Values)[] watched = columns.WatchIds ? [.. Unused(table, columns).Select(static column => (column, new List<string>()))] : [];
        UniqueIds? ids = columns.Id is null ? null : new UniqueIds(table, table.IndexOf(columns.Id));
        var scores = new List<double>();
        var losses = new List<double>();
        var lossesEscalate = new List<double>();
        var groups = new List<string>();
        var clusters = new List<string>();
        var weights = new List<double>();
        while (table.Read())
        {
            ids?.Add();
            scores.Add(table.GetNumber(score));
            if (loss >= 0)
            {
                losses.Add(GetLoss(table, loss, columns.AllowsDegrees));
            }

            if (lossEscalate >= 0)
            {
                lossesEscalate.Add(GetLoss(table, lossEscalate, columns.AllowsDegrees));
            }

            if (group >= 0)
            {
                groups.Add(table.GetName(group, "group"));
            }

            if (cluster >= 0)
            {
                clusters.Add(table.GetName(cluster, "cluster"));
            }

            if (weight >= 0)
            {
                weights.Add(GetWeight(table, weight, columns.MaxWeight));
            }

            foreach ((int column, List<string> values) in scores.Count <= WatchedRows ? watched : [])
            {
                values.Add(WatchedText(table, column));
            }
        }

        return scores.Count > 0
            ? new ScoreTable(table.Name, [.. scores], [.. losses])
            {
                LossesEscalate = [.. lossesEscalate],
                Groups = [.. groups],
                Clusters = [.. clusters],
                Weights = [.. weights],
                Ids = [.. watched.Select(one => (table.Columns[one.Column], one.Values.ToArray()))],
            }
            : throw new ToolException($"{table.Name}: there are no rows after the header");
    }

    /// <summary>The columns that have the name of one of ids and no other part.</summary>
    private static IEnumerable<int> Unused(TableReader table, ScoreColumns columns)
    {
        string?[] used = [columns.Score, columns.Loss, columns.LossEscalate, columns.Group, columns.Cluster, columns.Weight, columns.Id];
        return Enumerable.Range(0, table.Columns.Count).Where(column => RepeatDetection.NamesIds(table.Columns[column]) && !used.Contains(table.Columns[column], StringComparer.Ordinal));
    }

    /// <summary>The text of a cell that has no part in the calibration; blank where it is no valid text, which must not refuse the file.</summary>
    private static string WatchedText(TableReader table, int column)
    {
        try
        {
            return table.Get(column).Raw;
        }
        catch (ToolException)
        {
            return "";
        }
    }

    private static int IndexOf(TableReader table, string? column) => column is null ? -1 : table.IndexOf(column);

    private static double GetLoss(TableReader table, int column, bool allowsDegrees)
    {
        double loss = table.GetNumber(column);
        if (loss is 0.0 or 1.0 || (allowsDegrees && loss is > 0.0 and < 1.0))
        {
            return loss;
        }

        string value = ErrorText.Quote(table.Get(column).Raw);
        throw table.Fault(column, loss is > 0.0 and < 1.0
            ? $"{value} is neither 0 nor 1, which is what this test counts; for losses between them use --max-risk with --method wsr or hb"
            : $"{value} is not a loss: losses are from 0 (right) to 1 (wrong)");
    }

    private static double GetWeight(TableReader table, int column, double most)
    {
        double weight = table.GetNumber(column);
        return weight >= 0.0 && weight <= most
            ? weight
            : throw table.Fault(column, $"{ErrorText.Quote(table.Get(column).Raw)} is not a weight from 0 to the largest one, {Report.Number(most)}");
    }
}
