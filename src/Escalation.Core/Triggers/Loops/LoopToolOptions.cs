namespace Escalation.Triggers.Loops;

/// <summary>What the loop detector may assume about one tool.</summary>
public sealed class LoopToolOptions
{
    /// <summary>The tool waits for something: equal results are tolerated <see cref="LoopOptions.PollingTolerance"/> times longer.</summary>
    public bool Polling { get; set; }

    /// <summary>The tool only reads, so the same long result for different arguments is no progress. Implies <see cref="SideEffectFree"/>.</summary>
    public bool ReadOnly { get; set; }

    /// <summary>The tool changes nothing, so a call of it between two equal calls is no progress.</summary>
    public bool SideEffectFree { get; set; }

    /// <summary>Every call of the tool counts as progress: it is never part of a loop and ends any.</summary>
    public bool Exempt { get; set; }

    /// <summary>Members of the arguments that do not matter, for example a description in prose; top level only.</summary>
    public IList<string> NoiseFields { get; } = [];

    /// <summary>The member of the arguments that holds an array of parallel calls, compared without regard to order; null when there is none.</summary>
    public string? ParallelCalls { get; set; }
}
