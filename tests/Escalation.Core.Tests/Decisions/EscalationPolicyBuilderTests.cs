using Escalation.Decisions;

namespace Escalation.Core.Tests.Decisions;

public class EscalationPolicyBuilderTests
{
    private static StubTrigger Quiet(string name) => new(name, Signal.Quiet());

    private static string Refusal(Action<EscalationPolicyBuilder> configure) =>
        Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(configure)).Message;

    [Fact]
    [Trait("Row", "48")]
    public void A_policy_without_triggers_and_costs_is_refused() =>
        Assert.Contains("neither a trigger nor costs", Refusal(_ => { }), StringComparison.Ordinal);

    [Fact]
    [Trait("Row", "49")]
    public void Two_triggers_of_one_name_are_refused_wherever_they_stand()
    {
        Assert.Contains("'a'", Refusal(p => p.Add(Quiet("a")).Add(Quiet("a"))), StringComparison.Ordinal);
        Assert.Contains("'a'", Refusal(p => p.Add(Quiet("a")).Add(new Composite("group", [Quiet("a")]))), StringComparison.Ordinal);
        Assert.Contains("'a'", Refusal(p => p.Add(Quiet("a")).Add(new StubAsyncTrigger("a", _ => default))), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "50")]
    public void Circular_compositions_are_refused()
    {
        var children = new List<object>();
        var outer = new Composite("outer", children);
        children.Add(new Composite("inner", [outer]));

        Assert.Contains("contains itself", Refusal(p => p.Add(outer)), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "40")]
    [Trait("Row", "48")]
    public void Compositions_that_are_too_deep_empty_or_of_strangers_are_refused()
    {
        ITrigger deep = Quiet("leaf");
        for (int i = 0; i < 20; i++)
        {
            deep = new Composite($"level{i}", [deep]);
        }

        Assert.Contains("deeper than 16", Refusal(p => p.Add(deep)), StringComparison.Ordinal);
        Assert.Contains("composed of nothing", Refusal(p => p.Add(new Composite("empty", []))), StringComparison.Ordinal);
        Assert.Contains("neither an ITrigger", Refusal(p => p.Add(new Composite("odd", ["text"]))), StringComparison.Ordinal);
        Assert.Contains("is null", Refusal(p => p.Add(new Composite("hollow", [null!]))), StringComparison.Ordinal);
        Assert.Contains("has no name", Refusal(p => p.Add(Quiet(" "))), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_routes_for_one_reason_are_refused()
    {
        Assert.Contains("'loop'", Refusal(p => p.Add(Quiet("a")).Route("x", Reason.Loop).Route("y", Reason.Loop)), StringComparison.Ordinal);
        Assert.Contains("every other reason", Refusal(p => p.Add(Quiet("a")).Route("x").Route("y")), StringComparison.Ordinal);
    }

    [Fact]
    public void Weighing_costs_without_costs_is_refused()
    {
        Assert.Contains("call Costs", Refusal(p => p.Add(Quiet("a")).ExpertIsRight(0.9)), StringComparison.Ordinal);
        Assert.Contains("call Costs", Refusal(p => p.Add(Quiet("a")).CostsFor("refund", DecisionCosts.FromRatio(4))), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_budgets_beside_costs_are_refused() => Assert.Contains("2 budget thresholds", Refusal(p => p
        .Costs(4, 1)
        .Add(StubThresholdTrigger.Delegation(Threshold.DelegateAbove(0.1), "a"))
        .Add(StubThresholdTrigger.Delegation(Threshold.DelegateAbove(0.2), "b"))), StringComparison.Ordinal);

    [Fact]
    public void More_triggers_than_the_masks_hold_are_refused()
    {
        static void Fill(EscalationPolicyBuilder p, int count)
        {
            for (int i = 0; i < count; i++)
            {
                p.Add(Quiet($"t{i}"));
            }
        }

        Assert.Contains("65 triggers", Refusal(p => Fill(p, 65)), StringComparison.Ordinal);
        EscalationPolicy full = EscalationPolicy.Build(p =>
        {
            Fill(p, 63);
            p.Add(new StubTrigger("last", Signal.Fire(Reason.Loop)));
        });
        Assert.Equal(1UL << 63, full.Decide(new AgentTurn()).FiredTriggers);
    }

    [Fact]
    public void A_builder_builds_once()
    {
        EscalationPolicyBuilder builder = new EscalationPolicyBuilder().Add(Quiet("a"));
        builder.Build();

        Assert.Throws<PolicyBuildException>(() => builder.Build());
    }

    [Fact]
    public void Values_that_cannot_work_are_refused_at_once()
    {
        var builder = new EscalationPolicyBuilder();

        Assert.Throws<ArgumentNullException>(() => builder.Add((ITrigger)null!));
        Assert.Throws<ArgumentException>(() => builder.Route(" "));
        Assert.Throws<ArgumentException>(() => builder.Name(""));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.Route("x", priority: (Priority)9));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.Costs(default(DecisionCosts)));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.Costs(DecisionCosts.FromRatio(4), DecisionOutcome.Act));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.ExpertIsRight(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.TimeBudget(TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.TimeBudget(TimeSpan.FromDays(2)));
    }
}
