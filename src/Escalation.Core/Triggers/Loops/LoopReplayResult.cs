namespace Escalation.Triggers.Loops;

/// <summary>Where the detector first fires in a history.</summary>
/// <param name="AtStep">The step, counted from 1 over every element; null when it never fires.</param>
/// <param name="Verdict">What it found there.</param>
public readonly record struct LoopReplayResult(int? AtStep, LoopVerdict Verdict)
{
    /// <summary>Whether it fires at all.</summary>
    public bool Fired => AtStep is not null;
}
