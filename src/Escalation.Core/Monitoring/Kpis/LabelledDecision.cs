namespace Escalation.Monitoring.Kpis;

/// <summary>A decision with its label, as a row of a calibration set.</summary>
/// <param name="Id">The turn's id.</param>
/// <param name="DecidedAt">When it was decided, in UTC.</param>
/// <param name="Policy">The policy's name, or null.</param>
/// <param name="DecisionClass">The class of the proposed act, or null.</param>
/// <param name="Acted">Whether the agent acted.</param>
/// <param name="Score">The score.</param>
/// <param name="Loss">1 when the model was wrong, or would have been, else 0.</param>
/// <param name="Propensity">The probability with which the task was drawn for an audit; null when its label came unasked: such rows are a biased sample.</param>
public sealed record LabelledDecision(string Id, DateTimeOffset DecidedAt, string? Policy, string? DecisionClass, bool Acted, double Score, int Loss, double? Propensity)
{
    /// <summary>How many decisions the row stands for, <c>1 / Propensity</c>; null when that is not known.</summary>
    public double? Weight => 1.0 / Propensity;
}
