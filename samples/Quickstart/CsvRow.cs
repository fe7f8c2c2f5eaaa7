using System.Globalization;

namespace Quickstart;

/// <summary>One line of a CSV file without quotes, whose errors say where they are.</summary>
internal sealed class CsvRow
{
    private readonly string _path;
    private readonly int _line;
    private readonly string[] _columns;
    private readonly string[] _fields;

    public CsvRow(string path, int line, string text, string[] columns)
    {
        _path = path;
        _line = line;
        _columns = columns;
        _fields = text.Split(',');
        if (_fields.Length != columns.Length)
        {
            throw new InvalidDataException(FormattableString.Invariant($"{path}: line {line} has {_fields.Length} fields instead of {columns.Length}."));
        }
    }

    public string Text(string column)
    {
        string field = _fields[Array.IndexOf(_columns, column)];
        return field.Length > 0 ? field : throw Fault(column, "the field is empty");
    }

    public double Probability(string column)
    {
        string field = Text(column);
        return double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value is >= 0.0 and <= 1.0
            ? value
            : throw Fault(column, $"'{field}' is not a number in [0, 1]");
    }

    public bool Bit(string column) => Text(column) switch
    {
        "1" => true,
        "0" => false,
        string other => throw Fault(column, $"'{other}' is neither 0 nor 1"),
    };

    public InvalidDataException Fault(string column, string problem) =>
        new(FormattableString.Invariant($"{_path}: line {_line}, column {column}: {problem}."));
}
