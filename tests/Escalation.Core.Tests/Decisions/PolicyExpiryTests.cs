using Escalation.Decisions;
using Escalation.Tests.Shared;
using Escalation.Triggers;
using Escalation.Triggers.Confidence;

namespace Escalation.Core.Tests.Decisions;

[Trait("Row", "37")]
public sealed class PolicyExpiryTests
{
    private static readonly DateTimeOffset Expiry = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly AgentTurn Sure = new() { Confidence = 0.9, DelegationValue = 0.1 };

    [Fact]
    public void From_its_expiry_on_a_certified_threshold_escalates_whatever_the_score()
    {
        var clock = new ManualTimeProvider(Expiry.AddTicks(-1));
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Confidence(Floor(Expiry)).Time(clock));
        Assert.Equal(Expiry, policy.Expires);
        Assert.Equal(DecisionOutcome.Act, policy.Decide(Sure).Outcome);
        clock.SetUtcNow(Expiry);
        EscalationDecision stale = policy.Decide(Sure);
        Assert.Equal(DecisionOutcome.EscalateToPerson, stale.Outcome);
        Assert.Equal(Reason.StaleCalibration, stale.Reason);
        Assert.Equal(1UL, stale.FailedTriggers);
        Assert.Equal(GuaranteeScope.Partial, stale.Guarantee.Scope);
        Assert.Contains("stale-calibration", policy.Explain(Sure).Triggers[0].Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stale_threshold_leaves_the_other_triggers_their_say()
    {
        var clock = new ManualTimeProvider(Expiry);
        EscalationPolicy policy = EscalationPolicy.Build(p => p
            .Confidence(Floor(Expiry))
            .Add(new StubTrigger("stop", _ => Signal.Fire(Reason.Sensitivity, DecisionOutcome.SafeStop)))
            .Time(clock));
        EscalationDecision decision = policy.Decide(Sure);
        Assert.Equal(DecisionOutcome.SafeStop, decision.Outcome);
        Assert.Equal(Reason.Sensitivity, decision.Reason);
        Assert.Equal(3UL, decision.FiredTriggers);
    }

    [Fact]
    public void A_threshold_inside_a_composition_goes_stale_with_it()
    {
        var clock = new ManualTimeProvider(Expiry);
        ITrigger floor = new ScoreThresholdTrigger("floor", TurnPredictors.Confidence, Floor(Expiry), Reason.LowConfidence);
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Add(Trigger.Not("not", floor, new Reason("inverted"))).Time(clock));
        Assert.Equal(Reason.StaleCalibration, policy.Decide(Sure).Reason);
    }

    [Fact]
    public async Task A_threshold_inside_an_asynchronous_composition_goes_stale_with_it()
    {
        var clock = new ManualTimeProvider(Expiry);
        ITrigger floor = new ScoreThresholdTrigger("floor", TurnPredictors.Confidence, Floor(Expiry), Reason.LowConfidence);
        IAsyncTrigger slow = new StubAsyncTrigger("slow", _ => ValueTask.FromResult(Signal.Quiet()));
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Add(Trigger.Any("any", floor.AsAsync(), slow)).Time(clock));
        Assert.Equal(Reason.StaleCalibration, (await policy.DecideAsync(Sure)).Reason);
        clock.SetUtcNow(Expiry.AddHours(-1));
        Assert.Equal(DecisionOutcome.Act, (await policy.DecideAsync(Sure)).Outcome);
    }

    [Fact]
    public void The_earliest_of_several_expiries_is_the_policys_and_each_trigger_keeps_its_own()
    {
        var clock = new ManualTimeProvider(Expiry);
        Threshold cap = new(0.5, ScoreDirection.HigherDelegates, ThresholdPurpose.Budget, ThresholdOrigin.Uncalibrated, expires: Expiry.AddDays(1));
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Confidence(Floor(Expiry)).DelegationValue(cap).Time(clock));
        Assert.Equal(Expiry, policy.Expires);
        Assert.Equal(1UL, policy.Decide(Sure).FailedTriggers);
        clock.SetUtcNow(Expiry.AddDays(1));
        Assert.Equal(3UL, policy.Decide(Sure).FailedTriggers);
    }

    [Fact]
    public void Expiry_in_another_time_zone_is_the_same_instant()
    {
        Threshold threshold = Floor(new DateTimeOffset(2026, 7, 1, 2, 0, 0, TimeSpan.FromHours(2)));
        Assert.Equal(Expiry, threshold.Expires);
        Assert.Equal(TimeSpan.Zero, threshold.Expires!.Value.Offset);
    }

    [Fact]
    public void Deciding_with_an_expiry_allocates_nothing()
    {
        var clock = new ManualTimeProvider(Expiry.AddDays(-1));
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Confidence(Floor(Expiry)).Time(clock));
        policy.Decide(Sure);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            policy.Decide(Sure);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_policy_without_an_expiry_reads_no_clock()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Confidence(0.5).Time(new BrokenClock()));
        Assert.Null(policy.Expires);
        Assert.Equal(DecisionOutcome.Act, policy.Decide(Sure).Outcome);
    }

    private static Threshold Floor(DateTimeOffset expires) =>
        new(0.5, ScoreDirection.HigherActs, ThresholdPurpose.Risk, ThresholdOrigin.Certified("0123456789abcdef", "a floor"), expires: expires);

    private sealed class BrokenClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => throw new InvalidOperationException("no clock");
    }
}
