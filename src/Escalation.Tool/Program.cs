using System.Text;

namespace Escalation.Tool;

/// <summary>The process: real streams around <see cref="CommandRunner"/>.</summary>
internal static class Program
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private static async Task<int> Main(string[] args)
    {
        Stream input = Console.OpenStandardInput();
        var output = new StreamWriter(Console.OpenStandardOutput(), Utf8) { NewLine = "\n" };
        var error = new StreamWriter(Console.OpenStandardError(), Utf8) { NewLine = "\n", AutoFlush = true };
        bool terminal = !Console.IsOutputRedirected;
        var console = new ToolConsole(input, output, error)
        {
            Width = terminal ? TerminalWidth() : ToolConsole.DefaultWidth,
            Plain = !terminal,
            Live = !Console.IsErrorRedirected,
        };
        return await CommandRunner.RunAsync(args, console);
    }

    private static int TerminalWidth()
    {
        try
        {
            return Math.Max(Console.WindowWidth, 60);
        }
        catch (IOException)
        {
            return ToolConsole.DefaultWidth;
        }
    }
}
