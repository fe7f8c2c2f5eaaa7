using System.Text.Json;

namespace Escalation.Mutants.Hosting;

/// <summary>What a test host has to do.</summary>
internal sealed record HostPlan
{
    /// <summary>Name of the test assembly.</summary>
    public string TestAssembly { get; init; } = "";

    /// <summary>File that the host writes its notes to.</summary>
    public string Notes { get; init; } = "";

    /// <summary>Parts of names of tests; a test whose full name contains one of them is run.</summary>
    public required string[] Tests { get; init; }

    /// <summary>Whether to note the time of each test and the mutants that it reaches.</summary>
    public bool Cover { get; init; }

    /// <summary>The mutants to switch on one after the other; empty runs the tests once, as the library is.</summary>
    public PlannedMutant[] Mutants { get; init; } = [];

    internal static HostPlan Read(string path) => JsonSerializer.Deserialize<HostPlan>(File.ReadAllText(path))!;

    internal void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this));
}
