namespace Escalation.Decisions;

/// <summary>Marks a predictor that repeats what the agent's own text says of itself. Whoever can write that text can write the number.</summary>
/// <remarks>
/// Such a number may raise escalation, never lower it. A policy therefore refuses it as the p or q of the cost rule and behind a threshold typed by hand; behind a
/// certified threshold its relation to the truth has been measured on labelled data. A calibrator fitted on labels, wrapped around it, does not carry this mark.
/// </remarks>
public interface ISelfReported : IPredictor
{
}
