using System.Text.Json;
using Escalation.Decisions;

namespace Escalation.Experiments.Loops;

/// <summary>Trajectories of SWE-agent: shell commands and what they printed; nearly all of them went well.</summary>
internal static class SweAgentRuns
{
    internal static IReadOnlyList<AgentRun> Read(string folder) => JsonLines.Read(Path.Combine(folder, "agents", "sweagent_trajectories.jsonl.gz"), static run => new AgentRun(
        Path.GetFileName(run.GetProperty("file").GetString() ?? ""),
        [.. run.GetProperty("steps").EnumerateArray().Select(static step =>
            AgentStep.Tool("shell", JsonSerializer.Serialize(step.GetProperty("action").GetString()), step.GetProperty("observation").GetString()))],
        null));
}
