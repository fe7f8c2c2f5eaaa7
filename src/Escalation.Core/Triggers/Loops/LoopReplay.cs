using Escalation.Decisions;

namespace Escalation.Triggers.Loops;

/// <summary>Runs recorded histories through the loop detector, step by step.</summary>
public static class LoopReplay
{
    /// <summary>Finds the first step at which the detector fires, be it a warning or a stop.</summary>
    /// <param name="steps">The history, oldest first.</param>
    /// <param name="options">When repetition counts as a loop; null takes the defaults.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="steps"/> is null or holds null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an option is out of range.</exception>
    public static LoopReplayResult Run(IEnumerable<AgentStep> steps, LoopOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var state = new LoopState(new LoopRules(options ?? new LoopOptions()));
        int number = 0;
        foreach (AgentStep step in steps)
        {
            number++;
            state.Record(step);
            if (state.Verdict.IsLoop)
            {
                return new LoopReplayResult(number, state.Verdict);
            }
        }

        return default;
    }
}
