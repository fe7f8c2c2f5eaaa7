using System.IO.Compression;
using System.Text;
using Escalation.Decisions;
using Escalation.Experiments.Loops;
using Escalation.Experiments.Tests.CommandLine;
using Escalation.Tests.Shared;
using Escalation.Triggers.Loops;

namespace Escalation.Experiments.Tests.Loops;

public class LoopExperimentTests
{
    private const string Airline = "agents/taubench_gpt4o_airline.jsonl.gz";
    private static readonly AgentStep A = AgentStep.Tool("a", "{\"x\":1,\"y\":2}", "r");

    [DataFact(Airline)]
    public void Every_target_is_met_on_the_real_runs()
    {
        LoopResult result = LoopExperiment.Run(DataFactAttribute.PathOf("."));
        Assert.True(result.MeetsTargets, LoopReport.Write(result));
        Assert.Equal((22, 200, 4), (result.Software.Alarms.Count, result.AirlineDialogue.Alarms.Count, result.Repeating.Count));
        LoopAlarm stubborn = result.Software.Fired.Single();
        Assert.Equal((LoopKind.ExactRepeat, 13, LoopStage.Warn), (stubborn.First.Kind, stubborn.AtStep, stubborn.Gravest));
        Assert.Equal(116, result.AirlineDialogue.Firing.Failed + result.AirlineDialogue.Rest.Failed);
    }

    [DataFact(Airline)]
    public void The_command_prints_the_counts_and_says_whether_targets_are_met()
    {
        CommandRun run = CommandRun.Of("loops", "--data", DataFactAttribute.PathOf("."));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("eps.traj: exact-repeat at step 13", run.Output, StringComparison.Ordinal);
        Assert.Contains("RepeatError", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("MISSED", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_usage_and_missing_or_damaged_files_are_refused()
    {
        CommandRun.Of("loops").MustRefuse("--data");
        using var folder = new TemporaryFolder();
        CommandRun.Of("loops", "--data", folder.FullName).MustRefuse("sweagent_trajectories.jsonl.gz");
        Directory.CreateDirectory(folder.PathOf("agents"));
        folder.Write("agents/sweagent_trajectories.jsonl.gz", "no gzip");
        CommandRun.Of("loops", "--data", folder.FullName).MustRefuse("sweagent_trajectories.jsonl.gz: not a gzip file, or damaged");
        Write("{\"file\":\"a\",\"steps\":[]}\n{\"file\":\"b\"}\n");
        CommandRun.Of("loops", "--data", folder.FullName).MustRefuse("line 2 is not as expected");
        Write("");
        CommandRun.Of("loops", "--data", folder.FullName).MustRefuse("the file is empty");

        void Write(string text)
        {
            using var gzip = new GZipStream(File.Create(folder.PathOf("agents/sweagent_trajectories.jsonl.gz")), CompressionLevel.Fastest);
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }
    }

    [Fact]
    public void Equal_calls_are_counted_with_members_in_any_order()
    {
        Assert.Equal(2, LoopExperiment.MostEqualCalls(Run(null, A, AgentStep.User("?"), A with { Arguments = "{\"y\":2,\"x\":1}" }, A with { Arguments = "{\"x\":1}" })));
        Assert.Equal(0, LoopExperiment.MostEqualCalls(Run(null)));
    }

    [Fact]
    public void A_target_that_is_missed_says_so()
    {
        LoopTable table = LoopExperiment.Replay("defaults", [Run(false, A, A, A, A), Run(true, A)], LoopPolicies.Defaults());
        Assert.Equal(((1, 0), (1, 1), (1, 0)), (table.Firing, table.Rest, table.Of(LoopKind.ExactRepeat)));
        Assert.False(table.FiringFailsMoreOften);
        Assert.False(LoopExperiment.Replay("defaults", [Run(true, A)], LoopPolicies.Defaults()).FiringFailsMoreOften);
        var result = new LoopResult(table, table, table, ["another run"]);
        Assert.False(result.MeetsTargets);
        Assert.Contains("MISSED", LoopReport.Write(result), StringComparison.Ordinal);
    }

    private static AgentRun Run(bool? failed, params AgentStep[] steps) => new("run", steps, failed);
}
