using System.Text.Json;
using System.Text.Json.Nodes;
using Escalation.Decisions;
using Escalation.Triggers.Loops;

namespace Escalation.Experiments.Loops;

/// <summary>Replays recorded runs through the loop detector, step by step.</summary>
internal static class LoopExperiment
{
    /// <exception cref="ExperimentException">Thrown when a file is not as expected.</exception>
    /// <exception cref="IOException">Thrown when a file cannot be read.</exception>
    internal static LoopResult Run(string folder)
    {
        IReadOnlyList<AgentRun> software = SweAgentRuns.Read(folder);
        IReadOnlyList<AgentRun> airline = TauBenchRuns.Read(folder);
        return new LoopResult(
            Replay("defaults", software, LoopPolicies.Defaults()),
            Replay("defaults", airline, LoopPolicies.Defaults()),
            Replay("dialogue", airline, LoopPolicies.Dialogue()),
            [.. airline.Where(static run => MostEqualCalls(run) >= 3).Select(static run => run.Name)]);
    }

    internal static LoopTable Replay(string policy, IReadOnlyList<AgentRun> runs, LoopOptions options)
    {
        var trigger = new LoopTrigger("loops", options);
        return new LoopTable(policy, [.. runs.Select(run => Replay(run, trigger))]);
    }

    /// <summary>How often the most frequent call stands in a run, members in any order; computed apart from the detector.</summary>
    internal static int MostEqualCalls(AgentRun run) => run.Steps
        .Where(static step => step.Kind == AgentStepKind.Tool)
        .GroupBy(static step => $"{step.Action} {Sorted(JsonNode.Parse(step.Arguments ?? "{}"))}", StringComparer.Ordinal)
        .Select(static calls => calls.Count())
        .DefaultIfEmpty()
        .Max();

    private static LoopAlarm Replay(AgentRun run, LoopTrigger trigger)
    {
        var conversation = new Conversation(run.Name);
        conversation.Attach(trigger.Slot);
        var first = default(LoopVerdict);
        int at = 0;
        LoopStage gravest = LoopStage.None;
        var kinds = new HashSet<LoopKind>();
        for (int i = 0; i < run.Steps.Count; i++)
        {
            conversation.Record(run.Steps[i]);
            if (conversation.TryGet(trigger.Slot, out LoopState? state) && state.Verdict.IsLoop)
            {
                (first, at) = at == 0 ? (state.Verdict, i + 1) : (first, at);
                kinds.Add(state.Verdict.Kind);
                gravest = state.Verdict.Stage > gravest ? state.Verdict.Stage : gravest;
            }
        }

        return new LoopAlarm(run, first, at, kinds, gravest);
    }

    private static string Sorted(JsonNode? node) => node switch
    {
        JsonObject members => "{" + string.Join(',', members.OrderBy(static member => member.Key, StringComparer.Ordinal).Select(static member => JsonSerializer.Serialize(member.Key) + ":" + Sorted(member.Value))) + "}",
        JsonArray elements => "[" + string.Join(',', elements.Select(Sorted)) + "]",
        _ => node?.ToJsonString() ?? "null",
    };
}
