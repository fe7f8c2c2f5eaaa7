using System.Text.Json;
using Escalation.Tool.Output;

namespace Escalation.Tool.Input;

/// <summary>One JSON object a line, strictly: no comments, no trailing commas, no member twice, no blank line before another row.</summary>
internal sealed class JsonLinesTableReader : TableReader
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    private readonly TextReader _text;
    private long _linesRead;
    private JsonDocument? _row;
    private bool _atFirst;

    internal JsonLinesTableReader(string name, TextReader text)
        : base(name)
    {
        _text = text;
        if (!ReadRow())
        {
            throw new ToolException($"{Name}: the file is empty");
        }

        Columns = [.. _row!.RootElement.EnumerateObject().Select(member => member.Name)];
        _atFirst = true;
    }

    internal override bool Read()
    {
        if (_atFirst)
        {
            _atFirst = false;
            return true;
        }

        return ReadRow();
    }

    internal override Cell Get(int column)
    {
        if (!_row!.RootElement.TryGetProperty(Columns[column], out JsonElement value))
        {
            return new Cell(CellKind.Missing, string.Empty);
        }

        return value.ValueKind switch
        {
            JsonValueKind.Null => new Cell(CellKind.Missing, string.Empty),
            JsonValueKind.Number => new Cell(CellKind.Scalar, value.GetRawText()),
            JsonValueKind.String => new Cell(CellKind.Text, TextOf(value)),
            _ => new Cell(CellKind.Other, value.GetRawText()),
        };
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _row?.Dispose();
            _text.Dispose();
        }
    }

    private bool ReadRow()
    {
        if (NextLine() is not { } line)
        {
            return false;
        }

        _row?.Dispose();
        _row = null;
        try
        {
            _row = JsonDocument.Parse(line, Options);
        }
        catch (JsonException exception)
        {
            throw Fault(JsonFault.Describe(exception));
        }
        catch (InvalidOperationException)
        {
            // What comparing the members' names throws for half of a surrogate pair.
            throw Fault("a member's name is not valid Unicode");
        }

        return _row.RootElement.ValueKind == JsonValueKind.Object
            ? true
            : throw Fault($"a JSON object was expected, but {ErrorText.Quote(line)} is none");
    }

    private string? NextLine()
    {
        string? line = NextRawLine();
        if (line is null || !string.IsNullOrWhiteSpace(line))
        {
            return line;
        }

        long blank = Line;
        while ((line = NextRawLine()) is not null)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                Line = blank;
                throw Fault("the line is blank");
            }
        }

        return null;
    }

    private string? NextRawLine()
    {
        string? line = _text.ReadLine();
        Line = ++_linesRead;
        return line;
    }

    private string TextOf(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Fault($"the string {ErrorText.Quote(value.GetRawText())} is not valid Unicode");
        }
    }
}
