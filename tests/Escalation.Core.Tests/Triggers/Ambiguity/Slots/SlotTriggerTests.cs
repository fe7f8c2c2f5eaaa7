using Escalation.Core.Tests.Decisions.FaultRows;
using Escalation.Decisions;
using Escalation.Triggers.Ambiguity;
using Escalation.Triggers.Ambiguity.Slots;

namespace Escalation.Core.Tests.Triggers.Ambiguity.Slots;

public class SlotTriggerTests
{
    private static readonly SlotSchema[] Schemas =
    [
        new("refund", new Slot("order", pattern: @"\d{6}"), new Slot("reason")),
        new("issue_refund", new Slot("order", pattern: @"\d{6}")),
    ];

    private static readonly EscalationPolicy Policy = EscalationPolicy.Build(p => p.Slots(Schemas));

    [Fact]
    public void The_schema_of_the_intent_and_that_of_the_call_both_count()
    {
        Row.Escalates(AmbiguityReason.MissingSlot, Policy.Decide(Turn("refund", ("order", "123456"))));
        Row.Escalates(AmbiguityReason.MissingSlot, Policy.Decide(new AgentTurn { Intent = "refund" }));
        Row.Escalates(AmbiguityReason.InvalidSlot, Policy.Decide(Turn("refund", ("order", "12"), ("reason", "broken"))));
        AgentTurn complete = Turn("refund", ("order", "123456"), ("reason", "broken"));
        Assert.True(Policy.Decide(complete).MayAct);
        Row.Escalates(AmbiguityReason.InvalidSlot, Policy.Decide(complete with { ProposedStep = AgentStep.Tool("issue_refund", """{"order":"abc"}""") }));
        Assert.True(Policy.Decide(complete with { ProposedStep = AgentStep.Tool("issue_refund", """{"order":"123456"}""") }).MayAct);
        Row.Fails(Reason.ScoreUndefined, Policy, complete with { ProposedStep = AgentStep.Tool("issue_refund", "order=123456") });
    }

    [Fact]
    public void The_signal_names_the_slot_and_counts()
    {
        Signal signal = new SlotTrigger("slots", Schemas).Evaluate(Turn("refund", ("order", "12")));
        Assert.Equal((true, "reason", 2.0, 0.0), (signal.Fired, signal.Detail, signal.Score, signal.Threshold));
        Assert.Contains("1 of 2 required slots are missing and 1 values cannot be right, first 'reason'.", Policy.Explain(Turn("refund", ("order", "12"))).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Some_slots_may_stay_open_when_the_options_say_so()
    {
        var trigger = new SlotTrigger("slots", Schemas, new SlotOptions { MaximumOpen = 1, Outcome = DecisionOutcome.Nudge });
        Assert.False(trigger.Evaluate(Turn("refund", ("order", "123456"))).Fired);
        Assert.Equal(DecisionOutcome.Nudge, trigger.Evaluate(Turn("refund")).Proposal);
    }

    [Fact]
    public void What_has_no_schema_abstains_unless_one_is_required()
    {
        AgentTurn[] unknown = [new(), new() { Intent = "chat" }, new() { Intent = "Refund" }, new() { ProposedStep = AgentStep.Message("hello") }, new() { ProposedStep = AgentStep.Tool("search", "{}") }];
        var strict = new SlotTrigger("slots", Schemas, new SlotOptions { SchemaIsRequired = true });
        foreach (AgentTurn turn in unknown)
        {
            Assert.Equal(SignalKind.NotApplicable, new SlotTrigger("slots", Schemas).Evaluate(turn).Kind);
            Assert.Equal((SignalKind.Missing, "slot-schema"), (strict.Evaluate(turn).Kind, strict.Evaluate(turn).Detail));
        }

        AgentTurn half = Turn("refund", ("order", "123456"), ("reason", "x")) with { ProposedStep = AgentStep.Tool("search", "{}") };
        Assert.False(new SlotTrigger("slots", Schemas).Evaluate(half).Fired);
        Assert.Equal(SignalKind.Missing, strict.Evaluate(half).Kind);
    }

    [Fact]
    public void Checks_that_throw_and_values_that_throw_never_act()
    {
        EscalationPolicy throwing = EscalationPolicy.Build(p => p.Slots([new SlotSchema("refund", new Slot("order", isValid: _ => throw new InvalidOperationException("private")))]));
        Row.Fails(Reason.EvaluatorFault, throwing, Turn("refund", ("order", "123456")));
        Row.Fails(Reason.EvaluatorFault, throwing, new AgentTurn { ProposedStep = AgentStep.Tool("refund", """{"order":"1"}""") });
    }

    [Fact]
    public void Checking_allocates_nothing()
    {
        var trigger = new SlotTrigger("slots", Schemas);
        Assert.Equal(0, AllocationProbe.BytesOf(trigger, Turn("refund", ("order", "12"), ("reason", "x"))));
        Assert.Equal(0, AllocationProbe.BytesOf(trigger, new AgentTurn { ProposedStep = AgentStep.Tool("issue_refund", """{"order":"123456","note":{"a":[1,2]}}""") }));
    }

    [Fact]
    public void Options_that_cannot_work_are_refused()
    {
        Assert.ThrowsAny<ArgumentException>(() => new SlotTrigger("slots", []));
        Assert.ThrowsAny<ArgumentException>(() => new SlotTrigger("slots", [Schemas[0], Schemas[0]]));
        Assert.ThrowsAny<ArgumentException>(() => new SlotTrigger("slots", [null!]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SlotTrigger("slots", Schemas, new SlotOptions { MaximumOpen = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SlotTrigger("slots", Schemas, new SlotOptions { MaximumOpen = 65 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SlotTrigger("slots", Schemas, new SlotOptions { Outcome = DecisionOutcome.Act }));
    }

    [Fact]
    public void Another_schema_is_another_configuration()
    {
        string[] configurations =
        [
            new SlotTrigger("slots", Schemas).Configuration,
            new SlotTrigger("slots", Schemas[..1]).Configuration,
            new SlotTrigger("slots", Schemas, new SlotOptions { MaximumOpen = 1 }).Configuration,
            new SlotTrigger("slots", [new SlotSchema("refund", new Slot("order", pattern: @"\d{7}"), new Slot("reason"))]).Configuration,
            new SlotTrigger("slots", [new SlotSchema("refund", new Slot("order", values: ["a"]), new Slot("reason"))]).Configuration,
        ];
        Assert.Equal(configurations.Length, configurations.Distinct().Count());
        Assert.Equal(configurations[0], new SlotTrigger("slots", Schemas.Reverse()).Configuration);
    }

    private static AgentTurn Turn(string intent, params (string Name, string Value)[] slots) =>
        new() { Intent = intent, Slots = slots.ToDictionary(slot => slot.Name, slot => slot.Value) };
}
