using Escalation.Calibration;
using Escalation.Decisions;
using Escalation.Triggers;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Triggers;

public class WeightedTriggerTests
{
    private static readonly Signal Loud = Signal.Fire(Say.Why);

    [Theory]
    [Trait("Row", "48")]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(0.00009)]
    [InlineData(10_001.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_weight_out_of_range_is_refused_by_name_bound_and_value(double weight)
    {
        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => Trigger.Weighted("w", 0.5, (Say.That("a", Signal.Quiet), 1), (Say.That("b", Signal.Quiet), weight)));
        Assert.Contains("weight must be from 0.0001 to 10000, but was ", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void A_share_that_could_never_or_always_be_exceeded_is_refused(double above)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Trigger.Weighted("w", above, (Say.That("a", Signal.Quiet), 1.0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Trigger.Weighted("w", above, (Say.That("a", Signal.Quiet).AsAsync(), 1.0)));
    }

    [Fact]
    public void Nothing_to_weigh_a_null_part_a_blank_name_and_low_shares_that_escalate_are_refused()
    {
        ITrigger quiet = Say.That("a", Signal.Quiet);
        Assert.Throws<ArgumentException>(() => Trigger.Weighted("w", 0.5, Array.Empty<(ITrigger, double)>()));
        Assert.Throws<ArgumentException>(() => Trigger.Weighted("w", 0.5, (quiet, 1.0), (null!, 1.0)));
        Assert.Throws<ArgumentException>(() => Trigger.Weighted(" ", 0.5, (quiet, 1.0)));
        Assert.Throws<ArgumentException>(() => Trigger.Weighted("w", Threshold.ActAtOrAbove(0.5), parts: (quiet, 1.0)));
        Assert.Throws<ArgumentException>(() => Trigger.Weighted("w", 0.5, [.. Enumerable.Repeat((quiet, 1.0), 1_001)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Trigger.Weighted("w", Threshold.DelegateAbove(0.5), null, DecisionOutcome.Act, (quiet, 1.0)));
        Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(p => p.Add(Trigger.Weighted("w", 0.5, (quiet, 1.0), (quiet, 1.0)))));
    }

    [Fact]
    [Trait("Row", "39")]
    [Trait("Row", "41")]
    [Trait("Row", "51")]
    public void Every_three_signals_weigh_by_the_table()
    {
        double[] weights = [0.5, 0.3, 0.2];
        foreach (double above in new[] { 0.0, 0.2, 0.5, 0.8 })
        {
            for (int i = 0; i < Say.Everything.Length * Say.Everything.Length * Say.Everything.Length; i++)
            {
                Func<Signal>[] says = [.. new[] { i, i / Say.Everything.Length, i / Say.Everything.Length / Say.Everything.Length }.Select(n => Say.Everything[n % Say.Everything.Length].Signal)];
                Signal[] parts = [.. says.Select(Say.Of)];
                Signal result = Say.Evaluate(Weigh(above, says.Zip(weights)));
                string at = $"{above}: {string.Join(", ", parts.Select(part => Say.Key(part)))}";
                if (Array.Exists(parts, part => part.Failed))
                {
                    bool fault = Array.Exists(parts, part => part.Kind == SignalKind.Fault);
                    Assert.True(result.Kind == (fault ? SignalKind.Fault : SignalKind.Missing) && result.Proposal >= DecisionOutcome.EscalateToPerson, at);
                    continue;
                }

                int applicable = Enumerable.Range(0, 3).Sum(n => parts[n].Kind == SignalKind.NotApplicable ? 0 : (int)Math.Round(10 * weights[n]));
                int fired = Enumerable.Range(0, 3).Sum(n => parts[n].Fired ? (int)Math.Round(10 * weights[n]) : 0);
                bool fires = 10 * fired > (int)Math.Round(10 * above) * applicable;
                Assert.True(applicable == 0 ? result.Kind == SignalKind.NotApplicable : result.Kind == SignalKind.Value && result.Fired == fires, at);
                Assert.True(!result.Fired || (result.Proposal == parts.Max(part => part.Proposal).AtLeastPerson() && result.Reason == Trigger.WeightedEvidence), at);
            }
        }
    }

    [Theory]
    [InlineData(new[] { 0.1, 0.2, 0.7 }, 2, 0.3, false)] // In doubles 0.1 + 0.2 exceeds 0.3.
    [InlineData(new[] { 0.1, 0.2, 0.7 }, 2, 0.29999, true)]
    [InlineData(new[] { 1.0, 1.0, 1.0 }, 2, 2.0 / 3.0, false)]
    [InlineData(new[] { 1.0, 1.0, 1.0 }, 1, 1.0 / 3.0, false)]
    [InlineData(new[] { 7.0, 0.7, 0.07 }, 3, 0.999, true)]
    [InlineData(new[] { 0.0001, 10_000.0 }, 1, 0.0, true)]
    [InlineData(new[] { 0.0001, 10_000.0 }, 1, 0.00000001, false)]
    public void Equality_acts_and_ties_are_those_of_the_numbers_as_written(double[] weights, int firing, double above, bool fires)
    {
        (Func<Signal>, double)[] parts = [.. weights.Select((weight, i) => ((Func<Signal>)(i < firing ? () => Loud : Signal.Quiet), weight))];
        Assert.Equal(fires, Say.Evaluate(Weigh(above, parts)).Fired);
        Assert.Equal(fires, Say.Evaluate(Weigh(above, parts.Reverse())).Fired);
    }

    [Fact]
    public void Share_does_not_depend_on_the_order_nor_on_the_unit_of_the_weights_and_grows_with_what_fires()
    {
        Gen<(int Says, int Weight)> part =
            from says in Gen.Choose(0, Say.Everything.Length - 1)
            from weight in Gen.Choose(1, 1_000)
            select (says, weight);
        Prop.ForAll(
            part.NonEmptyListOf().ToArbitrary(),
            parts =>
            {
                (Func<Signal>, double)[] given = [.. parts.Select(p => (Say.Everything[p.Says].Signal, p.Weight / 100.0))];
                Signal one = Say.Evaluate(Weigh(0.4, given));
                Signal reversed = Say.Evaluate(Weigh(0.4, given.Reverse()));
                Signal scaled = Say.Evaluate(Weigh(0.4, given.Select(p => (p.Item1, p.Item2 * 8))));
                Signal louder = Say.Evaluate(Weigh(0.4, given.Select((p, i) => i == 0 && Say.Of(p.Item1).Kind == SignalKind.Value ? ((Func<Signal>)(() => Loud), p.Item2) : p)));
                return Core(one).Equals(Core(reversed)) && Core(one).Equals(Core(scaled))
                    && (one.Kind != SignalKind.Value || louder.Score >= one.Score);
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Every_part_is_asked_and_a_fault_of_the_lightest_is_not_outvoted()
    {
        int asked = 0;
        Signal Asked(Signal says)
        {
            asked++;
            return says;
        }

        Signal signal = Say.Evaluate(Trigger.Weighted("w", 0.0, (Say.That("a", () => Asked(Loud)), 9_000), (Say.That("b", () => Asked(Signal.Quiet())), 1), (Say.That("c", () => Asked(Signal.Fault(Reason.Timeout))), 0.0001)));
        Assert.Equal(3, asked);
        Assert.Equal((SignalKind.Fault, Reason.Timeout), (signal.Kind, signal.Reason));
    }

    [Fact]
    public void A_failure_keeps_the_strictness_that_the_whole_could_have_had()
    {
        ITrigger stop = Say.That("stop", () => Signal.Fire(Say.Why, DecisionOutcome.SafeStop)), missing = Say.That("missing", () => Signal.Missing(Reason.NoSignal));
        ITrigger quiet = Say.That("quiet", Signal.Quiet);
        Assert.Equal(DecisionOutcome.SafeStop, Say.Evaluate(Trigger.Weighted("w", 0.5, (stop, 0.4), (missing, 0.2), (quiet, 0.4))).Proposal);
        Assert.Equal(DecisionOutcome.EscalateToPerson, Say.Evaluate(Trigger.Weighted("w", 0.6, (stop, 0.4), (missing, 0.2), (quiet, 0.4))).Proposal);
    }

    [Fact]
    public void The_threshold_says_where_it_comes_from_and_decides_like_any_other()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Costs(50, 4).Add(Trigger.Weighted("evidence", 0.4, (Say.That("a", () => Loud), 0.5), (Say.That("b", Signal.Quiet), 0.5))));
        EscalationDecision decision = policy.Decide(new AgentTurn { Confidence = 1.0 });
        Assert.Equal((DecisionOutcome.EscalateToPerson, "weighted-evidence", 0.5, 0.4), (decision.Outcome, decision.Reason.Code, decision.Score, decision.Threshold));
        Assert.Equal(ThresholdOrigin.Uncalibrated, decision.ThresholdOrigin);
        Assert.Contains("a of weight 0.5 fires: why; b of weight 0.5 is quiet. Share 0.5 of the weight that applies; delegate when score > 0.4 (uncalibrated).", policy.Explain(new AgentTurn { Confidence = 1.0 }).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_calibrated_on_the_share_covers_the_decision()
    {
        double[] shares = [.. Enumerable.Range(0, 400).Select(i => i % 11 / 10.0)];
        Threshold threshold = ((Certified)DelegationBudget.Calibrate(shares, new DelegationBudgetOptions(alpha: 0.3, delta: 0.1))).Certificate.ToThreshold();
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Add(Trigger.Weighted("evidence", threshold, parts: [(Say.That("a", () => Loud), 0.9), (Say.That("b", Signal.Quiet), 0.1)])));
        Assert.Equal(GuaranteeScope.Full, policy.Guarantee.Scope);
        EscalationDecision decision = policy.Decide(new AgentTurn());
        Assert.Equal((DecisionOutcome.EscalateToPerson, threshold.Origin), (decision.Outcome, decision.ThresholdOrigin));
    }

    [Fact]
    public void A_replay_takes_the_share_as_the_score()
    {
        ITrigger Part(string name) => Trigger.Create(name, turn => turn.Request.Contains(name, StringComparison.Ordinal) ? Loud : Signal.Quiet());
        AgentTurn[] turns = [.. new[] { "", "a", "b", "ab" }.Select(text => new AgentTurn { Request = text })];
        ReplayedPolicy replay = PolicyReplay.Run((p, t) => p.Add(Trigger.Weighted("w", t, parts: [(Part("a"), 3), (Part("b"), 1)])), ScoreDirection.HigherDelegates, turns);
        Assert.Equal([0, 0.75, 0.25, 1], replay.Scores.ToArray());
    }

    [Fact]
    public void Evaluating_allocates_nothing_and_weights_are_part_of_the_fingerprint()
    {
        ITrigger whole = Trigger.Weighted("w", 0.5, (Say.That("a", () => Loud), 0.3), (Say.That("b", () => Signal.Missing(Reason.NoSignal)), 0.3), (Say.That("c", Signal.NotApplicable), 0.4));
        Assert.Equal(0, AllocationProbe.BytesOf(whole, new AgentTurn()));
        Assert.NotEqual(((IConfigured)whole).Configuration, ((IConfigured)Trigger.Weighted("w", 0.5, (Say.That("a", () => Loud), 0.3), (Say.That("b", Signal.Quiet), 0.4), (Say.That("c", Signal.Quiet), 0.3))).Configuration);
    }

    [Fact]
    public void Asynchronous_parts_weigh_the_same()
    {
        foreach ((string _, Func<Signal> first) in Say.Everything)
        {
            foreach ((string _, Func<Signal> second) in Say.Everything)
            {
                ITrigger a = Say.That("a", first), b = Say.That("b", second);
                Signal asynchronous = Say.Evaluate(Trigger.Weighted("w", 0.4, (a.AsAsync(), 0.7), (b.AsAsync(), 0.3)));
                Assert.Equal(Say.Key(Say.Evaluate(Trigger.Weighted("w", 0.4, (a, 0.7), (b, 0.3)))), Say.Key(asynchronous));
            }
        }

        Assert.Equal("a of weight 0.7; b of weight 0.3; delegate when score > 0.4 (uncalibrated).", Trigger.Weighted("w", 0.4, (Say.That("a", Signal.Quiet).AsAsync(), 0.7), (Say.That("b", Signal.Quiet).AsAsync(), 0.3)).Explain(new AgentTurn(), Signal.Quiet()));
    }

    private static (SignalKind, DecisionOutcome, double) Core(in Signal signal) => (signal.Kind, signal.Proposal, signal.Kind == SignalKind.Value ? signal.Score : 0.0);

    private static ITrigger Weigh(double above, IEnumerable<(Func<Signal>, double)> parts) =>
        Trigger.Weighted("w", above, [.. parts.Select((part, i) => (Say.That($"p{i}", part.Item1), part.Item2))]);
}

file static class Strictness
{
    internal static DecisionOutcome AtLeastPerson(this DecisionOutcome outcome) => outcome >= DecisionOutcome.EscalateToPerson ? outcome : DecisionOutcome.EscalateToPerson;
}
