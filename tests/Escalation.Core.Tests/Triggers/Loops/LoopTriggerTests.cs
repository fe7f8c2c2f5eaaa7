using System.Text;
using Escalation.Decisions;
using Escalation.Triggers;
using Escalation.Triggers.Loops;

namespace Escalation.Core.Tests.Triggers.Loops;

public class LoopTriggerTests
{
    private static readonly AgentStep Ls = AgentStep.Tool("terminal", "{\"command\":\"ls\"}", "file1.txt");

    [Fact]
    public void A_loop_is_nudged_then_escalated_and_a_user_turn_ends_it()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Loops().Route("ops", when: Reason.Loop));
        Conversation conversation = policy.StartConversation("c");
        var turn = new AgentTurn { Conversation = conversation };
        Record(conversation, 3);
        Assert.Equal(DecisionOutcome.Act, policy.Decide(turn).Outcome);
        Record(conversation, 1);
        Assert.Equal((DecisionOutcome.Nudge, Reason.Loop), (policy.Decide(turn).Outcome, policy.Decide(turn).Reason));
        Record(conversation, 1);
        EscalationDecision stop = policy.Decide(turn);
        Assert.Equal((DecisionOutcome.EscalateToPerson, "ops", 5.0), (stop.Outcome, stop.RouteKey, stop.Score));
        Assert.Contains("exact-repeat, 5 times since step 1.", policy.Explain(turn).Triggers[0].Evidence, StringComparison.Ordinal);
        conversation.Record(AgentStep.User("thanks"));
        Assert.Equal(DecisionOutcome.Act, policy.Decide(turn).Outcome);
    }

    [Fact]
    public void Deciding_reads_and_never_records()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Loops());
        Conversation conversation = policy.StartConversation("c");
        Record(conversation, 3);
        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(DecisionOutcome.Act, policy.Decide(new AgentTurn { Conversation = conversation, ProposedStep = Ls }).Outcome);
        }
    }

    [Fact]
    public void A_conversation_that_nobody_watched_is_missing()
    {
        var trigger = new LoopTrigger("loops");
        var conversation = new Conversation("c");
        var turn = new AgentTurn { Conversation = conversation };
        Assert.Equal(SignalKind.Value, trigger.Evaluate(turn).Kind);
        Record(conversation, 1);
        Signal signal = trigger.Evaluate(turn);
        Assert.Equal((SignalKind.Missing, Reason.NoSignal, "loop-state-not-attached"), (signal.Kind, signal.Reason, signal.Detail));
        conversation.Attach(trigger.Slot);
        Assert.Equal(SignalKind.Value, trigger.Evaluate(turn).Kind);
    }

    [Fact]
    public void No_conversation_is_missing_unless_declared_optional()
    {
        Assert.Equal(("no-conversation", SignalKind.Missing), (new LoopTrigger("l").Evaluate(new AgentTurn()).Detail, new LoopTrigger("l").Evaluate(new AgentTurn()).Kind));
        Assert.Equal(SignalKind.NotApplicable, new LoopTrigger("l", new LoopOptions { ConversationIsOptional = true }).Evaluate(new AgentTurn()).Kind);
    }

    [Fact]
    public void Attaching_late_sees_the_steps_that_were_retained()
    {
        var conversation = new Conversation("c");
        Record(conversation, 4);
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Add(Trigger.Any("any", new LoopTrigger("inner"))));
        policy.Attach(conversation);
        Assert.Equal(DecisionOutcome.Nudge, policy.Decide(new AgentTurn { Conversation = conversation }).Outcome);
    }

    [Fact]
    public void State_moves_between_machines_at_any_step_of_any_scenario()
    {
        var trigger = new LoopTrigger("loops", LoopScenario.Options());
        foreach (LoopScenario scenario in LoopScenario.All)
        {
            var whole = new Conversation("c");
            whole.Attach(trigger.Slot);
            var moved = new Conversation("c");
            moved.Attach(trigger.Slot);
            foreach (AgentStep step in scenario.Steps)
            {
                whole.Record(step);
                moved.Record(step);
                moved = Move(moved, trigger);
            }

            Assert.True(whole.TryGet(trigger.Slot, out LoopState? expected));
            Assert.True(moved.TryGet(trigger.Slot, out LoopState? actual));
            Assert.True(expected.Verdict == actual.Verdict && expected.StepCount == actual.StepCount, scenario.Name);
        }
    }

    [Fact]
    public void Half_a_surrogate_pair_at_the_end_of_a_chunk_can_be_written_and_read()
    {
        var trigger = new LoopTrigger("loops");
        var conversation = new Conversation("c");
        conversation.Attach(trigger.Slot);
        conversation.Record(AgentStep.Chunk("smile \ud83d"));
        Assert.True(Move(conversation, trigger).TryGet(trigger.Slot, out LoopState? state));
        Assert.Equal(1, state.StepCount);
    }

    [Fact]
    public void Changed_rules_start_from_the_retained_steps_and_never_misread_old_hashes()
    {
        var before = new LoopTrigger("loops");
        var options = new LoopOptions();
        options.Tool("terminal").NoiseFields.Add("why");
        var after = new LoopTrigger("loops", options);
        Assert.NotEqual(before.Slot.Name, after.Slot.Name);
        Assert.Equal(before.Slot.Name, new LoopTrigger("other", new LoopOptions()).Slot.Name);
        var conversation = new Conversation("c");
        conversation.Attach(before.Slot);
        for (int i = 0; i < 4; i++)
        {
            conversation.Record(AgentStep.Tool("terminal", $"{{\"command\":\"ls\",\"why\":{i}}}", "x"));
        }

        conversation.Attach(after.Slot);
        Assert.False(before.Evaluate(new AgentTurn { Conversation = conversation }).Fired);
        Assert.True(after.Evaluate(new AgentTurn { Conversation = conversation }).Fired);
    }

    [Fact]
    public void Deciding_on_a_conversation_allocates_nothing_loop_or_not()
    {
        var trigger = new LoopTrigger("loops");
        var conversation = new Conversation("c");
        conversation.Attach(trigger.Slot);
        var turn = new AgentTurn { Conversation = conversation };
        Assert.Equal(0, AllocationProbe.BytesOf(trigger, turn));
        Record(conversation, 6);
        Assert.Equal(0, AllocationProbe.BytesOf(trigger, turn));
    }

    private static Conversation Move(Conversation conversation, LoopTrigger trigger)
    {
        byte[] json = ConversationJson.ToUtf8Bytes(conversation);
        Assert.NotEmpty(Encoding.UTF8.GetString(json));
        Conversation moved = ConversationJson.Parse(json);
        moved.Attach(trigger.Slot);
        return moved;
    }

    private static void Record(Conversation conversation, int times)
    {
        for (int i = 0; i < times; i++)
        {
            conversation.Record(Ls);
        }
    }
}
