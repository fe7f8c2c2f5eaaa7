using Escalation.Triggers.Loops;

namespace Escalation.Experiments.Loops;

/// <summary>What the detector says of a run.</summary>
/// <param name="Run">The run.</param>
/// <param name="First">Where it fires first, and what it found there; step 0 when it never fires.</param>
/// <param name="AtStep">The step, counted from 1.</param>
/// <param name="Kinds">Every rule that named a loop at some step.</param>
/// <param name="Gravest">The gravest stage of all steps.</param>
internal sealed record LoopAlarm(AgentRun Run, LoopVerdict First, int AtStep, IReadOnlySet<LoopKind> Kinds, LoopStage Gravest)
{
    /// <summary>Whether it fires.</summary>
    public bool Fires => AtStep > 0;
}
