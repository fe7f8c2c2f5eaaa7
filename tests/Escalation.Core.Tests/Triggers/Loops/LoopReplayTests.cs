using Escalation.Decisions;
using Escalation.Triggers.Loops;

namespace Escalation.Core.Tests.Triggers.Loops;

public class LoopReplayTests
{
    [Fact]
    public void Every_golden_scenario_fires_exactly_where_its_label_says_or_not_at_all()
    {
        List<string> wrong = [];
        foreach (LoopScenario scenario in LoopScenario.All)
        {
            LoopReplayResult result = LoopReplay.Run(scenario.Steps, LoopScenario.Options());
            if (result.AtStep != scenario.ExpectAtStep)
            {
                wrong.Add($"{scenario.Name}: expected {scenario.ExpectAtStep}, was {result.AtStep} ({result.Verdict})");
            }
        }

        Assert.Equal(44, LoopScenario.All.Count);
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("exact-repeat-four", "exact-repeat", 1, 2)]
    [InlineData("silent-empty-success", "exact-repeat", 1, 1)]
    [InlineData("same-call-three-different-errors", "repeat-error", 1, 1)]
    [InlineData("unknown-tool-retried", "same-error", 1, 1)]
    [InlineData("cycle-of-five", "cycle", 5, 1)]
    [InlineData("three-identical-then-cycle-of-one-in-two", "cycle", 3, 1)]
    [InlineData("flag-jitter-same-content", "cycle", 2, 1)]
    [InlineData("distinct-searches-same-results", "same-result", 1, 1)]
    [InlineData("monologue-same-text", "monologue", 1, 2)]
    [InlineData("monologue-restated-plan", "cycle", 2, 1)]
    [InlineData("chanting-stream", "chanting", 1, 1)]
    [InlineData("context-trim-loop", "condensation", 1, 1)]
    [InlineData("parallel-calls-same-set", "exact-repeat", 1, 1)]
    public void The_verdict_names_the_rule_its_period_and_where_it_began(string name, string reason, int period, int first)
    {
        LoopScenario scenario = LoopScenario.All.Single(s => s.Name == name);
        LoopVerdict verdict = LoopReplay.Run(scenario.Steps, LoopScenario.Options()).Verdict;
        Assert.Equal((reason, period, (long)first, LoopStage.Warn), (verdict.Reason.Code, verdict.Period, verdict.FirstStep, verdict.Stage));
    }

    [Fact]
    public void Scenarios_that_need_knowledge_of_tools_are_missed_or_early_without_it()
    {
        string[] differ = [.. LoopScenario.All.Where(s => LoopReplay.Run(s.Steps).AtStep != s.ExpectAtStep).Select(s => s.Name)];
        Assert.Equal(["free-text-argument-jitter", "distinct-searches-same-results", "poll-unchanged-within-tolerance", "poll-unchanged-beyond-tolerance", "parallel-calls-same-set"], differ);
    }

    [Fact]
    public void An_empty_history_never_fires()
    {
        Assert.False(LoopReplay.Run([]).Fired);
        Assert.Throws<ArgumentNullException>(() => LoopReplay.Run([null!]));
    }

    [Fact]
    public void The_real_recovery_of_a_warned_agent_is_not_stopped()
    {
        AgentStep wrong = AgentStep.Tool("submit", "{\"v\":1}", "Wrong");
        var state = new LoopState(new LoopRules(new LoopOptions()));
        foreach (AgentStep step in (AgentStep[])[wrong, wrong, wrong, wrong])
        {
            state.Record(step);
        }

        Assert.Equal(LoopStage.Warn, state.Verdict.Stage);
        state.Record(AgentStep.Tool("submit", "{\"v\":2}", "Right"));
        Assert.False(state.Verdict.IsLoop);
    }
}
