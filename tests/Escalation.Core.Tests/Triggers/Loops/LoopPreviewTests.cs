using System.Text.Json;
using Escalation.Decisions;
using Escalation.Triggers.Loops;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Triggers.Loops;

public class LoopPreviewTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(100);

    [Fact]
    public void A_preview_says_what_recording_the_step_then_says_and_changes_nothing()
    {
        Check.One(Many, Prop.ForAll(LoopHistories.Arbitrary, Gen.Choose(0, 11).ToArbitrary(), (steps, variant) =>
        {
            var state = new LoopState(new LoopRules(LoopHistories.Options(variant)));
            foreach (AgentStep step in steps)
            {
                string before = Json(state);
                LoopVerdict preview = state.Preview(step);
                Assert.Equal(before, Json(state));
                state.Record(step);
                Assert.Equal(state.Verdict, preview);
            }
        }));
    }

    [Fact]
    public void Without_a_result_the_call_is_taken_to_give_what_it_gave_last()
    {
        LoopState state = After(AgentStep.Tool("a", "{}", "same"), AgentStep.Tool("a", "{}", "same"), AgentStep.Tool("a", "{}", "same"));
        LoopVerdict again = state.Preview(AgentStep.Tool("a", "{ }"));
        Assert.Equal((LoopKind.ExactRepeat, LoopStage.Warn, 4, 1L), (again.Kind, again.Stage, again.Repeats, again.FirstStep));
        Assert.False(state.Preview(AgentStep.Tool("a", "{\"new\":1}")).IsLoop);
        Assert.False(state.Preview(AgentStep.Tool("b", "{}")).IsLoop);
        Assert.False(state.Preview(AgentStep.Tool("a", "{}", "other")).IsLoop);
        Assert.False(state.Preview(AgentStep.User("stop")).IsLoop);
        Assert.False(state.Verdict.IsLoop);
    }

    [Fact]
    public void The_third_failing_call_and_the_end_of_a_cycle_are_seen_before_they_are_made()
    {
        Assert.Equal(LoopKind.RepeatError, After(AgentStep.Tool("a", "{}", "no", true), AgentStep.Tool("a", "{}", "not", true)).Preview(AgentStep.Tool("a", "{}")).Kind);
        AgentStep a = AgentStep.Tool("a", "{}", "1"), b = AgentStep.Tool("b", "{}", "2");
        LoopVerdict cycle = After(a, b, a, b, a).Preview(AgentStep.Tool("b", "{}"));
        Assert.Equal((LoopKind.Cycle, 2, 3), (cycle.Kind, cycle.Period, cycle.Repeats));
    }

    [Fact]
    public void A_policy_that_previews_stops_the_call_and_lets_another_one_through()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Loops(o => (o.PreviewProposedStep, o.StopAfter) = (true, 0)));
        Conversation conversation = policy.StartConversation("c");
        var turn = new AgentTurn { Conversation = conversation, ProposedStep = AgentStep.Tool("a", "{}") };
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(DecisionOutcome.Act, policy.Decide(turn).Outcome);
            conversation.Record(AgentStep.Tool("a", "{}", "same"));
        }

        // The block stays as long as the agent insists, and its own refusals are no steps of the agent's.
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal((DecisionOutcome.EscalateToPerson, 4.0), (policy.Decide(turn).Outcome, policy.Decide(turn).Score));
            conversation.Record(turn.ProposedStep with { Observation = "refused by policy", IsError = true, Vetoed = true });
        }

        Assert.Contains("exact-repeat, 4 times since step 1.", policy.Explain(turn).Triggers[0].Evidence, StringComparison.Ordinal);
        Assert.Equal(DecisionOutcome.Act, policy.Decide(turn with { ProposedStep = AgentStep.Tool("a", "{\"other\":true}") }).Outcome);
    }

    [Fact]
    public void A_proposed_step_of_no_kind_is_a_fault_and_escalates()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Loops(o => o.PreviewProposedStep = true));
        Conversation conversation = policy.StartConversation("c");
        EscalationDecision decision = policy.Decide(new AgentTurn { Conversation = conversation, ProposedStep = new AgentStep { Kind = (AgentStepKind)99 } });
        Assert.Equal((DecisionOutcome.EscalateToPerson, Reason.EvaluatorFault), (decision.Outcome, decision.Reason));
    }

    [Fact]
    public void Previewing_and_recording_calls_and_messages_allocates_nothing()
    {
        var state = new LoopState(new LoopRules(LoopHistories.Options(0)));
        AgentStep[] steps =
        [
            AgentStep.Tool("search", "{\"q\":\"a \\u0041\",\"n\":[1,2.50,{\"x\":null}]}", new string('x', 5_000) + " at 2024-05-01 10:00:00 took 0.12s, pid 77"),
            AgentStep.Tool("ssh", "{\"host\":\"h1\"}", "connect to h1: refused", isError: true),
            AgentStep.Message("I will now carefully read the whole configuration file again."),
            AgentStep.Condensation(),
        ];
        Run(state, steps);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(state, steps);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        static void Run(LoopState state, AgentStep[] steps)
        {
            for (int i = 0; i < 400; i++)
            {
                state.Preview(steps[i % steps.Length]);
                state.Record(steps[i % steps.Length]);
            }
        }
    }

    private static LoopState After(params AgentStep[] steps)
    {
        var state = new LoopState(new LoopRules(new LoopOptions()));
        foreach (AgentStep step in steps)
        {
            state.Record(step);
        }

        return state;
    }

    private static string Json(LoopState state)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            LoopStateJson.Write(writer, state);
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
