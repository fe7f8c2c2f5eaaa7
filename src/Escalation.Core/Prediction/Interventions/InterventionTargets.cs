using Escalation.Decisions;

namespace Escalation.Prediction.Interventions;

/// <summary>Makes targets for supervised fine-tuning that reason explicitly about probability and cost before they act or escalate.</summary>
/// <remarks>
/// <para>The decision of a target is that of <see cref="CostRatioRule"/> on the exact p, q and R, equality acts; the numbers in its prose are rounded no further than keeps them on the same side, so that a reader who
/// does the sums comes to the same decision. Train on several ratios and framings, and keep whole domains out to see whether the rule was learned or the cases (arXiv 2604.08588, section 5).</para>
/// <para>A model trained this way follows the signal that it is shown. It is no better than that signal, and what it says of itself stays a self-report: calibrate before a threshold is put on it, and profile it again
/// after every training. Deterministic; pure functions.</para>
/// </remarks>
public static class InterventionTargets
{
    /// <summary>The instruction of every target.</summary>
    /// <param name="expert">Who takes over, as it stands after "to".</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="expert"/> is blank.</exception>
    public static string Instruction(string expert = "a person") =>
        $"You decide whether to act on your own answer or to hand the decision to {Guard.NotBlank(expert)}. Weigh how likely the answer is wrong against what each of the two costs, and choose the cheaper one; at equal cost, act. End with a line that reads \"{DecisionLine.Act}\" or \"{DecisionLine.Escalate}\".";

    /// <summary>Makes one target.</summary>
    /// <param name="source">The case.</param>
    /// <param name="ratio">The cost ratio R, above 1 and at most 10^6.</param>
    /// <param name="framing">How it reasons.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="source"/> is null.</exception>
    /// <exception cref="ArgumentException">Thrown when the prompt or the expert is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a probability, the ratio, the provenance or the framing is out of range.</exception>
    public static InterventionTarget Create(TargetCase source, double ratio, TargetFraming framing)
    {
        ArgumentNullException.ThrowIfNull(source);
        string prompt = Guard.NotBlank(source.Prompt, nameof(source));
        string expert = Guard.NotBlank(source.Expert, nameof(source));
        var numbers = TargetNumbers.Of(source.ModelIsRight, source.ExpertIsRight, ratio);
        string signal = AccuracySignal.FromEstimate(TargetNumbers.Text(numbers.ModelIsRight), source.Provenance);
        if (numbers.ExpertIsRight < 1m)
        {
            signal += $" {char.ToUpperInvariant(expert[0])}{expert[1..]} is right with probability {TargetNumbers.Text(numbers.ExpertIsRight)}.";
        }

        string answer = source.Answer is null ? "" : $"\n\nYour answer: {source.Answer}";
        return new InterventionTarget(
            Instruction(expert),
            $"{prompt}{answer}\n\n{signal} {CostFraming.FromRatio(ratio, expert)}",
            $"{TargetProse.Of(numbers, framing, expert)}\n{(numbers.Escalates ? DecisionLine.Escalate : DecisionLine.Act)}",
            ratio,
            framing,
            numbers.Escalates);
    }
}
