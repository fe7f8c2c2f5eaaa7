namespace Escalation.Triggers.Loops;

/// <summary>What the loop detector may assume about one tool. Declared, never guessed from the tool's name.</summary>
public sealed class LoopToolOptions
{
    /// <summary>The tool waits for something: equal results are tolerated <see cref="LoopOptions.PollingTolerance"/> times longer.</summary>
    public bool Polling { get; set; }

    /// <summary>
    /// The tool only reads, so the same long result for different arguments is no progress, and neither is a call that brings no new result.
    /// Implies <see cref="SideEffectFree"/>.
    /// </summary>
    public bool ReadOnly { get; set; }

    /// <summary>The tool changes nothing, so a call of it between two equal calls is no progress.</summary>
    public bool SideEffectFree { get; set; }

    /// <summary>Every call of the tool counts as progress: it is never part of a loop and ends any.</summary>
    public bool Exempt { get; set; }

    /// <summary>How many times as many repetitions the tool may show in every rule about calls; from 1 to 1,000. For a polling tool the larger of this and the tolerance counts.</summary>
    public int Multiplier { get; set; } = 1;

    /// <summary>Members of the arguments that do not matter, for example a description in prose: at the top level, and anywhere inside parallel calls.</summary>
    public IList<string> NoiseFields { get; } = [];

    /// <summary>Members of the arguments, at the top level, that say what a call is about, for example a path: a call whose target was seen before is no progress by itself. Without any, each different call counts as progress.</summary>
    public IList<string> TargetFields { get; } = [];

    /// <summary>The member of the arguments that holds an array of parallel calls, compared without regard to order, as is a result that is a JSON array; null when there is none.</summary>
    public string? ParallelCalls { get; set; }
}
