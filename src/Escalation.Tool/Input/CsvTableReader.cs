using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Escalation.Tool.Output;

namespace Escalation.Tool.Input;

/// <summary>RFC 4180 with a header line. Rows of another length, stray quotes and blank lines between rows are refused, each with its line.</summary>
internal sealed class CsvTableReader : TableReader
{
    private readonly CsvParser _parser;
    private string[] _fields = [];
    private string? _badField;

    internal CsvTableReader(string name, TextReader text)
        : base(name)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Mode = CsvMode.RFC4180,
            IgnoreBlankLines = false,
            BadDataFound = bad => _badField ??= bad.Field,
        };
        _parser = new CsvParser(text, configuration);
        ReadHeader();
    }

    internal override bool Read()
    {
        if (!ReadRecord())
        {
            return false;
        }

        if (IsBlank && Columns.Count > 1)
        {
            SkipTrailingBlankLines();
            return false;
        }

        if (_fields.Length != Columns.Count)
        {
            throw Fault(string.Create(CultureInfo.InvariantCulture, $"{_fields.Length} fields, but the header has {Columns.Count}"));
        }

        return true;
    }

    internal override Cell Get(int column) => new(_fields[column].Length == 0 ? CellKind.Missing : CellKind.Scalar, _fields[column]);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _parser.Dispose();
        }
    }

    private bool IsBlank => _fields is [""];

    private void ReadHeader()
    {
        if (!ReadRecord())
        {
            throw new ToolException($"{Name}: the file is empty");
        }

        if (IsBlank)
        {
            throw Fault("the header line is blank");
        }

        Columns = _fields;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string column in _fields)
        {
            if (!seen.Add(column))
            {
                throw Fault($"the header names the column {ErrorText.Quote(column)} twice");
            }
        }
    }

    /// <summary>Blank lines at the end of a file come from editors; before another row they are a damaged row.</summary>
    private void SkipTrailingBlankLines()
    {
        long blank = Line;
        while (ReadRecord())
        {
            if (!IsBlank)
            {
                Line = blank;
                throw Fault("the line is blank");
            }
        }
    }

    private bool ReadRecord()
    {
        Line = _parser.RawRow + 1;
        if (!_parser.Read())
        {
            return false;
        }

        // Reading every field is what makes the parser look at the quotes of each.
        _fields = _parser.Record ?? [];
        return _badField is null ? true : throw Fault($"the quotes in {ErrorText.Quote(_badField)} do not follow RFC 4180");
    }
}
