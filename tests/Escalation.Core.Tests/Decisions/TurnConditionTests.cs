using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Escalation.Core.Tests.Triggers;
using Escalation.Decisions;
using Escalation.Triggers;

namespace Escalation.Core.Tests.Decisions;

public class TurnConditionTests
{
    private static readonly (ConditionResult Result, TurnCondition Condition)[] Every =
    [
        (ConditionResult.Malformed, TurnCondition.GreaterThan("word", 0)),
        (ConditionResult.Absent, TurnCondition.EqualTo("nowhere", "x")),
        (ConditionResult.Holds, TurnCondition.Exists("word")),
        (ConditionResult.Fails, TurnCondition.Exists("nowhere")),
    ];

    private static readonly AgentTurn Turn = With(("word", "text"));

    public static TheoryData<string?, string, string> Comparisons() => new()
    {
        { "gold", "equals", nameof(ConditionResult.Holds) },
        { " GOLD ", "equals", nameof(ConditionResult.Holds) },
        { "golden", "equals", nameof(ConditionResult.Fails) },
        { null, "equals", nameof(ConditionResult.Absent) },
        { "", "equals", nameof(ConditionResult.Absent) },
        { " \t", "equals", nameof(ConditionResult.Absent) },
        { "platinum", "in", nameof(ConditionResult.Holds) },
        { "silver", "in", nameof(ConditionResult.Fails) },
        { null, "in", nameof(ConditionResult.Absent) },
        { "100", "greater", nameof(ConditionResult.Fails) },
        { "100.0000000001", "greater", nameof(ConditionResult.Holds) },
        { "1e3", "greater", nameof(ConditionResult.Holds) },
        { "-7", "greater", nameof(ConditionResult.Fails) },
        { "100", "less", nameof(ConditionResult.Fails) },
        { "99,5", "less", nameof(ConditionResult.Malformed) },
        { "99.5", "less", nameof(ConditionResult.Holds) },
        { "NaN", "less", nameof(ConditionResult.Malformed) },
        { "NaN", "greater", nameof(ConditionResult.Malformed) },
        { "1e400", "greater", nameof(ConditionResult.Malformed) },
        { "-1e400", "less", nameof(ConditionResult.Malformed) },
        { "1,000", "greater", nameof(ConditionResult.Malformed) },
        { "a lot", "greater", nameof(ConditionResult.Malformed) },
        { null, "greater", nameof(ConditionResult.Absent) },
        { "x", "exists", nameof(ConditionResult.Holds) },
        { " ", "exists", nameof(ConditionResult.Fails) },
        { null, "exists", nameof(ConditionResult.Fails) },
    };

    [Theory]
    [MemberData(nameof(Comparisons))]
    public void An_attribute_is_compared_by_the_table(string? value, string how, string expected)
    {
        TurnCondition condition = how switch
        {
            "equals" => TurnCondition.EqualTo("a", " Gold"),
            "in" => TurnCondition.In("a", "gold", "platinum"),
            "greater" => TurnCondition.GreaterThan("a", 100),
            "less" => TurnCondition.LessThan("a", 100),
            _ => TurnCondition.Exists("a"),
        };
        Assert.Equal(expected, condition.Evaluate(value is null ? new AgentTurn() : With(("a", value))).ToString());
        Assert.Equal(expected, condition.Evaluate(value is null ? With(("b", "gold")) : With(("a", value), ("b", "gold"))).ToString());
    }

    [Fact]
    public void Conditions_join_by_three_valued_logic_in_any_order_and_a_malformed_attribute_outweighs_everything()
    {
        foreach ((ConditionResult a, TurnCondition first) in Every)
        {
            ConditionResult negated = a switch
            {
                ConditionResult.Holds => ConditionResult.Fails,
                ConditionResult.Fails => ConditionResult.Holds,
                _ => a,
            };
            Assert.Equal(negated, TurnCondition.Not(first).Evaluate(Turn));
            foreach ((ConditionResult b, TurnCondition second) in Every)
            {
                foreach ((ConditionResult c, TurnCondition third) in Every)
                {
                    ConditionResult[] all = [a, b, c];
                    ConditionResult First(params ConditionResult[] order) => order.First(result => Array.IndexOf(all, result) >= 0);
                    Assert.Equal(First(ConditionResult.Malformed, ConditionResult.Fails, ConditionResult.Absent, ConditionResult.Holds), TurnCondition.All(first, second, third).Evaluate(Turn));
                    Assert.Equal(First(ConditionResult.Malformed, ConditionResult.Holds, ConditionResult.Absent, ConditionResult.Fails), TurnCondition.Any(first, second, third).Evaluate(Turn));
                    Assert.Equal(TurnCondition.Not(TurnCondition.All(first, second, third)).Evaluate(Turn), TurnCondition.Any(TurnCondition.Not(first), TurnCondition.Not(second), TurnCondition.Not(third)).Evaluate(Turn));
                }
            }
        }
    }

    [Fact]
    [Trait("Row", "39")]
    public void A_condition_mutes_a_proposal_when_it_fails_and_never_a_failure()
    {
        foreach ((string name, Func<Signal> say) in Say.Everything)
        {
            Signal signal = Say.Of(say);
            foreach ((ConditionResult result, TurnCondition condition) in Every)
            {
                Signal gated = condition.Gate(Turn, signal);
                string at = $"{name}, {result}";
                Assert.True(!signal.Failed || Say.Key(gated) == Say.Key(signal), at);
                Assert.True(signal.Failed || (result is not (ConditionResult.Holds or ConditionResult.Absent)) || Say.Key(gated) == Say.Key(signal), at);
                Assert.True(signal.Failed || result != ConditionResult.Fails || gated.Kind == SignalKind.NotApplicable, at);
                Assert.True(signal.Failed || result != ConditionResult.Malformed || (gated.Kind, gated.Reason, gated.Proposal >= signal.Proposal) == (SignalKind.Missing, Reason.ScoreUndefined, true), at);
            }
        }
    }

    [Fact]
    public async Task A_trigger_under_a_condition_speaks_while_it_holds_alone_and_inside_a_composition()
    {
        ITrigger loud = Say.That("loud", () => Signal.Fire(Say.Why));
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Confidence(0.5).Add(Trigger.When("gate", TurnCondition.GreaterThan("amount", 100), loud)));
        EscalationPolicy rule = EscalationPolicy.Build(p => p.Confidence(0.5).Add(loud).Rule("loud", new TriggerRule { When = TurnCondition.GreaterThan("amount", 100) }));
        foreach ((string? amount, DecisionOutcome outcome) in new (string?, DecisionOutcome)[] { ("101", DecisionOutcome.EscalateToPerson), ("100", DecisionOutcome.Act), (null, DecisionOutcome.EscalateToPerson), ("ten", DecisionOutcome.EscalateToPerson) })
        {
            AgentTurn turn = (amount is null ? new AgentTurn() : With(("amount", amount))) with { Confidence = 0.9 };
            Assert.Equal(outcome, policy.Decide(turn).Outcome);
            Assert.Equal(outcome, rule.Decide(turn).Outcome);
            Signal asynchronous = await Trigger.When("gate", TurnCondition.GreaterThan("amount", 100), loud.AsAsync()).EvaluateAsync(turn, CancellationToken.None);
            Assert.Equal(SafeEvaluation.Evaluate(Trigger.When("gate", TurnCondition.GreaterThan("amount", 100), loud), turn).Kind, asynchronous.Kind);
        }

        Assert.Contains("Heard when amount > 100: it is not.", rule.Explain(With(("amount", "1")) with { Confidence = 0.9 }).ToString(), StringComparison.Ordinal);
        Assert.Contains("not known, so the trigger is heard", rule.Explain(new AgentTurn { Confidence = 0.9 }).ToString(), StringComparison.Ordinal);
        Assert.Contains("Heard when amount > 100; loud fires: why.", policy.Explain(new AgentTurn { Confidence = 0.9 }).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Attributes_that_throw_are_a_fault()
    {
        Signal gated = TurnCondition.Exists("a").Gate(new AgentTurn { Attributes = new ThrowingAttributes() }, Signal.Fire(Say.Why, DecisionOutcome.SafeStop));
        Assert.Equal((SignalKind.Fault, DecisionOutcome.SafeStop), (gated.Kind, gated.Proposal));
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Add(Say.That("quiet", Signal.Quiet)).Rule("quiet", new TriggerRule { When = TurnCondition.Exists("a") }));
        Assert.Equal(DecisionOutcome.EscalateToPerson, policy.Decide(new AgentTurn { Attributes = new ThrowingAttributes() }).Outcome);
    }

    [Fact]
    public void What_could_not_be_meant_is_refused()
    {
        Assert.Throws<ArgumentException>(() => TurnCondition.EqualTo(" ", "x"));
        Assert.Throws<ArgumentException>(() => TurnCondition.EqualTo("a", " "));
        Assert.Throws<ArgumentException>(() => TurnCondition.In("a"));
        Assert.Throws<ArgumentException>(() => TurnCondition.In("a", "x", ""));
        Assert.Throws<ArgumentOutOfRangeException>(() => TurnCondition.GreaterThan("a", double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => TurnCondition.LessThan("a", double.PositiveInfinity));
        Assert.Throws<ArgumentException>(() => TurnCondition.Exists(""));
        Assert.Throws<ArgumentException>(() => TurnCondition.All());
        Assert.Throws<ArgumentException>(() => TurnCondition.Any(TurnCondition.Exists("a"), null!));
        Assert.Throws<ArgumentException>(() => TurnCondition.Not(null!));
        TurnCondition nested = TurnCondition.Exists("a");
        for (int depth = 1; depth < TurnCondition.MaximumDepth; depth++)
        {
            nested = TurnCondition.Not(nested);
        }

        Assert.Throws<ArgumentException>(() => TurnCondition.Not(nested));
    }

    [Fact]
    public void Different_conditions_have_different_configurations_and_a_text_of_their_own()
    {
        TurnCondition[] conditions =
        [
            TurnCondition.EqualTo("a", "b"), TurnCondition.EqualTo("b", "a"), TurnCondition.In("a", "b", "c"), TurnCondition.In("a", "bc"), TurnCondition.In("a", "b, c"), TurnCondition.GreaterThan("a", 1), TurnCondition.GreaterThan("a", 2),
            TurnCondition.LessThan("a", 1), TurnCondition.Exists("a"), TurnCondition.Not(TurnCondition.Exists("a")), TurnCondition.All(TurnCondition.Exists("a"), TurnCondition.Exists("b")),
            TurnCondition.Any(TurnCondition.Exists("a"), TurnCondition.Exists("b")), TurnCondition.All(TurnCondition.Exists("a")),
        ];
        Assert.Equal(conditions.Length, conditions.Select(condition => condition.Configuration).Distinct().Count());
        Assert.Equal("all of (tier in (gold, platinum); not (amount < 1.5); x exists)", TurnCondition.All(TurnCondition.In("tier", "gold", "platinum"), TurnCondition.Not(TurnCondition.LessThan("amount", 1.5)), TurnCondition.Exists("x")).ToString());
    }

    [Fact]
    public void Evaluating_allocates_nothing()
    {
        ITrigger gate = Trigger.When("g", TurnCondition.All(TurnCondition.In("word", "x", "y"), TurnCondition.Any(TurnCondition.LessThan("n", 4), TurnCondition.Not(TurnCondition.Exists("z")))), Say.That("quiet", Signal.Quiet));
        Assert.Equal(0, AllocationProbe.BytesOf(gate, With(("word", " Y "), ("n", "3.5"))));
    }

    private static AgentTurn With(params (string Name, string Value)[] attributes) => new() { Attributes = attributes.ToDictionary(pair => pair.Name, pair => pair.Value) };

    private sealed class ThrowingAttributes : IReadOnlyDictionary<string, string>
    {
        public int Count => throw new InvalidOperationException();

        public IEnumerable<string> Keys => throw new InvalidOperationException();

        public IEnumerable<string> Values => throw new InvalidOperationException();

        public string this[string key] => throw new InvalidOperationException();

        public bool ContainsKey(string key) => throw new InvalidOperationException();

        public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value) => throw new InvalidOperationException();

        public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => throw new InvalidOperationException();

        IEnumerator IEnumerable.GetEnumerator() => throw new InvalidOperationException();
    }
}
