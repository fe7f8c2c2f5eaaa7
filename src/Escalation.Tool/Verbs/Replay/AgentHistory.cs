using Escalation.Decisions;

namespace Escalation.Tool.Verbs.Replay;

/// <summary>A recorded history of an agent.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Steps">Its steps, oldest first.</param>
internal sealed record AgentHistory(string Name, IReadOnlyList<AgentStep> Steps);
