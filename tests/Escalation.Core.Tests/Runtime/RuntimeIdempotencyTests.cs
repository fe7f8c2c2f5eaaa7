using Escalation.Core.Tests.Decisions;
using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Runtime;

namespace Escalation.Core.Tests.Runtime;

public class RuntimeIdempotencyTests
{
    [Fact]
    [Trait("Row", "86")]
    public async Task The_same_turn_again_gives_the_same_decision_and_acts_once()
    {
        using var bench = new RuntimeBench(Signal.Quiet());

        HandleResult first = await bench.Handle();
        HandleResult second = await bench.Handle();

        Assert.Equal(1, bench.Acts);
        Assert.Equal(first.Decision, second.Decision);
        Assert.Equal((false, true, true), (first.IsRepetition, second.IsRepetition, second.Acted));
        Assert.Equal(["decision", "released"], bench.Kinds);
    }

    [Fact]
    [Trait("Row", "86")]
    public async Task The_same_escalation_again_is_handed_off_once()
    {
        using var bench = new RuntimeBench(Signal.Fire(Reason.Sensitivity));

        HandleResult first = await bench.Handle();
        HandleResult second = await bench.Handle();

        Assert.Equal(1, bench.Channel.Waiting);
        Assert.Equal(first.Receipt, second.Receipt);
        Assert.Equal(first.FallbackMessage, second.FallbackMessage);
        Assert.Null(second.Package);
    }

    [Fact]
    [Trait("Row", "86")]
    public async Task Many_at_once_act_once()
    {
        using var bench = new RuntimeBench(Signal.Quiet());
        var gate = new TaskCompletionSource();
        int acts = 0;
        Task<HandleResult>[] calls = [.. Enumerable.Range(0, 16).Select(_ => Task.Run(async () => await bench.Runtime.HandleDetailedAsync(RuntimeBench.Turn(), async _ =>
        {
            Interlocked.Increment(ref acts);
            await gate.Task;
        })))];
        gate.SetResult();

        HandleResult[] results = await Task.WhenAll(calls);

        Assert.Equal(1, acts);
        Assert.Equal(15, results.Count(result => result.IsRepetition));
        Assert.All(results, result => Assert.True(result.Acted));
    }

    [Fact]
    [Trait("Row", "87")]
    public async Task Another_turn_under_the_same_id_is_refused_and_recorded()
    {
        AgentTurn turn = RuntimeBench.Turn() with
        {
            Answer = "a",
            Confidence = 0.5,
            LogProbs = [new TokenLogProb("a", -0.1, new[] { new TokenAlternative("b", -2) })],
            Interpretations = [new Interpretation("a", 1)],
            Samples = [new AnswerSample("a", 1, -0.5)],
            VerifierScore = 0.5,
            Activations = new float[] { 1, 2 },
            Attributes = new Dictionary<string, string> { ["k"] = "v" },
            ProposedStep = AgentStep.Tool("a", "b"),
            Intent = "a",
            Slots = new Dictionary<string, string> { ["s"] = "v" },
            IntentScores = new double[] { 1, 2 },
            Embedding = new float[] { 1, 2 },
        };
        AgentTurn[] others =
        [
            turn with { Request = "other" },
            turn with { Answer = "b" },
            turn with { Answer = null },
            turn with { Confidence = 0.6 },
            turn with { Confidence = null },
            turn with { ExpertConfidence = 0 },
            turn with { DelegationValue = 0.5 },
            turn with { DecisionClass = "refund" },
            turn with { Costs = new DecisionCosts(5, 1) },
            turn with { Conversation = new Conversation("c") },
            turn with { LogProbs = [new TokenLogProb("a", -0.1, new[] { new TokenAlternative("b", -3) })] },
            turn with { LogProbs = [new TokenLogProb("a", -0.2, new[] { new TokenAlternative("b", -2) })] },
            turn with { LogProbs = null },
            turn with { Interpretations = [new Interpretation("a", 2)] },
            turn with { Samples = [new AnswerSample("b", 1, -0.5)] },
            turn with { Samples = [new AnswerSample("a", 2, -0.5)] },
            turn with { Samples = [new AnswerSample("a", null, -0.5)] },
            turn with { Samples = [new AnswerSample("a", 1, -0.6)] },
            turn with { Samples = null },
            turn with { VerifierScore = 0.6 },
            turn with { VerifierScore = null },
            turn with { Interpretations = [] },
            turn with { Activations = new float[] { 1, 3 } },
            turn with { Attributes = new Dictionary<string, string> { ["k"] = "w" } },
            turn with { ProposedStep = AgentStep.Tool("ab", "") },
            turn with { Intent = null },
            turn with { Slots = null },
            turn with { Slots = new Dictionary<string, string> { ["s"] = "w" } },
            turn with { IntentScores = new double[] { 1, 3 } },
            turn with { Embedding = default },
            turn with { ProposedStep = turn.ProposedStep with { Vetoed = true } },
            turn with { ProposedStep = turn.ProposedStep with { At = DateTimeOffset.UnixEpoch } },
        ];
        foreach (AgentTurn other in others)
        {
            using var bench = new RuntimeBench(Signal.Quiet());
            await bench.Handle(turn);

            IdempotencyConflictException fault = await Assert.ThrowsAsync<IdempotencyConflictException>(() => bench.Handle(other));
            Assert.Equal("t", fault.Id);
            Assert.Equal(1, bench.Acts);
            Assert.Equal(1, bench.Runtime.Counters.Conflicts);
            Assert.Equal("idempotency-conflict", bench.Kinds[^1]);
        }
    }

    [Fact]
    public async Task An_act_that_threw_is_not_run_again()
    {
        using var bench = new RuntimeBench(Signal.Quiet());
        int acts = 0;
        ValueTask Failing(CancellationToken cancellationToken)
        {
            acts++;
            throw new TimeoutException("half done");
        }

        await Assert.ThrowsAsync<TimeoutException>(async () => await bench.Runtime.HandleAsync(RuntimeBench.Turn(), Failing));
        await Assert.ThrowsAsync<TimeoutException>(async () => await bench.Runtime.HandleAsync(RuntimeBench.Turn(), Failing));

        Assert.Equal(1, acts);
        Assert.Equal(["decision", "released"], bench.Kinds);
        Assert.False(bench.Records[1].Data.GetProperty("completed").GetBoolean());
        Assert.Equal("System.TimeoutException", bench.Records[1].Data.GetProperty("fault").GetString());
        Assert.DoesNotContain("half done", bench.LogText, StringComparison.Ordinal);
        Assert.Equal((1, 1), (bench.Runtime.Counters.Acts, bench.Runtime.Counters.ActFaults));
    }

    [Fact]
    public async Task Only_the_latest_turns_are_remembered()
    {
        using var bench = new RuntimeBench(Signal.Quiet(), new EscalationRuntimeOptions { RememberedTurns = 2 });
        foreach (string id in (string[])["1", "2", "3", "3", "2", "1"])
        {
            await bench.Handle(RuntimeBench.Turn(id));
        }

        Assert.Equal(4, bench.Acts);
    }

    [Fact]
    public async Task A_turn_under_way_is_remembered_beyond_the_limit()
    {
        using var bench = new RuntimeBench(Signal.Quiet(), new EscalationRuntimeOptions { RememberedTurns = 1 });
        var gate = new TaskCompletionSource();
        int acts = 0;
        async ValueTask Slow(CancellationToken cancellationToken)
        {
            acts++;
            await gate.Task;
        }

        Task<HandleResult> first = bench.Runtime.HandleDetailedAsync(RuntimeBench.Turn("1"), Slow).AsTask();
        await bench.Handle(RuntimeBench.Turn("2"));
        Task<HandleResult> again = bench.Runtime.HandleDetailedAsync(RuntimeBench.Turn("1"), Slow).AsTask();
        Assert.False(again.IsCompleted);
        gate.SetResult();

        Assert.Equal((1, false, true), (acts, (await first).IsRepetition, (await again).IsRepetition));
    }

    [Fact]
    public async Task A_turn_given_up_before_its_release_may_be_tried_again()
    {
        using var patience = new CancellationTokenSource();
        using var bench = new RuntimeBench(RuntimeBench.Policy(new StubTrigger("canceller", _ =>
        {
            patience.Cancel();
            return Signal.Quiet();
        })));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Handle(cancellationToken: patience.Token));
        Assert.Equal(0, bench.Acts);
        Assert.True((await bench.Handle()).Acted);
        Assert.Equal(1, bench.Acts);
    }
}
