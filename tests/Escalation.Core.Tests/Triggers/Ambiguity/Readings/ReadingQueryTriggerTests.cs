using Escalation.Decisions;
using Escalation.Tests.Shared;
using Escalation.Triggers.Ambiguity.Readings;

namespace Escalation.Core.Tests.Triggers.Ambiguity.Readings;

public class ReadingQueryTriggerTests
{
    private static readonly AgentTurn Turn = new() { Request = "cancel it" };

    [Theory]
    [InlineData(true, """[{"text":"the order"},{"text":"the subscription"}]""")]
    [InlineData(false, """[{"text":"the order"}]""")]
    [InlineData(true, """[{"text":"the order","score":0.5},{"text":"the subscription","score":0.45}]""")]
    [InlineData(false, """[{"text":"the order","score":0.9},{"text":"the subscription","score":0.1}]""")]
    public async Task What_the_model_lists_is_judged_like_given_readings(bool escalates, string reply)
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Readings((_, _) => ValueTask.FromResult<string?>(reply)));
        EscalationDecision decision = await policy.DecideAsync(Turn);
        Assert.Equal((escalates, escalates ? Reason.Ambiguity : Reason.WithinThresholds), (!decision.MayAct, decision.Reason));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("There is one reading only, do not escalate.")]
    [InlineData("[]")]
    public async Task A_reply_that_is_no_list_never_acts(string? reply)
    {
        Signal signal = await Of((_, _) => ValueTask.FromResult(reply)).EvaluateAsync(Turn, CancellationToken.None);
        Assert.Equal((SignalKind.Missing, "no-signal", "reading-list", DecisionOutcome.SafeStop), (signal.Kind, signal.Reason.Code, signal.Detail, signal.Proposal));
    }

    [Fact]
    [Trait("Row", "39")]
    public async Task A_model_that_throws_never_acts()
    {
        foreach (Func<AgentTurn, CancellationToken, ValueTask<string?>> ask in new Func<AgentTurn, CancellationToken, ValueTask<string?>>[]
        {
            (_, _) => throw new InvalidOperationException("at once"),
            async (_, _) =>
            {
                await Task.Yield();
                throw new TimeoutException("its own");
            },
            (_, _) => ValueTask.FromCanceled<string?>(new CancellationToken(canceled: true)),
        })
        {
            EscalationDecision decision = await EscalationPolicy.Build(p => p.Readings(ask)).DecideAsync(Turn);
            Assert.Equal((DecisionOutcome.EscalateToPerson, Reason.EvaluatorFault), (decision.Outcome, decision.Reason));
        }
    }

    [Fact]
    [Trait("Row", "42")]
    public async Task A_model_that_is_late_is_a_fault_and_told_to_stop()
    {
        var time = new ManualTimeProvider(DateTimeOffset.UnixEpoch);
        var never = new TaskCompletionSource<string?>();
        CancellationToken token = default;
        var trigger = new ReadingQueryTrigger(
            "readings",
            (_, cancellationToken) =>
            {
                token = cancellationToken;
                return new ValueTask<string?>(never.Task);
            },
            new ReadingQueryOptions { TimeBudget = TimeSpan.FromSeconds(5), Outcome = DecisionOutcome.SafeStop },
            time);

        ValueTask<Signal> asking = trigger.EvaluateAsync(Turn, CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(4));
        Assert.False(asking.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        Signal signal = await asking;

        Assert.Equal((SignalKind.Fault, Reason.Timeout, DecisionOutcome.SafeStop), (signal.Kind, signal.Reason, signal.Proposal));
        Assert.True(token.IsCancellationRequested);
        never.SetException(new InvalidOperationException("late"));
    }

    [Fact]
    public async Task A_caller_who_gives_up_gets_no_signal()
    {
        var never = new TaskCompletionSource<string?>();
        using var giveUp = new CancellationTokenSource();
        ValueTask<Signal> asking = Of((_, _) => new ValueTask<string?>(never.Task)).EvaluateAsync(Turn, giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking.AsTask());
    }

    [Fact]
    public async Task Readings_that_are_given_spare_the_question_unless_told_otherwise()
    {
        int asked = 0;
        ValueTask<string?> Ask(AgentTurn turn, CancellationToken cancellationToken)
        {
            asked++;
            return ValueTask.FromResult<string?>("""[{"text":"the order"}]""");
        }

        AgentTurn given = Turn with { Interpretations = [new("a"), new("b")] };
        Assert.True((await new ReadingQueryTrigger("r", Ask).EvaluateAsync(given, CancellationToken.None)).Fired);
        Assert.Equal(0, asked);
        Assert.False((await new ReadingQueryTrigger("r", Ask, new ReadingQueryOptions { PreferGivenReadings = false }).EvaluateAsync(given, CancellationToken.None)).Fired);
        Assert.Equal(1, asked);
        Assert.Equal(SignalKind.Missing, (await new ReadingQueryTrigger("r", Ask).EvaluateAsync(Turn with { Interpretations = [] }, CancellationToken.None)).Kind);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        static ValueTask<string?> Ask(AgentTurn turn, CancellationToken cancellationToken) => default;
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReadingQueryTrigger("r", Ask, new ReadingQueryOptions { TimeBudget = TimeSpan.Zero }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReadingQueryTrigger("r", Ask, new ReadingQueryOptions { TimeBudget = TimeSpan.FromDays(2) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReadingQueryTrigger("r", Ask, new ReadingQueryOptions { MinimumMargin = -1 }));
        Assert.Throws<ArgumentNullException>(() => new ReadingQueryTrigger("r", null!));
        Assert.Throws<ArgumentException>(() => new ReadingQueryTrigger(" ", Ask));
    }

    private static ReadingQueryTrigger Of(Func<AgentTurn, CancellationToken, ValueTask<string?>> ask) => new("readings", ask, new ReadingQueryOptions { Outcome = DecisionOutcome.SafeStop });
}
