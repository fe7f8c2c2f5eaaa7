using System.Globalization;
using System.Text.Json;
using Escalation.Decisions;

namespace Escalation.Experiments.Loops;

/// <summary>Dialogues of tau-bench airline: user turns, tool calls with results, messages of the agent, and whether the task was solved.</summary>
internal static class TauBenchRuns
{
    internal static IReadOnlyList<AgentRun> Read(string folder) => JsonLines.Read(Path.Combine(folder, "agents", "taubench_gpt4o_airline.jsonl.gz"), static run => new AgentRun(
        string.Create(CultureInfo.InvariantCulture, $"task {run.GetProperty("task_id").GetInt32()} trial {run.GetProperty("trial").GetInt32()}"),
        [.. Steps(run.GetProperty("traj"))],
        run.GetProperty("reward").GetDouble() < 1));

    /// <summary>A call and its result are two messages; together they are one step.</summary>
    private static IEnumerable<AgentStep> Steps(JsonElement messages)
    {
        string? arguments = null;
        foreach (JsonElement message in messages.EnumerateArray())
        {
            string? content = message.GetProperty("content").GetString();
            switch (message.GetProperty("role").GetString())
            {
                case "user":
                    yield return AgentStep.User(content ?? "");
                    break;
                case "tool":
                    yield return AgentStep.Tool(message.GetProperty("name").GetString() ?? "", arguments, content, content?.StartsWith("Error", StringComparison.Ordinal) ?? true);
                    break;
                default:
                    if (message.TryGetProperty("tool_calls", out JsonElement calls) && calls.ValueKind == JsonValueKind.Array)
                    {
                        arguments = calls[0].GetProperty("function").GetProperty("arguments").GetString();
                    }
                    else if (content is not null)
                    {
                        yield return AgentStep.Message(content);
                    }

                    break;
            }
        }
    }
}
