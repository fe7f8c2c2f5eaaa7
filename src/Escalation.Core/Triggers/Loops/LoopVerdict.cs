using Escalation.Decisions;

namespace Escalation.Triggers.Loops;

/// <summary>What the loop detector found. <c>default</c> is no loop.</summary>
/// <param name="Kind">Which rule fired.</param>
/// <param name="Stage">How far the loop has gone.</param>
/// <param name="Period">Steps in one repetition: 1 except for cycles.</param>
/// <param name="Repeats">Repetitions seen; for <see cref="LoopKind.Stagnation"/> steps without anything new.</param>
/// <param name="FirstStep">The step at which the loop began, counted from 1 over every recorded step.</param>
public readonly record struct LoopVerdict(LoopKind Kind, LoopStage Stage, int Period, int Repeats, long FirstStep)
{
    private static readonly Reason[] Reasons =
    [
        default, new("repeat-error"), new("exact-repeat"), new("cycle"), new("monologue"), new("same-error"), new("same-result"), new("no-progress"), new("condensation"), new("chanting"),
        new("no-progress"), new("monologue"),
    ];

    /// <summary>Whether there is a loop.</summary>
    public bool IsLoop => Kind != LoopKind.None;

    /// <summary>
    /// The rule as a reason code: <c>exact-repeat</c>, <c>repeat-error</c>, <c>same-error</c>, <c>cycle</c>, <c>no-progress</c> (also of
    /// <see cref="LoopKind.Stagnation"/>), <c>same-result</c>, <c>monologue</c> (also of <see cref="LoopKind.RestatedPlan"/>), <c>chanting</c> or
    /// <c>condensation</c>; unspecified without a loop.
    /// </summary>
    public Reason Reason => (int)Kind >= 0 && (int)Kind < Reasons.Length ? Reasons[(int)Kind] : default;

    /// <summary>The graver of two verdicts: the later stage, then the rule named first.</summary>
    internal static LoopVerdict Graver(in LoopVerdict first, in LoopVerdict second) =>
        second.Stage > first.Stage || (second.Stage == first.Stage && second.IsLoop && second.Kind < first.Kind) ? second : first;

    /// <summary>No loop below the needed repetitions, a warning from there on, a stop after so many more.</summary>
    internal static LoopVerdict Judge(LoopKind kind, int period, int repeats, long needed, int stopAfter, long firstStep) => repeats < needed
        ? default
        : new LoopVerdict(kind, repeats >= needed + stopAfter ? LoopStage.Stop : LoopStage.Warn, period, repeats, firstStep);
}
