using System.Text;
using System.Text.Json;
using Escalation.Decisions;
using Escalation.Tests.Shared;
using Escalation.Triggers.Loops;

namespace Escalation.Core.Tests.Triggers.Loops;

public class LoopJudgeTriggerTests
{
    [Fact]
    public async Task The_judge_is_asked_at_the_first_step_and_then_at_intervals_that_shorten_as_it_grows_surer()
    {
        var judge = new StubLoopJudge(0.0, 0.5, 0.9, 0.2);
        (LoopJudgeTrigger trigger, Conversation conversation) = Start(judge);
        List<int> asked = [];
        for (int step = 1; step <= 70; step++)
        {
            conversation.Record(AgentStep.Tool("t", $"{{\"i\":{step}}}", "r"));
            if (await trigger.ConsultAsync(conversation))
            {
                asked.Add(step);
            }
        }

        // 30, then 5 + 10 (1 - confidence) later, rounded.
        Assert.Equal([30, 45, 55, 61], asked[..4]);
        Assert.Equal(asked.Count, judge.Asked);
    }

    [Fact]
    public async Task An_answer_about_a_conversation_that_went_on_is_dropped()
    {
        var waits = new TaskCompletionSource();
        (LoopJudgeTrigger trigger, Conversation conversation) = Start(new StubLoopJudge(0.0) { Waits = waits }, o => o.FirstStep = 2);
        Record(conversation, 2);
        ValueTask<bool> asked = trigger.ConsultAsync(conversation);
        Record(conversation, 1);
        waits.SetResult();
        Assert.True(await asked);
        Assert.True(conversation.TryGet(trigger.Slot, out LoopJudgeState? state));
        Assert.Equal((true, (double?)null), (state.IsDue, state.Confidence));
        Assert.Equal(Reason.NoSignal, trigger.Evaluate(new AgentTurn { Conversation = conversation }).Reason);
    }

    [Fact]
    public async Task The_answer_counts_until_the_next_one_and_a_user_turn_starts_over()
    {
        var judge = new StubLoopJudge(0.95, 0.9);
        (LoopJudgeTrigger trigger, Conversation conversation) = Start(judge, o => o.FirstStep = 2);
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Add(trigger));
        var turn = new AgentTurn { Conversation = conversation };
        Record(conversation, 1);
        Assert.False(await trigger.ConsultAsync(conversation));
        Assert.Equal(DecisionOutcome.Act, policy.Decide(turn).Outcome);
        Record(conversation, 1);
        Assert.True(await trigger.ConsultAsync(conversation));
        Assert.False(await trigger.ConsultAsync(conversation));
        EscalationDecision decision = policy.Decide(turn);
        Assert.Equal((DecisionOutcome.EscalateToPerson, Reason.Loop, 0.95), (decision.Outcome, decision.Reason, decision.Score));
        Record(conversation, 6);
        Assert.True(await trigger.ConsultAsync(conversation));

        // Equality acts.
        Assert.Equal(DecisionOutcome.Act, policy.Decide(turn).Outcome);
        conversation.Record(AgentStep.User("go on"));
        Assert.True(conversation.TryGet(trigger.Slot, out LoopJudgeState? state));
        Assert.Equal((0L, 2L, null), (state.Steps, state.Due, state.Confidence));
    }

    [Theory]
    [InlineData(double.NaN, "score-undefined")]
    [InlineData(double.PositiveInfinity, "score-undefined")]
    [InlineData(1.5, "score-out-of-range")]
    [InlineData(-0.1, "score-out-of-range")]
    public async Task An_answer_that_is_no_probability_escalates_and_the_next_step_asks_again(double answer, string reason)
    {
        (LoopJudgeTrigger trigger, Conversation conversation) = Start(new StubLoopJudge(answer, 0.1), o => o.FirstStep = 1);
        await Faults(trigger, conversation, reason);
    }

    [Fact]
    public async Task A_judge_that_throws_escalates_whether_at_once_or_later()
    {
        (LoopJudgeTrigger trigger, Conversation conversation) = Start(new StubLoopJudge(0.1) { Throws = new InvalidOperationException("user text") }, o => o.FirstStep = 1);
        await Faults(trigger, conversation, "evaluator-fault");
        (trigger, conversation) = Start(new StubLoopJudge(0.1) { ThrowsLater = new TimeoutException("its own") }, o => o.FirstStep = 1);
        await Faults(trigger, conversation, "evaluator-fault");
    }

    [Fact]
    public async Task A_late_judge_is_a_timeout_even_where_it_ignores_its_token()
    {
        var time = new ManualTimeProvider();
        var judge = new StubLoopJudge(0.1) { Waits = new TaskCompletionSource() };
        (LoopJudgeTrigger trigger, Conversation conversation) = Start(judge, o => (o.FirstStep, o.Time) = (1, time));
        Record(conversation, 1);
        Task<bool> asking = trigger.ConsultAsync(conversation).AsTask();
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await trigger.ConsultAsync(conversation));
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.True(await asking);
        Signal signal = trigger.Evaluate(new AgentTurn { Conversation = conversation });
        Assert.Equal((SignalKind.Fault, Reason.Timeout), (signal.Kind, signal.Reason));
        judge.Waits.SetResult();
    }

    [Fact]
    public async Task The_caller_may_cancel_and_the_judge_stays_due()
    {
        using var cancel = new CancellationTokenSource();
        var judge = new StubLoopJudge(0.1) { Waits = new TaskCompletionSource() };
        (LoopJudgeTrigger trigger, Conversation conversation) = Start(judge, o => o.FirstStep = 1);
        Record(conversation, 1);
        Task<bool> asking = trigger.ConsultAsync(conversation, cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        judge.Waits.SetResult();
        Assert.True(trigger.Evaluate(new AgentTurn { Conversation = conversation }).Failed);
        Assert.True(await trigger.ConsultAsync(conversation));
        Assert.False(trigger.Evaluate(new AgentTurn { Conversation = conversation }).Fired);
    }

    [Fact]
    public void Due_and_not_asked_is_missing_and_so_is_no_conversation_or_one_that_nobody_watched()
    {
        (LoopJudgeTrigger trigger, Conversation conversation) = Start(new StubLoopJudge(0.1), o => o.FirstStep = 2);
        Assert.Equal(SignalKind.Value, Evaluate(conversation).Kind);
        Record(conversation, 2);
        Assert.Equal((SignalKind.Missing, "loop-judge-not-asked"), (Evaluate(conversation).Kind, Evaluate(conversation).Detail));
        var unwatched = new Conversation("c");
        Assert.Equal(SignalKind.Value, Evaluate(unwatched).Kind);
        Record(unwatched, 1);
        Assert.Equal((SignalKind.Missing, "loop-state-not-attached"), (Evaluate(unwatched).Kind, Evaluate(unwatched).Detail));
        Assert.Throws<InvalidOperationException>(() => { trigger.ConsultAsync(unwatched).AsTask().GetAwaiter().GetResult(); });
        Assert.Equal("no-conversation", trigger.Evaluate(new AgentTurn()).Detail);
        Assert.Equal(SignalKind.NotApplicable, new LoopJudgeTrigger("j", new StubLoopJudge(), new LoopJudgeOptions { ConversationIsOptional = true }).Evaluate(new AgentTurn()).Kind);

        Signal Evaluate(Conversation of) => trigger.Evaluate(new AgentTurn { Conversation = of });
    }

    [Fact]
    public async Task The_state_moves_between_machines_and_hostile_ones_are_refused()
    {
        (LoopJudgeTrigger trigger, Conversation conversation) = Start(new StubLoopJudge(0.95), o => o.FirstStep = 1);
        Record(conversation, 1);
        await trigger.ConsultAsync(conversation);
        byte[] json = ConversationJson.ToUtf8Bytes(conversation);
        Conversation moved = ConversationJson.Parse(json);
        moved.Attach(trigger.Slot);
        Assert.True(trigger.Evaluate(new AgentTurn { Conversation = moved }).Fired);
        Assert.Equal(json, ConversationJson.ToUtf8Bytes(moved));
        Assert.Contains("\"confidence\":0.95", Encoding.UTF8.GetString(json), StringComparison.Ordinal);
        foreach (string state in new[] { "null", "{}", "{\"steps\":-1,\"due\":1,\"confidence\":null,\"fault\":null}", "{\"steps\":1,\"due\":100,\"confidence\":null,\"fault\":null}", "{\"steps\":1,\"due\":0,\"confidence\":null,\"fault\":null}", "{\"steps\":1,\"due\":2,\"confidence\":1.5,\"fault\":null}", "{\"steps\":1,\"due\":2,\"confidence\":0.5,\"fault\":\"timeout\"}", "{\"steps\":1,\"due\":2,\"confidence\":null,\"fault\":\" \"}" })
        {
            using JsonDocument document = JsonDocument.Parse(state);
            Assert.Throws<FormatException>(() => trigger.Slot.Read(document.RootElement, 1));
        }

        using JsonDocument valid = JsonDocument.Parse("{\"steps\":1,\"due\":2,\"confidence\":null,\"fault\":null}");
        Assert.Equal(2, trigger.Slot.Read(valid.RootElement, 1).Due);
        Assert.Throws<FormatException>(() => trigger.Slot.Read(valid.RootElement, 2));
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        foreach (Action<LoopJudgeOptions> configure in new Action<LoopJudgeOptions>[]
        {
            o => o.FirstStep = 0, o => o.LeastSteps = 0, o => o.LeastSteps = 16, o => o.MostSteps = 10_001, o => o.Above = 1, o => o.Above = double.NaN, o => o.Above = -0.1,
            o => o.TimeBudget = TimeSpan.Zero, o => o.TimeBudget = TimeSpan.FromHours(2), o => o.Outcome = DecisionOutcome.Act,
        })
        {
            var options = new LoopJudgeOptions();
            configure(options);
            Assert.Throws<ArgumentOutOfRangeException>(() => new LoopJudgeTrigger("j", new StubLoopJudge(), options));
        }

        Assert.Throws<ArgumentNullException>(() => new LoopJudgeTrigger("j", null!));
        Assert.ThrowsAny<ArgumentException>(() => new LoopJudgeTrigger(" ", new StubLoopJudge()));
    }

    [Fact]
    public async Task Deciding_allocates_nothing()
    {
        (LoopJudgeTrigger trigger, Conversation conversation) = Start(new StubLoopJudge(0.95), o => o.FirstStep = 1);
        Record(conversation, 1);
        await trigger.ConsultAsync(conversation);
        Assert.Equal(0, AllocationProbe.BytesOf(trigger, new AgentTurn { Conversation = conversation }));
    }

    private static async Task Faults(LoopJudgeTrigger trigger, Conversation conversation, string reason)
    {
        Record(conversation, 1);
        Assert.True(await trigger.ConsultAsync(conversation));
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Add(trigger));
        var turn = new AgentTurn { Conversation = conversation };
        Assert.Equal((DecisionOutcome.EscalateToPerson, reason), (policy.Decide(turn).Outcome, policy.Decide(turn).Reason.Code));
        Record(conversation, 1);
        Assert.Equal(DecisionOutcome.EscalateToPerson, policy.Decide(turn).Outcome);
        Assert.True(await trigger.ConsultAsync(conversation));
        Assert.Equal(DecisionOutcome.Act, policy.Decide(turn).Outcome);
    }

    private static (LoopJudgeTrigger Trigger, Conversation Conversation) Start(StubLoopJudge judge, Action<LoopJudgeOptions>? configure = null)
    {
        var options = new LoopJudgeOptions();
        configure?.Invoke(options);
        var trigger = new LoopJudgeTrigger("judge", judge, options);
        var conversation = new Conversation("c");
        conversation.Attach(trigger.Slot);
        return (trigger, conversation);
    }

    private static void Record(Conversation conversation, int times)
    {
        for (int i = 0; i < times; i++)
        {
            conversation.Record(AgentStep.Tool("t", "{}", "r"));
        }
    }
}
