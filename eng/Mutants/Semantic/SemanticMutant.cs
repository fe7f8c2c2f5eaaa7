namespace Escalation.Mutants.Semantic;

/// <summary>A defect that a person might make: one place of the library, changed so that it still compiles but no longer keeps its promise.</summary>
internal sealed record SemanticMutant
{
    /// <summary>What the defect is, in words.</summary>
    public required string Name { get; init; }

    /// <summary>The source file, from the root of the repository.</summary>
    public required string File { get; init; }

    /// <summary>The text that is replaced; it occurs exactly once in the file.</summary>
    public required string From { get; init; }

    /// <summary>What it becomes.</summary>
    public required string To { get; init; }

    /// <summary>The test project whose tests must notice, by its folder's name.</summary>
    public string Project { get; init; } = "Escalation.Core.StatisticalTests";

    /// <summary>Parts of the full names of the tests that must notice.</summary>
    public required string[] Tests { get; init; }
}
