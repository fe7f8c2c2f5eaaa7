namespace Escalation.Evaluation.Profiles;

/// <summary>One recorded decision of a model.</summary>
/// <param name="Dataset">The data set.</param>
/// <param name="Condition">The condition within it.</param>
/// <param name="Signal">Whether the model was told how accurate it is in this condition.</param>
/// <param name="Correct">Whether its answer was right.</param>
/// <param name="Escalated">Whether it escalated.</param>
public readonly record struct ProfileDecision(string Dataset, string Condition, bool Signal, bool Correct, bool Escalated);
