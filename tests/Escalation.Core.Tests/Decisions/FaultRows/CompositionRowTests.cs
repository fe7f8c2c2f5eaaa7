using Escalation.Decisions;
using Escalation.Triggers;

namespace Escalation.Core.Tests.Decisions.FaultRows;

/// <summary>Rows 48 to 51: what a policy is made of, and what it does when its parts disagree.</summary>
public class CompositionRowTests
{
    private static readonly DecisionOutcome[] Outcomes = Enum.GetValues<DecisionOutcome>();

    [Fact]
    [Trait("Row", "48")]
    public void A_policy_or_composition_of_nothing_is_refused()
    {
        Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(_ => { }));
        Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(p => p.Route("desk").TimeBudget(TimeSpan.FromSeconds(1)).Name("named")));
        Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(p => p.Add(new Composite("empty", []))));
        Assert.Throws<ArgumentException>("parts", () => Trigger.All("x", Array.Empty<ITrigger>()));
        Assert.Throws<ArgumentException>("parts", () => Trigger.AtLeast("x", 1, Array.Empty<ITrigger>()));
    }

    [Fact]
    [Trait("Row", "49")]
    public void Two_evaluators_of_one_name_are_refused_at_any_depth_and_of_any_kind()
    {
        Refused(p => p.Add(Quiet("a")).Add(Quiet("a")));
        Refused(p => p.Add(Trigger.All("a", Quiet("a"))));
        Refused(p => p.Add(Trigger.Any("x", Quiet("a"), Trigger.Not("y", Quiet("a"), Reason.Loop))));
        Refused(p => p.Add(new StubAsyncTrigger("a", _ => default)).Add(Trigger.All("x", Quiet("a"))));
        Refused(p => p.Confidence(0.5, name: "a").Ambiguity(name: "a"));
        Assert.Equal(2, EscalationPolicy.Build(p => p.Add(Quiet("a")).Add(Quiet("A"))).TriggerNames.Count);

        static void Refused(Action<EscalationPolicyBuilder> configure) =>
            Assert.Contains("Two triggers are named 'a'", Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(configure)).Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "50")]
    public void A_composition_that_contains_itself_is_refused_however_long_the_circle()
    {
        for (int length = 1; length <= 6; length++)
        {
            var first = new List<object>();
            var outer = new Composite("level0", first);
            List<object> children = first;
            for (int level = 1; level < length; level++)
            {
                var next = new List<object>();
                children.Add(new Composite($"level{level}", next));
                children = next;
            }

            children.Add(outer);

            Assert.Contains("'level0' contains itself", Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(p => p.Add(outer))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("Row", "51")]
    public async Task The_strictest_verdict_wins_among_triggers_of_both_kinds_and_the_cost_rule()
    {
        foreach (DecisionOutcome first in Outcomes)
        {
            foreach (DecisionOutcome second in Outcomes)
            {
                foreach (DecisionOutcome third in Outcomes)
                {
                    EscalationPolicy policy = EscalationPolicy.Build(p =>
                    {
                        p.Add(new StubTrigger("first", Proposing(first))).Add(new StubAsyncTrigger("second", _ => ValueTask.FromResult(Proposing(second))), isolated: false);
                        _ = third == DecisionOutcome.Act ? p.Costs(1e6, 999_999) : p.Costs(new DecisionCosts(1e6, 1), third);
                    });

                    EscalationDecision decision = await policy.DecideAsync(new AgentTurn { Confidence = 0.5 });

                    // Once a synchronous trigger is with a person the asynchronous ones are not asked, and the decision says so.
                    bool skipped = first >= DecisionOutcome.EscalateToPerson;
                    DecisionOutcome strictest = skipped ? Stricter(first, third) : Stricter(first, Stricter(second, third));
                    Assert.Equal((strictest, skipped ? 2UL : 0UL), (decision.Outcome, decision.SkippedTriggers));
                }
            }
        }
    }

    [Fact]
    [Trait("Row", "51")]
    public void Inside_a_composition_the_strictest_verdict_wins_too()
    {
        foreach (DecisionOutcome first in Outcomes.Where(outcome => outcome > DecisionOutcome.Act))
        {
            foreach (DecisionOutcome second in Outcomes.Where(outcome => outcome > DecisionOutcome.Act))
            {
                ITrigger a = new StubTrigger("a", Proposing(first)), b = new StubTrigger("b", Proposing(second));
                DecisionOutcome strictest = Stricter(first, second);
                foreach (ITrigger whole in new[] { Trigger.All("x", a, b), Trigger.Any("x", a, b), Trigger.AtLeast("x", 2, a, b) })
                {
                    Assert.Equal(strictest, EscalationPolicy.Build(p => p.Add(whole)).Decide(new AgentTurn()).Outcome);
                }
            }
        }
    }

    private static DecisionOutcome Stricter(DecisionOutcome first, DecisionOutcome second) => first > second ? first : second;

    private static Signal Proposing(DecisionOutcome outcome) => outcome == DecisionOutcome.Act ? Signal.Quiet() : Signal.Fire(Reason.Loop, outcome);

    private static StubTrigger Quiet(string name) => new(name, Signal.Quiet());
}
