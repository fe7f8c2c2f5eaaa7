using Escalation.Tool.Input;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Train;

/// <summary>The columns of a training, in file order.</summary>
internal sealed class LabelTable
{
    private readonly List<double> _targets = [];
    private readonly List<double> _probe = [];
    private readonly List<double> _expert = [];
    private readonly List<int> _groups = [];

    /// <summary>Labels 0 or 1, or values from -1 to 1.</summary>
    internal double[] Targets => [.. _targets];

    /// <summary>Targets as labels.</summary>
    internal bool[] Labels => [.. _targets.Select(static target => target == 1.0)];

    /// <summary>The probe's probabilities; empty when none were asked for.</summary>
    internal double[] Probe => [.. _probe];

    /// <summary>The expert's probabilities; empty when none were asked for.</summary>
    internal double[] Expert => [.. _expert];

    /// <summary>The number of each row's group, from 0 in the order of their appearance; empty when none were asked for.</summary>
    internal int[] Groups => [.. _groups];

    /// <summary>How many rows there are.</summary>
    internal int Rows => _targets.Count;

    /// <summary>Reads the whole table.</summary>
    /// <param name="path">A file, or <c>-</c>.</param>
    /// <param name="columns">Which columns to read.</param>
    /// <param name="labels">Whether the target is a label 0 or 1; else it is a value from -1 to 1.</param>
    /// <param name="console">Supplies standard input.</param>
    /// <exception cref="ToolException">Thrown at the first offending value; the message names file, line, column and value.</exception>
    internal static LabelTable Read(string path, LabelColumns columns, bool labels, ToolConsole console) =>
        InputSource.Guarded(path, () => ReadTable(path, columns, labels, console));

    private static LabelTable ReadTable(string path, LabelColumns columns, bool labels, ToolConsole console)
    {
        using TableReader table = TableReader.Open(path, console);
        int target = table.IndexOf(columns.Target);
        int probe = columns.ProbeScore is null ? -1 : table.IndexOf(columns.ProbeScore);
        int expert = columns.ExpertScore is null ? -1 : table.IndexOf(columns.ExpertScore);
        int group = columns.Group is null ? -1 : table.IndexOf(columns.Group);
        var read = new LabelTable();
        var groups = new Dictionary<string, int>(StringComparer.Ordinal);
        while (table.Read())
        {
            read._targets.Add(labels ? Number(table, target, static value => value is 0.0 or 1.0, "a label, which is 0 or 1") : Number(table, target, static value => value is >= -1.0 and <= 1.0, "a delegation value, which is from -1 to 1"));
            if (probe >= 0)
            {
                read._probe.Add(Probability(table, probe));
                read._expert.Add(Probability(table, expert));
            }

            if (group >= 0)
            {
                read._groups.Add(Numbered(table.GetName(group, "group"), groups));
            }
        }

        return read.Rows > 0 ? read : throw new ToolException($"{table.Name}: there are no rows after the header");
    }

    private static double Probability(TableReader table, int column) => Number(table, column, static value => value is >= 0.0 and <= 1.0, "a probability, which is from 0 to 1");

    private static double Number(TableReader table, int column, Func<double, bool> accepts, string what)
    {
        double value = table.GetNumber(column);
        return accepts(value) ? value : throw table.Fault(column, $"{ErrorText.Quote(table.Get(column).Raw)} is not {what}");
    }

    private static int Numbered(string group, Dictionary<string, int> groups)
    {
        if (!groups.TryGetValue(group, out int number))
        {
            groups.Add(group, number = groups.Count);
        }

        return number;
    }
}
