using Escalation.Decisions;

namespace Escalation.Experiments.Data;

/// <summary>A score that a budget delegates by.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Direction">Which end delegates.</param>
/// <param name="Values">One value for each item.</param>
internal sealed record DelegationScore(string Id, ScoreDirection Direction, double[] Values);
