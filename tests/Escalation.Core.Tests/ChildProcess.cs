using Escalation.Core.Tests.Journal;
using Escalation.Core.Tests.Probes.Kernels;

namespace Escalation.Core.Tests;

/// <summary>What a child process of a test runs; the tests themselves are run by their host.</summary>
internal static class ChildProcess
{
    internal static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case [ScoreHash.Argument]:
                Console.WriteLine(ScoreHash.Compute());
                return 0;
            case [KilledWriter.Argument, ..]:
                return KilledWriter.Run(arguments.AsSpan(1));
            default:
                Console.Error.WriteLine("Run the tests with dotnet test.");
                return 2;
        }
    }
}
