using System.IO.Compression;
using System.Text.Json;
using Escalation.Decisions;
using Escalation.Tests.Shared;
using Escalation.Triggers.Loops;

namespace Escalation.Core.Tests.Triggers.Loops;

public class RealTrajectoryTests
{
    private const string TauBench = "agents/taubench_gpt4o_airline.jsonl.gz";
    private const string SweAgent = "agents/sweagent_trajectories.jsonl.gz";

    [DataFact(TauBench)]
    public void Runs_of_tau_bench_that_loop_have_failed()
    {
        int runs = 0, fired = 0, firedAndSolved = 0;
        foreach (JsonElement run in Lines(TauBench))
        {
            runs++;
            if (LoopReplay.Run(TauSteps(run.GetProperty("traj"))).Fired)
            {
                fired++;
                firedAndSolved += run.GetProperty("reward").GetDouble() == 1.0 ? 1 : 0;
            }
        }

        Assert.Equal((200, 1, 0), (runs, fired, firedAndSolved));
    }

    [DataFact(SweAgent)]
    public void Clean_software_trajectories_stay_quiet_and_the_stubborn_one_is_found()
    {
        List<string> fired = [];
        foreach (JsonElement run in Lines(SweAgent))
        {
            LoopReplayResult result = LoopReplay.Run(run.GetProperty("steps").EnumerateArray().Select(step =>
                AgentStep.Tool("shell", JsonSerializer.Serialize(step.GetProperty("action").GetString()), step.GetProperty("observation").GetString())));
            if (result.Fired)
            {
                fired.Add($"{Path.GetFileName(run.GetProperty("file").GetString())} {result.AtStep} {result.Verdict.Reason} {result.Verdict.Stage}");
            }
        }

        // The agent corrects itself at step 14, so the warning is all it takes.
        Assert.Equal(["eps.traj 13 exact-repeat Warn"], fired);
    }

    private static IEnumerable<JsonElement> Lines(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(DataFactAttribute.PathOf(file)), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using JsonDocument document = JsonDocument.Parse(line);
            yield return document.RootElement.Clone();
        }
    }

    /// <summary>A call and its result are two messages; together they are one step.</summary>
    private static IEnumerable<AgentStep> TauSteps(JsonElement trajectory)
    {
        string? arguments = null;
        foreach (JsonElement message in trajectory.EnumerateArray())
        {
            string? content = message.GetProperty("content").GetString();
            switch (message.GetProperty("role").GetString())
            {
                case "user":
                    yield return AgentStep.User(content!);
                    break;
                case "tool":
                    yield return AgentStep.Tool(message.GetProperty("name").GetString()!, arguments, content, content!.StartsWith("Error", StringComparison.Ordinal));
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
