using Escalation.Core.Tests.Probes.Kernels;

namespace Escalation.Core.Tests;

/// <summary>What a child process of a test runs; the tests themselves are run by their host.</summary>
internal static class ChildProcess
{
    internal static int Main(string[] arguments)
    {
        if (arguments is not [ScoreHash.Argument])
        {
            Console.Error.WriteLine("Run the tests with dotnet test.");
            return 2;
        }

        Console.WriteLine(ScoreHash.Compute());
        return 0;
    }
}
