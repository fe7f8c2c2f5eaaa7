using Escalation.Prediction.Interventions;
using Escalation.Tool.Input;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Targets;

/// <summary>The cases in file order.</summary>
/// <param name="Name">How the source is called in messages.</param>
/// <param name="Rows">The rows.</param>
internal sealed record TargetTable(string Name, IReadOnlyList<TargetRow> Rows)
{
    private static readonly string[] PromptNames = ["prompt", "question"];

    private static readonly string[] ProbabilityNames = ["probability", "confidence"];

    /// <summary>Reads the whole table.</summary>
    /// <exception cref="ToolException">Thrown at the first offending value; the message names file, line, column and value.</exception>
    internal static TargetTable Read(TargetsRequest request, ToolConsole console) => InputSource.Guarded(request.File, () =>
    {
        using TableReader table = TableReader.Open(request.File, console);
        TargetColumns columns = request.Columns;
        int prompt = IndexOf(table, columns.Prompt, PromptNames);
        int probability = IndexOf(table, columns.Probability, ProbabilityNames);
        int expert = columns.Expert is null ? -1 : table.IndexOf(columns.Expert);
        int answer = columns.Answer is null ? -1 : table.IndexOf(columns.Answer);
        int domain = columns.Domain is null ? -1 : table.IndexOf(columns.Domain);
        int group = columns.Group is null ? -1 : table.IndexOf(columns.Group);
        UniqueIds? ids = columns.Id is null ? null : new UniqueIds(table, table.IndexOf(columns.Id));
        var rows = new List<TargetRow>();
        while (table.Read())
        {
            ids?.Add();
            var read = new TargetCase(table.GetName(prompt, "prompt"), Probability(table, probability))
            {
                ExpertIsRight = expert < 0 ? 1.0 : Probability(table, expert),
                Answer = answer < 0 ? null : table.GetName(answer, "answer"),
                Expert = request.ExpertName,
                Provenance = request.Provenance,
            };
            rows.Add(new TargetRow(read, table.Line, domain < 0 ? null : table.GetName(domain, "domain"), group < 0 ? null : table.GetName(group, "group")));
        }

        return rows.Count > 0 ? new TargetTable(table.Name, rows) : throw new ToolException($"{table.Name}: there are no rows after the header");
    });

    private static int IndexOf(TableReader table, string? column, string[] usual) =>
        table.IndexOf(column ?? usual.FirstOrDefault(name => table.Columns.Contains(name, StringComparer.Ordinal)) ?? usual[0]);

    private static double Probability(TableReader table, int column)
    {
        double value = table.GetNumber(column);
        return value is >= 0.0 and <= 1.0 ? value : throw table.Fault(column, $"{ErrorText.Quote(table.Get(column).Raw)} is not a probability, which is from 0 to 1");
    }
}
