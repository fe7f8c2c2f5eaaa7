using Escalation.Decisions;

namespace Escalation.Experiments.Loops;

/// <summary>One recorded run of an agent.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Steps">Its steps, oldest first.</param>
/// <param name="Failed">Whether it failed its task; null where the data does not say.</param>
internal sealed record AgentRun(string Name, IReadOnlyList<AgentStep> Steps, bool? Failed);
