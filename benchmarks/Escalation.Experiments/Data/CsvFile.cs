using System.Globalization;
using System.IO.Compression;
using CsvHelper;
using CsvHelper.Configuration;

namespace Escalation.Experiments.Data;

/// <summary>A CSV file with a header line, plain or gzipped by its name. Strict: what is not as expected is refused with its line and column.</summary>
internal sealed class CsvFile : IDisposable
{
    private readonly string _path;
    private readonly CsvParser _parser;
    private string[] _fields = [];
    private string? _badField;

    /// <summary>Opens the file and reads its header.</summary>
    /// <exception cref="IOException">Thrown when the file cannot be read.</exception>
    /// <exception cref="ExperimentException">Thrown when it has no header.</exception>
    internal CsvFile(string path)
    {
        _path = path;
        Stream file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        Stream content = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Mode = CsvMode.RFC4180,
            IgnoreBlankLines = false,
            BadDataFound = bad => _badField ??= bad.Field,
        };
        _parser = new CsvParser(new StreamReader(content), configuration);
        if (!_parser.Read())
        {
            _parser.Dispose();
            throw new ExperimentException($"{path}: the file is empty");
        }

        Columns = _parser.Record ?? [];
    }

    /// <summary>The names of the columns.</summary>
    internal IReadOnlyList<string> Columns { get; }

    /// <summary>Moves to the next row.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="ExperimentException">Thrown when the row has another number of fields than the header, or its quotes do not follow RFC 4180.</exception>
    internal bool Read()
    {
        if (!_parser.Read())
        {
            return false;
        }

        _fields = _parser.Record ?? [];
        if (_badField is not null)
        {
            throw new ExperimentException($"{_path}: line {Line}: the quotes in '{_badField}' do not follow RFC 4180");
        }

        return _fields.Length == Columns.Count
            ? true
            : throw new ExperimentException($"{_path}: line {Line}: {_fields.Length} fields, but the header has {Columns.Count}");
    }

    /// <summary>The place of a column.</summary>
    /// <exception cref="ExperimentException">Thrown when there is no such column.</exception>
    internal int Column(string name)
    {
        for (int column = 0; column < Columns.Count; column++)
        {
            if (string.Equals(Columns[column], name, StringComparison.Ordinal))
            {
                return column;
            }
        }

        throw new ExperimentException($"{_path}: there is no column '{name}'");
    }

    /// <summary>A field of the row as it stands.</summary>
    internal string Text(int column) => _fields[column];

    /// <summary>A field that holds a number from 0 to 1.</summary>
    /// <exception cref="ExperimentException">Thrown when it does not.</exception>
    internal double Probability(int column) =>
        double.TryParse(_fields[column], NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double value) && value is >= 0.0 and <= 1.0
            ? value
            : throw Fault(column, "not a number from 0 to 1");

    /// <summary>A field that holds 0 or 1.</summary>
    /// <exception cref="ExperimentException">Thrown when it does not.</exception>
    internal bool Bit(int column) => _fields[column] switch
    {
        "1" => true,
        "0" => false,
        _ => throw Fault(column, "neither 0 nor 1"),
    };

    /// <summary>What to throw when a field is not as expected.</summary>
    internal ExperimentException Fault(int column, string problem) =>
        new($"{_path}: line {Line}, column {Columns[column]}: '{_fields[column]}' is {problem}");

    /// <inheritdoc/>
    public void Dispose() => _parser.Dispose();

    private string Line => _parser.RawRow.ToString(CultureInfo.InvariantCulture);
}
