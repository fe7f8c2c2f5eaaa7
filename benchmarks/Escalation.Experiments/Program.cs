using System.Text;
using Escalation.Experiments.CommandLine;

namespace Escalation.Experiments;

/// <summary>The process: real streams around <see cref="CommandRunner"/>.</summary>
internal static class Program
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private static int Main(string[] args)
    {
        using var output = new StreamWriter(Console.OpenStandardOutput(), Utf8) { NewLine = "\n" };
        using var error = new StreamWriter(Console.OpenStandardError(), Utf8) { NewLine = "\n", AutoFlush = true };
        return CommandRunner.Run(args, output, error);
    }
}
