using Escalation.Core.Tests.Triggers;
using Escalation.Decisions;
using Escalation.Triggers;

namespace Escalation.Core.Tests.Decisions;

public class TriggerRuleTests
{
    private static readonly ITrigger A = Fires("a"), B = Fires("b");

    [Theory]
    [InlineData(null, Priority.Low, Priority.Low)]
    [InlineData(Severity.Low, Priority.High, Priority.High)]
    [InlineData(Severity.Moderate, Priority.Low, Priority.Low)]
    [InlineData(Severity.High, Priority.Low, Priority.High)]
    [InlineData(Severity.High, Priority.Urgent, Priority.Urgent)]
    [InlineData(Severity.Critical, Priority.Low, Priority.Urgent)]
    public void Severity_raises_the_priority_of_the_route_and_never_lowers_it(Severity? severity, Priority route, Priority expected)
    {
        EscalationDecision decision = EscalationPolicy.Build(p => p.Add(A).Route("desk", priority: route).Rule("a", new TriggerRule { Severity = severity, Route = severity is null ? "own" : null })).Decide(new AgentTurn());
        Assert.Equal((severity is null ? Priority.Normal : expected, severity ?? Severity.Moderate), (decision.Priority, decision.Severity));
        EscalationDecision said = EscalationPolicy.Build(p => p.Add(Trigger.Create("a", _ => Signal.Fire(Say.Why).WithSeverity(severity ?? default))).Route("desk", priority: route)).Decide(new AgentTurn());
        Assert.Equal((expected, severity ?? Severity.Moderate), (said.Priority, said.Severity));
    }

    [Fact]
    public void A_rule_names_route_and_priority_of_its_trigger_and_the_policy_owns_the_route()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p
            .Add(A).Add(B).Route("rest").Route("reasoned", when: new Reason("a"), priority: Priority.High)
            .Rule("a", new TriggerRule { Route = "own", Priority = Priority.Low, Severity = Severity.Critical }));
        EscalationDecision decision = policy.Decide(new AgentTurn());
        Assert.Equal(("own", Severity.Critical, 0), (decision.RouteKey, decision.Severity, decision.TriggerIndex));
        Assert.Equal(Priority.Normal, decision.Priority); // That of b, which proposes as much.
        Assert.Equal(["own", "reasoned", "rest"], policy.RouteKeys);
        Assert.Contains("Route own, priority Normal, severity Critical.", policy.Explain(new AgentTurn()).Summary, StringComparison.Ordinal);
        Assert.Contains("Severity Critical. Route own. Priority Low.", policy.Explain(new AgentTurn()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "51")]
    public void Of_equally_strict_proposals_the_graver_gives_reason_and_route_then_the_more_urgent_then_the_earlier_in_any_order()
    {
        EscalationPolicy Build(params (ITrigger Trigger, TriggerRule Rule)[] parts) => EscalationPolicy.Build(p =>
        {
            foreach ((ITrigger trigger, TriggerRule rule) in parts)
            {
                p.Add(trigger).Rule(trigger.Name, rule);
            }
        });
        (ITrigger, TriggerRule) grave = (A, new TriggerRule { Severity = Severity.High, Priority = Priority.Normal, Route = "grave" });
        (ITrigger, TriggerRule) urgent = (B, new TriggerRule { Severity = Severity.Low, Priority = Priority.Urgent, Route = "urgent" });
        (ITrigger, TriggerRule) strict = (Trigger.Create("s", _ => Signal.Fire(new Reason("s"), DecisionOutcome.SafeStop)), new TriggerRule { Severity = Severity.Low, Route = "strict", Priority = Priority.Low });
        foreach ((ITrigger, TriggerRule)[] order in new[] { new[] { grave, urgent }, [urgent, grave] })
        {
            EscalationDecision decision = Build(order).Decide(new AgentTurn());
            Assert.Equal(("grave", "a", Severity.High, Priority.Urgent), (decision.RouteKey, decision.Reason.Code, decision.Severity, decision.Priority));
        }

        foreach ((ITrigger, TriggerRule)[] order in new[] { new[] { grave, urgent, strict }, [strict, urgent, grave], [urgent, strict, grave] })
        {
            EscalationDecision decision = Build(order).Decide(new AgentTurn());
            Assert.Equal(("strict", "s", Severity.Low, Priority.Low), (decision.RouteKey, decision.Reason.Code, decision.Severity, decision.Priority));
        }

        EscalationPolicy byPriority = Build((A, new TriggerRule { Route = "first" }), (B, new TriggerRule { Route = "second", Priority = Priority.High }));
        Assert.Equal("second", byPriority.Decide(new AgentTurn()).RouteKey);
        EscalationPolicy byOrder = Build((A, new TriggerRule { Route = "first" }), (B, new TriggerRule { Route = "second" }));
        Assert.Equal("first", byOrder.Decide(new AgentTurn()).RouteKey);
    }

    [Fact]
    public void A_failure_goes_to_whoever_looks_after_its_reason_else_with_its_trigger_and_is_never_a_small_thing()
    {
        ITrigger broken = Trigger.Create("a", _ => throw new InvalidOperationException());
        var rule = new TriggerRule { Route = "own", Priority = Priority.Low, Severity = Severity.Low };
        EscalationDecision named = EscalationPolicy.Build(p => p.Add(broken).Rule("a", rule).Route("desk").Route("operators", Reason.EvaluatorFault, Priority.High)).Decide(new AgentTurn());
        Assert.Equal(("operators", Priority.High, Severity.Moderate), (named.RouteKey, named.Priority, named.Severity));
        EscalationDecision unnamed = EscalationPolicy.Build(p => p.Add(broken).Rule("a", rule).Route("desk", priority: Priority.High)).Decide(new AgentTurn());
        Assert.Equal(("own", Priority.Normal, Severity.Moderate), (unnamed.RouteKey, unnamed.Priority, unnamed.Severity));
    }

    [Fact]
    public void A_signal_that_says_more_than_its_rule_is_believed()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Add(Trigger.Create("a", _ => Signal.Fire(Say.Why).WithSeverity(Severity.High))).Rule("a", new TriggerRule { Severity = Severity.Low }));
        Assert.Equal(Severity.High, policy.Decide(new AgentTurn()).Severity);
        Assert.Equal(Severity.Critical, Signal.Quiet().WithSeverity((Severity)9).Severity);
    }

    [Fact]
    public void Severity_passes_through_compositions_and_decides_between_equals()
    {
        ITrigger grave = Trigger.Create("g", _ => Signal.Fire(new Reason("g")).WithSeverity(Severity.High));
        foreach (ITrigger whole in new[] { Trigger.Any("w", A, grave), Trigger.All("w", grave, A), Trigger.AtLeast("w", 2, A, grave), Trigger.When("w", A, grave), Trigger.Weighted("w", 0.5, (A, 1), (grave, 1)) })
        {
            Signal signal = whole.Evaluate(new AgentTurn());
            Assert.Equal((Severity.High, true), (signal.Severity, signal.Reason.Code is "g" or "weighted-evidence"));
        }
    }

    [Fact]
    public async Task Asynchronous_triggers_have_rules_too()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Add(A.AsAsync()).Rule("a", new TriggerRule { Route = "own", Severity = Severity.Critical }));
        EscalationDecision decision = await policy.DecideAsync(new AgentTurn());
        Assert.Equal(("own", Priority.Urgent), (decision.RouteKey, decision.Priority));
    }

    [Fact]
    [Trait("Row", "48")]
    public void A_rule_that_could_not_work_is_refused_and_says_why()
    {
        Refused("no such trigger; there are: a, b", p => p.Add(A).Add(B).Rule("c", new TriggerRule { Route = "x" }));
        Refused("part of a composition", p => p.Add(Trigger.Any("w", A, B)).Rule("b", new TriggerRule { Route = "x" }));
        Refused("two rules for trigger 'a'", p => p.Add(A).Rule("a", new TriggerRule { Route = "x" }).Rule("a", new TriggerRule { Route = "y" }));
        Refused("says nothing", p => p.Add(A).Rule("a", new TriggerRule()));
        Refused("would never hold anything back", p => p.Add(A).Rule("a", new TriggerRule { Severity = Severity.Critical, Budget = TriggerBudget.PerConversation(1) }));
        Threshold certified = new(0.5, ScoreDirection.HigherActs, ThresholdPurpose.Risk, ThresholdOrigin.Certified("0123456789abcdef", "a floor"));
        Refused("its certificate counts on every turn", p => p.Confidence(certified).Rule("confidence", new TriggerRule { Budget = TriggerBudget.PerConversation(1) }));
        Refused("its certificate counts on every turn", p => p.Confidence(certified).Rule("confidence", new TriggerRule { When = TurnCondition.Exists("x") }));
        Refused("it caps the cost rule", p => p.Costs(50, 4).DelegationValue(0.5).Rule("delegation-value", new TriggerRule { CoolDown = TriggerCoolDown.ForSteps(1) }));
        Assert.Throws<PolicyBuildException>(() => PolicyReplay.Run((p, t) => p.Confidence(t).Rule("confidence", new TriggerRule { When = TurnCondition.Exists("x") }), ScoreDirection.HigherActs, []));
        Assert.Throws<ArgumentException>(() => new TriggerRule { Route = " " });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TriggerRule { Priority = (Priority)7 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TriggerRule { Severity = (Severity)7 });
        Assert.Throws<ArgumentException>(() => new EscalationPolicyBuilder().Rule(" ", new TriggerRule { Route = "x" }));

        static void Refused(string message, Action<EscalationPolicyBuilder> build) =>
            Assert.Contains(message, Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(build)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_of_the_whole_policy_notices_conditions_and_never_covers_budgets()
    {
        AgentTurn[] turns = [.. Enumerable.Range(0, 20).Select(i => new AgentTurn { Confidence = i / 20.0 })];
        string Fingerprint(TriggerRule? rule) => PolicyReplay.Run((p, t) => Design(p.Confidence(t), rule), ScoreDirection.HigherActs, turns).Fingerprint;
        string plain = Fingerprint(null);
        Assert.Equal(plain, Fingerprint(new TriggerRule { Route = "x", Severity = Severity.High, Priority = Priority.Low }));
        string[] others = [plain, Fingerprint(new TriggerRule { When = TurnCondition.Exists("x") }), Fingerprint(new TriggerRule { When = TurnCondition.Exists("y") }), Fingerprint(new TriggerRule { Budget = TriggerBudget.PerConversation(2) }), Fingerprint(new TriggerRule { CoolDown = TriggerCoolDown.ForSteps(2) })];
        Assert.Equal(others.Length, others.Distinct().Count());

        Guarantee With(TriggerRule rule) => EscalationPolicy.Build(p => Design(p.Confidence(Covering(Fingerprint(rule))), rule)).Guarantee;
        Assert.Equal(GuaranteeScope.Full, With(new TriggerRule { When = TurnCondition.Exists("x") }).Scope);
        Guarantee limited = With(new TriggerRule { Budget = TriggerBudget.PerConversation(2) });
        Assert.Equal((GuaranteeScope.Partial, "budgets and cool-downs"), (limited.Scope, Assert.Single(limited.Outside)));

        static EscalationPolicyBuilder Design(EscalationPolicyBuilder policy, TriggerRule? rule) => rule is null ? policy.Add(A) : policy.Add(A).Rule("a", rule);
        static Threshold Covering(string fingerprint) => new(0.5, ScoreDirection.HigherActs, ThresholdPurpose.Risk, ThresholdOrigin.Certified("0123456789abcdef", "the whole policy", fingerprint));
    }

    [Fact]
    public void Deciding_with_rules_allocates_nothing()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Add(A).Add(B)
            .Rule("a", new TriggerRule { Route = "x", Severity = Severity.High, Budget = TriggerBudget.PerSpan(1, TimeSpan.FromHours(1)), CoolDown = TriggerCoolDown.ForSteps(5) })
            .Rule("b", new TriggerRule { When = TurnCondition.GreaterThan("amount", 5) }));
        var turn = new AgentTurn { Conversation = policy.StartConversation("c"), Attributes = new Dictionary<string, string> { ["amount"] = "3" } };
        policy.Record(turn, policy.Decide(turn));
        for (int i = 0; i < 100; i++)
        {
            Assert.Equal(1UL, policy.Decide(turn).RestrainedTriggers);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            policy.Decide(turn);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static ITrigger Fires(string name) => Trigger.Create(name, _ => Signal.Fire(new Reason(name)));
}
