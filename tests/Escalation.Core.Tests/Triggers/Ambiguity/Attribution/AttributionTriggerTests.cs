using Escalation.Core.Tests.Decisions.FaultRows;
using Escalation.Decisions;
using Escalation.Triggers;
using Escalation.Triggers.Ambiguity;
using Escalation.Triggers.Ambiguity.Attribution;
using Escalation.Triggers.Ambiguity.Scores;
using Escalation.Triggers.Ambiguity.Slots;
using Escalation.Uncertainty.Attribution;

namespace Escalation.Core.Tests.Triggers.Ambiguity.Attribution;

public class AttributionTriggerTests
{
    private static readonly DirectedScore Distance = OutOfScopeScores.OfClassifier(optional: true);
    private static readonly AttributionTrigger Trigger = new("attribution", null, [new SlotSchema("refund", new Slot("order"), new Slot("reason"))], Distance, Distance.At(0.5));

    public static TheoryData<UncertaintyCause, string, AgentTurn> Turns() => new()
    {
        { UncertaintyCause.AmbiguousInput, AttributionSignal.ReadingMargin, new AgentTurn { Interpretations = [new("a", 0.5), new("b", 0.5)] } },
        { UncertaintyCause.AmbiguousInput, AttributionSignal.Readings, new AgentTurn { Interpretations = [new("a"), new("b"), new("c")] } },
        { UncertaintyCause.AmbiguousInput, AttributionSignal.Goals, new AgentTurn { Request = "1. one\n2. two\n3. three" } },
        { UncertaintyCause.AmbiguousInput, AttributionSignal.ConfidentDisagreement, new AgentTurn { Samples = [.. Enumerable.Range(0, 6).Select(i => new AnswerSample($"{i}", null, 0.0))] } },
        { UncertaintyCause.MissingContext, AttributionSignal.MissingSlots, new AgentTurn { Intent = "refund" } },
        { UncertaintyCause.MissingContext, AttributionSignal.RetrievedPassages, With(AttributionAttributes.RetrievedPassages, "0") },
        { UncertaintyCause.MissingContext, AttributionSignal.Indicator, With(AttributionAttributes.MissingContext, "0.75") },
        { UncertaintyCause.PolicyGap, AttributionSignal.ApplicableRules, With(AttributionAttributes.ApplicableRules, "0") },
        { UncertaintyCause.Conflict, AttributionSignal.Contradictions, With(AttributionAttributes.Contradictions, "3") },
        { UncertaintyCause.OutOfDistribution, AttributionSignal.OutOfScope, new AgentTurn { IntentScores = new[] { 0.0, 0.0, 0.0 } } },
        { UncertaintyCause.OutOfDistribution, AttributionSignal.Indicator, With(AttributionAttributes.OutOfDistribution, "1") },
    };

    [Theory]
    [MemberData(nameof(Turns))]
    public void Each_cause_fires_with_its_reason_and_explains_itself(UncertaintyCause cause, string signal, AgentTurn turn)
    {
        Signal fired = Trigger.Evaluate(turn);
        UncertaintyAttribution attribution = Trigger.Attribute(turn);

        Assert.Equal((true, AttributionTrigger.ReasonOf(cause), signal), (fired.Fired, fired.Reason, fired.Detail));
        Assert.Equal((cause, fired.Score), (attribution.Cause, attribution.Strength));
        Assert.Contains($"{fired.Reason.Code} ", EscalationPolicy.Build(p => p.Add(Trigger)).Explain(turn).ToString(), StringComparison.Ordinal);
        Assert.Equal(0, AllocationProbe.BytesOf(Trigger, turn));
    }

    [Fact]
    public void Nothing_is_invented_and_nothing_is_vouched_for()
    {
        AgentTurn[] plain =
        [
            new(),
            new() { Request = "Where is my order?", Answer = "On its way.", Confidence = 0.1 },
            new() { Interpretations = [new("a", 0.9), new("b", 0.1)] },
            new() { Interpretations = [new("a", 0.2)] },
            new() { Samples = [new("a"), new("b")] },
            new() { Samples = [.. Enumerable.Range(0, 6).Select(i => new AnswerSample($"{i}"))] },
            With(AttributionAttributes.RetrievedPassages, "4"),
            With("other", "NaN"),
        ];
        foreach (AgentTurn turn in plain)
        {
            Assert.Equal((SignalKind.NotApplicable, UncertaintyCause.Unknown), (Trigger.Evaluate(turn).Kind, Trigger.Attribute(turn).Cause));
            Assert.False(EscalationPolicy.Build(p => p.Add(Trigger)).Decide(turn).MayAct);
        }

        Assert.Equal("Nothing in the turn supports a cause of uncertainty.", Trigger.Explain(plain[1], Signal.NotApplicable()));
    }

    [Fact]
    public void A_weak_cause_explains_and_does_not_fire()
    {
        AgentTurn weak = With(AttributionAttributes.PolicyGap, "0.5");
        Assert.Equal(SignalKind.NotApplicable, Trigger.Evaluate(weak).Kind);
        Assert.Equal("Causes: policy-gap 0.5 (indicator 0.5, level 0).", Trigger.Explain(weak, Signal.NotApplicable()));
        Assert.False(new AttributionTrigger("a", new AttributionOptions { Above = 1.0 }).Evaluate(With(AttributionAttributes.PolicyGap, "1")).Fired);
    }

    [Fact]
    public void Causes_have_routes_of_their_own()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Confidence(0.5).Attribution(o => o.Outcome = DecisionOutcome.EscalateToPerson).Route("desk").Route("policy-owners", when: AmbiguityReason.PolicyGap, priority: Priority.High));
        EscalationDecision decision = policy.Decide(With(AttributionAttributes.ApplicableRules, "0") with { Confidence = 0.9 });
        Assert.Equal(("policy-owners", AmbiguityReason.PolicyGap), (decision.RouteKey, decision.Reason));
        Assert.True(policy.Decide(new AgentTurn { Confidence = 0.9 }).MayAct);
    }

    [Theory]
    [InlineData(AttributionAttributes.RetrievedPassages, "many", "score-undefined")]
    [InlineData(AttributionAttributes.RetrievedPassages, "1.5", "score-out-of-range")]
    [InlineData(AttributionAttributes.Contradictions, "-1", "score-out-of-range")]
    [InlineData(AttributionAttributes.ApplicableRules, "1e30", "score-out-of-range")]
    [InlineData(AttributionAttributes.RetrievalScore, "0,5", "score-undefined")]
    [InlineData(AttributionAttributes.PolicyGap, "NaN", "score-undefined")]
    [InlineData(AttributionAttributes.Conflict, "1.5", "score-out-of-range")]
    [InlineData(AttributionAttributes.AmbiguousInput, "true", "score-undefined")]
    public void An_attribute_that_cannot_be_read_never_acts(string attribute, string value, string reason)
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Confidence(0.5).Add(Trigger));
        AgentTurn turn = With(attribute, value) with { Confidence = 0.9 };
        Row.Escalates(new Reason(reason), policy.Decide(turn));
        Assert.Equal(reason, Trigger.Attribute(turn).Fault?.Code);
    }

    [Fact]
    public void Signals_that_are_there_and_cannot_be_read_never_act()
    {
        foreach (AgentTurn turn in new AgentTurn[]
        {
            new() { Interpretations = [new("a", 0.5), new("b", double.NaN)] },
            new() { Interpretations = [new("a", 0.5), null!] },
            new() { Samples = [.. Enumerable.Repeat(new AnswerSample("a", null, double.NaN), 6)] },
            new() { IntentScores = new[] { double.NaN } },
            new() { ProposedStep = AgentStep.Tool("refund", "no json") },
        })
        {
            Assert.True(Trigger.Evaluate(turn).Failed);
        }
    }

    [Fact]
    public void The_agents_word_may_not_be_turned_round() =>
        Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(p => p.Add(Escalation.Triggers.Trigger.Not("not", Trigger, Reason.Ambiguity))));

    [Fact]
    public void Options_that_cannot_work_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new AttributionTrigger("a", outOfScope: Distance));
        Assert.Throws<ArgumentException>(() => new AttributionTrigger("a", outOfScopeThreshold: Distance.At(0.5)));
        Assert.Throws<PolicyBuildException>(() => new AttributionTrigger("a", outOfScope: Distance, outOfScopeThreshold: Threshold.DelegateAbove(0.5)));
        Assert.Throws<ArgumentException>(() => new AttributionTrigger(" "));
        foreach (AttributionOptions bad in new AttributionOptions[] { new() { Above = double.NaN }, new() { Above = 1.1 }, new() { MinimumSamples = 1 }, new() { ReadingMargin = 0 }, new() { Indicator = 1 }, new() { Outcome = DecisionOutcome.Act } })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new AttributionTrigger("a", bad));
        }
    }

    private static AgentTurn With(string attribute, string value) => new() { Attributes = new Dictionary<string, string> { [attribute] = value } };
}
