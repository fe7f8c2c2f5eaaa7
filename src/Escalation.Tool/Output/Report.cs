using System.Globalization;
using Spectre.Console;

namespace Escalation.Tool.Output;

/// <summary>Tables for people.</summary>
internal static class Report
{
    /// <summary>Prints a headline and name/value lines; null values are left out.</summary>
    internal static void Facts(ToolConsole console, string headline, IEnumerable<(string Name, string? Value)> facts)
    {
        Table table = new Table().Border(TableBorder.None).HideHeaders();
        table.AddColumn(new TableColumn(string.Empty).NoWrap());
        table.AddColumn(new TableColumn(string.Empty));
        foreach ((string name, string? value) in facts)
        {
            if (value is not null)
            {
                table.AddRow(Cell(name), Cell(value));
            }
        }

        console.Output.Write(headline);
        console.Output.Write('\n');
        Print(console, table);
    }

    /// <summary>Prints a table with a header line.</summary>
    internal static void Rows(ToolConsole console, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        Table table = new Table().Border(console.Plain ? TableBorder.Ascii2 : TableBorder.Rounded);
        foreach (string name in header)
        {
            table.AddColumn(new TableColumn(Cell(name)));
        }

        foreach (IReadOnlyList<string> row in rows)
        {
            table.AddRow(row.Select(Cell));
        }

        Print(console, table);
    }

    /// <summary>A number as people read it: shortest round-trip form.</summary>
    internal static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A number shortened to six significant digits, for display only.</summary>
    internal static string Short(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>A count with grouped thousands.</summary>
    internal static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Values come from files, so no part of them may be read as markup or drive the terminal.</summary>
    private static Text Cell(string value) => new(ErrorText.OneLine(value, 4_000));

    private static void Print(ToolConsole console, Table table)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        IAnsiConsole printer = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        printer.Profile.Width = console.Width;
        printer.Profile.Capabilities.Unicode = !console.Plain;
        printer.Write(table);
        foreach (string line in text.ToString().TrimEnd('\n').Split('\n'))
        {
            console.Output.Write(line.TrimEnd());
            console.Output.Write('\n');
        }
    }
}
