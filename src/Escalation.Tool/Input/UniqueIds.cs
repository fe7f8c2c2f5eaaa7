using System.Globalization;
using Escalation.Tool.Output;

namespace Escalation.Tool.Input;

/// <summary>Refuses a table in which an id occurs twice.</summary>
internal sealed class UniqueIds(TableReader table, int column)
{
    private readonly Dictionary<string, long> _lines = new(StringComparer.Ordinal);

    /// <summary>Takes the current row's id.</summary>
    /// <exception cref="ToolException">Thrown when it is missing, or is on an earlier line already.</exception>
    internal void Add()
    {
        Cell cell = table.Get(column);
        if (cell.Kind == CellKind.Missing)
        {
            throw table.Fault(column, "the id is missing");
        }

        if (!_lines.TryAdd(cell.Raw, table.Line))
        {
            throw table.Fault(column, string.Create(CultureInfo.InvariantCulture, $"the id {ErrorText.Quote(cell.Raw)} is already on line {_lines[cell.Raw]}"));
        }
    }
}
