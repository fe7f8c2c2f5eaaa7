using Escalation.Decisions;

namespace PredictorFromCsv;

/// <summary>A past answer.</summary>
/// <param name="Customer">Whose question it was.</param>
/// <param name="Turn">What was known when it was given.</param>
/// <param name="WasRight">Whether it turned out right.</param>
internal sealed record PastAnswer(string Customer, AgentTurn Turn, bool WasRight);
