using Escalation.Core.Tests.Triggers.Loops;
using Escalation.Decisions;
using Escalation.Triggers;
using Escalation.Triggers.Loops;

namespace Escalation.Core.Tests.Decisions;

public class PolicyPreparationTests
{
    [Fact]
    public async Task A_judge_is_asked_where_it_is_due_on_its_own_and_within_compositions()
    {
        foreach (Func<ITrigger, ITrigger> place in (Func<ITrigger, ITrigger>[])[static judge => judge, static judge => Trigger.Any("either", judge, new StubTrigger("quiet", Signal.Quiet()))])
        {
            var judge = new StubLoopJudge(0.95);
            EscalationPolicy policy = EscalationPolicy.Build(p => p.Add(place(new LoopJudgeTrigger("judge", judge, new LoopJudgeOptions { FirstStep = 1 }))));
            AgentTurn turn = OneStep(policy);
            Assert.Equal(Reason.NoSignal, policy.Decide(turn).Reason);
            await policy.PrepareAsync(turn);
            await policy.PrepareAsync(turn);
            Assert.Equal((Reason.Loop, 1), (policy.Decide(turn).Reason, judge.Asked));
        }
    }

    [Fact]
    public async Task Part_of_an_asynchronous_composition_is_prepared_too()
    {
        var judge = new StubLoopJudge(0.95);
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Add(Trigger.Any("either", Trigger.CreateAsync("later", static (_, _) => ValueTask.FromResult(Signal.Quiet())), new LoopJudgeTrigger("judge", judge, new LoopJudgeOptions { FirstStep = 1 }).AsAsync())));
        AgentTurn turn = OneStep(policy);
        await policy.PrepareAsync(turn);
        Assert.Equal((Reason.Loop, 1), ((await policy.DecideAsync(turn)).Reason, judge.Asked));
    }

    [Fact]
    public async Task Nothing_is_asked_about_a_conversation_that_a_person_has_or_without_one()
    {
        var judge = new StubLoopJudge(0.95);
        EscalationPolicy policy = EscalationPolicy.Build(p => p.LoopJudge(judge, o => o.FirstStep = 1));
        AgentTurn turn = OneStep(policy);
        turn.Conversation!.HandOver();
        await policy.PrepareAsync(turn);
        await policy.PrepareAsync(new AgentTurn());
        var unwatched = new Conversation("other");
        unwatched.Record(AgentStep.Message("x"));
        await policy.PrepareAsync(new AgentTurn { Conversation = unwatched });
        Assert.Equal(0, judge.Asked);
    }

    [Fact]
    public async Task A_preparation_that_throws_leaves_a_signal_that_escalates_and_only_the_caller_can_cancel()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Add(new Unprepared(new OperationCanceledException("its own"))).Add(new Unprepared(new InvalidOperationException("x"), "second")));
        await policy.PrepareAsync(new AgentTurn());
        Assert.Equal((DecisionOutcome.EscalateToPerson, Reason.NoSignal), (policy.Decide(new AgentTurn()).Outcome, policy.Decide(new AgentTurn()).Reason));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await policy.PrepareAsync(new AgentTurn(), cancelled.Token));
    }

    [Fact]
    public void A_nudge_comes_with_the_words_of_its_trigger_also_from_within_a_composition()
    {
        foreach (Func<ITrigger, ITrigger> place in (Func<ITrigger, ITrigger>[])[static loops => loops, static loops => Trigger.Any("either", new StubTrigger("quiet", Signal.Quiet()), loops)])
        {
            EscalationPolicy policy = EscalationPolicy.Build(p => p.Add(place(new LoopTrigger("loops"))));
            AgentTurn turn = OneStep(policy, times: 4);
            EscalationDecision decision = policy.Decide(turn);
            Assert.Equal(DecisionOutcome.Nudge, decision.Outcome);
            Assert.Contains("4 times since step 1", policy.NudgeFor(turn, decision), StringComparison.Ordinal);
            Assert.Null(policy.NudgeFor(turn, decision with { Outcome = DecisionOutcome.Act }));
            Assert.Null(policy.NudgeFor(turn, decision with { TriggerIndex = -1 }));
        }
    }

    [Fact]
    public void Words_that_fail_are_lost_and_the_decision_is_not()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Add(new Speechless()));
        EscalationDecision decision = policy.Decide(new AgentTurn());
        Assert.Equal(DecisionOutcome.Nudge, decision.Outcome);
        Assert.Null(policy.NudgeFor(new AgentTurn(), decision));
    }

    private static AgentTurn OneStep(EscalationPolicy policy, int times = 1)
    {
        Conversation conversation = policy.StartConversation("c");
        for (int i = 0; i < times; i++)
        {
            conversation.Record(AgentStep.Tool("ls", "{}", "a"));
        }

        return new AgentTurn { Conversation = conversation };
    }

    private sealed class Unprepared(Exception fault, string name = "unprepared") : ITrigger, IPreparedTrigger
    {
        public string Name => name;

        public Signal Evaluate(AgentTurn turn) => Signal.Missing(Reason.NoSignal);

        public ValueTask PrepareAsync(AgentTurn turn, CancellationToken cancellationToken) => throw fault;
    }

    private sealed class Speechless : ITrigger, INudgingTrigger
    {
        public string Name => "speechless";

        public Signal Evaluate(AgentTurn turn) => Signal.Fire(Reason.Loop, DecisionOutcome.Nudge);

        public string? NudgeFor(AgentTurn turn) => throw new InvalidOperationException("x");
    }
}
