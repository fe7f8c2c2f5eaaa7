using Escalation.Tool.Output;

namespace Escalation.Tool.Input;

/// <summary>Rows of named columns, read once from top to bottom.</summary>
internal abstract class TableReader : IDisposable
{
    private protected TableReader(string name) => Name = name;

    /// <summary>How the source is called in messages.</summary>
    internal string Name { get; }

    /// <summary>The columns: the header line, or the members of the first object.</summary>
    internal IReadOnlyList<string> Columns { get; private protected set; } = [];

    /// <summary>The line on which the current row starts, from 1.</summary>
    internal long Line { get; private protected set; }

    /// <summary>Opens a table.</summary>
    /// <exception cref="ToolException">Thrown when it cannot be read, is empty or its first row is malformed.</exception>
    internal static TableReader Open(string path, ToolConsole console)
    {
        LookaheadStream stream = InputSource.Open(path, console);
        try
        {
            return InputSource.FormatOf(path, stream) == TableFormat.Csv
                ? new CsvTableReader(InputSource.NameOf(path), InputSource.Text(stream))
                : new JsonLinesTableReader(InputSource.NameOf(path), InputSource.Text(stream));
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Moves to the next row.</summary>
    /// <returns>False after the last one.</returns>
    internal abstract bool Read();

    /// <summary>A cell of the current row.</summary>
    /// <param name="column">Index into <see cref="Columns"/>.</param>
    internal abstract Cell Get(int column);

    /// <summary>The index of a column.</summary>
    /// <exception cref="ToolException">Thrown when there is none; the message lists those that exist.</exception>
    internal int IndexOf(string column)
    {
        for (int i = 0; i < Columns.Count; i++)
        {
            if (string.Equals(Columns[i], column, StringComparison.Ordinal))
            {
                return i;
            }
        }

        throw new ToolException($"{Name}: line {Line}: no column {ErrorText.Quote(column)}; the columns are {string.Join(", ", Columns.Select(ErrorText.Quote))}");
    }

    /// <summary>A complaint about the current line.</summary>
    internal ToolException Fault(string complaint) => new($"{Name}: line {Line}: {complaint}");

    /// <summary>A complaint about a cell of the current line.</summary>
    internal ToolException Fault(int column, string complaint) => new($"{Name}: line {Line}, column {ErrorText.Quote(Columns[column])}: {complaint}");

    /// <summary>A finite number from a cell of the current row.</summary>
    /// <exception cref="ToolException">Thrown when the cell is missing or anything but a finite number.</exception>
    internal double GetNumber(int column)
    {
        Cell cell = Get(column);
        if (cell.Kind == CellKind.Missing)
        {
            throw Fault(column, "the value is missing");
        }

        return cell.Kind == CellKind.Scalar && InvariantNumber.TryParse(cell.Raw, out double value)
            ? value
            : throw Fault(column, $"{ErrorText.Quote(cell.Raw)} is not a finite number");
    }

    /// <summary>A label from a cell of the current row.</summary>
    /// <returns>Whether it is 1.</returns>
    /// <exception cref="ToolException">Thrown when the cell is missing or anything but 0 or 1.</exception>
    internal bool GetLabel(int column) => GetNumber(column) switch
    {
        0.0 => false,
        1.0 => true,
        _ => throw Fault(column, $"{ErrorText.Quote(Get(column).Raw)} is not a label, which is 0 or 1"),
    };

    /// <summary>A name from a cell of the current row.</summary>
    /// <param name="column">Index into <see cref="Columns"/>.</param>
    /// <param name="what">What the name is of, for the complaint.</param>
    /// <exception cref="ToolException">Thrown when the cell is missing or blank.</exception>
    internal string GetName(int column, string what)
    {
        Cell cell = Get(column);
        return cell.Kind != CellKind.Missing && !string.IsNullOrWhiteSpace(cell.Raw) ? cell.Raw : throw Fault(column, $"the {what} is missing");
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
