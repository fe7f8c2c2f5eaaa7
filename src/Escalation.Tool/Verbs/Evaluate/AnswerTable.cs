using Escalation.Tool.Input;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Evaluate;

/// <summary>Labelled answers in file order.</summary>
/// <param name="Name">How the source is called in messages.</param>
/// <param name="Confidences">Finite confidences.</param>
/// <param name="Correct">Whether each answer was right.</param>
/// <param name="Groups">The number of each row's group, from 0 in the order of their appearance; empty when none were asked for.</param>
internal sealed record AnswerTable(string Name, double[] Confidences, bool[] Correct, int[] Groups)
{
    /// <summary>Reads the whole table.</summary>
    /// <exception cref="ToolException">Thrown at the first offending value; the message names file, line, column and value.</exception>
    internal static AnswerTable Read(string path, AnswerColumns columns, ToolConsole console) => InputSource.Guarded(path, () =>
    {
        using TableReader table = TableReader.Open(path, console);
        int confidence = table.IndexOf(columns.Confidence);
        int correct = table.IndexOf(columns.Correct);
        int group = columns.Group is null ? -1 : table.IndexOf(columns.Group);
        UniqueIds? ids = columns.Id is null ? null : new UniqueIds(table, table.IndexOf(columns.Id));
        var confidences = new List<double>();
        var labels = new List<bool>();
        var groups = new List<int>();
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        while (table.Read())
        {
            ids?.Add();
            confidences.Add(table.GetNumber(confidence));
            labels.Add(table.GetLabel(correct));
            if (group >= 0)
            {
                string name = table.GetName(group, "group");
                numbers.TryAdd(name, numbers.Count);
                groups.Add(numbers[name]);
            }
        }

        return confidences.Count > 0
            ? new AnswerTable(table.Name, [.. confidences], [.. labels], [.. groups])
            : throw new ToolException($"{table.Name}: there are no rows after the header");
    });
}
