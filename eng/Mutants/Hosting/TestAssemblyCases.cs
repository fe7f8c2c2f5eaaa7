using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Escalation.Mutants.Hosting;

/// <summary>The test cases of an assembly, run one at a time in this process.</summary>
internal sealed class TestAssemblyCases
{
    private readonly TestAssembly _assembly;
    private readonly RunnerOptions _options = new();
    private readonly SilentSink _silent = new();

    private TestAssemblyCases(Assembly assembly, IReadOnlyList<IXunitTestCase> all)
    {
        Assembly = assembly;
        _assembly = new TestAssembly(Reflector.Wrap(assembly));
        All = all;
    }

    /// <summary>The assembly.</summary>
    internal Assembly Assembly { get; }

    /// <summary>The selected cases.</summary>
    internal IReadOnlyList<IXunitTestCase> All { get; }

    /// <summary>Finds the cases whose full name contains one of the parts.</summary>
    internal static TestAssemblyCases Find(string assemblyName, string[] parts)
    {
        Assembly assembly = Assembly.Load(assemblyName);
        using var sink = new DiscoverySink();
        var framework = new XunitTestFramework(new SilentSink());
        framework.GetDiscoverer(Reflector.Wrap(assembly)).Find(includeSourceInformation: false, sink, new RunnerOptions());
        sink.Wait();
        IXunitTestCase[] cases = [.. sink.Cases.Where(test => parts.Any(part => NameOf(test).Contains(part, StringComparison.Ordinal)))];
        return new TestAssemblyCases(assembly, cases);
    }

    internal static string NameOf(IXunitTestCase test) => $"{test.TestMethod.TestClass.Class.Name}.{test.TestMethod.Method.Name}";

    /// <summary>Runs one case.</summary>
    /// <returns>Whether none of its tests failed.</returns>
    internal async Task<bool> PassesAsync(IXunitTestCase test)
    {
        using var runner = new XunitTestAssemblyRunner(_assembly, [test], _silent, _silent, _options);
        RunSummary summary = await runner.RunAsync();
        return summary.Failed == 0;
    }
}
