using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Prediction.Interventions;

/// <summary>The costs of a decision as a prompt fragment.</summary>
/// <remarks>
/// A cost framing alone moves models that reason before they decide, and others hardly (arXiv 2604.08588, section 4): measure it on your model with an escalation profile before you rely on it, and keep the
/// policy that decides outside of the prompt. Pure functions.
/// </remarks>
public static class CostFraming
{
    /// <summary>By the cost ratio.</summary>
    /// <param name="ratio">R, what a wrong act costs in escalations; above 1, at most 10^6.</param>
    /// <param name="expert">Who takes over, as it stands after "to".</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="ratio"/> is out of range.</exception>
    /// <exception cref="ArgumentException">Thrown when <paramref name="expert"/> is blank.</exception>
    public static string FromRatio(double ratio, string expert = "a person")
    {
        string times = TargetNumbers.RatioOf(ratio) is var r && r == 2m ? "twice" : $"{TargetNumbers.Text(r)} times";
        return $"A right act costs nothing, and a wrong act costs {times} as much as handing the decision to {Guard.NotBlank(expert)}.";
    }

    /// <summary>By the costs themselves.</summary>
    /// <param name="costs">The costs; defined.</param>
    /// <param name="unit">Their unit, as it stands after a number, for example <c>euros</c> or <c>minutes</c>.</param>
    /// <param name="expert">Who takes over, as it stands after "to".</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the costs are undefined.</exception>
    /// <exception cref="ArgumentException">Thrown when a text is blank.</exception>
    public static string FromCosts(DecisionCosts costs, string unit, string expert = "a person")
    {
        Guard.NotBlank(unit);
        Guard.NotBlank(expert);
        return costs.IsDefined
            ? string.Create(CultureInfo.InvariantCulture, $"A right act costs nothing, a wrong act costs {costs.WrongAct:R} {unit}, and handing the decision to {expert} costs {costs.Escalation:R} {unit}: a wrong act is {costs.Ratio:G4} times as expensive.")
            : throw new ArgumentOutOfRangeException(nameof(costs), costs, "The costs are undefined: use the constructor of DecisionCosts.");
    }
}
