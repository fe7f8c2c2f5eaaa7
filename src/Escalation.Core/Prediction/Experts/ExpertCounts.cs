namespace Escalation.Prediction.Experts;

/// <summary>Labelled decisions of an expert in one class.</summary>
/// <param name="DecisionClass">The class, compared ordinally.</param>
/// <param name="Right">How many of them were right, from 0.</param>
/// <param name="Labelled">How many there are, at least 1.</param>
public readonly record struct ExpertCounts(string DecisionClass, long Right, long Labelled);
