using System.Globalization;
using Escalation.Decisions;
using Escalation.Prediction.Cascades;
using Escalation.Statistics;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Prediction.Cascades;

public class CascadePlannerTests
{
    private const string Mmlu = "cascade/mmlu_llama13b_probs_mixtral_gpt4.csv";

    private static readonly string[] Names = ["model", "stronger model", "person"];

    [Fact]
    public void No_rule_of_all_there_are_costs_less_than_the_plan()
    {
        var random = new SplitMix64(5);
        int continued = 0;
        for (int run = 0; run < 60; run++)
        {
            int items = 2 + random.NextBelow(14);
            double[] costs = [random.NextUniform() / 10.0, random.NextUniform() / 3.0, random.NextUniform() / 2.0];
            int[] signals = [.. Enumerable.Range(0, 3 * items).Select(_ => random.NextBelow(2))];
            bool[] right = [.. Enumerable.Range(0, 3 * items).Select(i => random.NextUniform() < 0.4 + (0.2 * (i % 3)) + (0.2 * signals[i]))];
            var tree = CascadeTree.Of(Names, costs, signals, right);
            CascadePlan plan = CascadePlanner.Solve(tree.Levels, 1.0);
            double least = double.PositiveInfinity;

            // Two histories after the first level and four after the second: a bit of the rule for each.
            for (int rule = 0; rule < 1 << 6; rule++)
            {
                double total = 0.0;
                for (int i = 0; i < items; i++)
                {
                    int first = signals[3 * i];
                    int second = signals[(3 * i) + 1];
                    int level = (rule & (1 << first)) == 0 ? 0 : (rule & (1 << (2 + (2 * first) + second))) == 0 ? 1 : 2;
                    total += costs[..(level + 1)].Sum() + (right[(3 * i) + level] ? 0.0 : 1.0);
                }

                least = Math.Min(least, total / items);
            }

            Assert.Equal(least, plan.ExpectedCost, 1e-12);
            Assert.Equal(least, tree.Evaluate(plan, signals, right), 1e-12);
            Assert.Equal(1.0, plan.Reached[0], 1e-12);
            Assert.Equal(1.0, plan.ActedOn.ToArray().Sum(), 1e-12);
            double rebuilt = plan.Reached.ToArray().Zip(costs, (reached, cost) => reached * cost).Sum() + (1.0 - plan.ExpectedAccuracy);
            Assert.Equal(plan.ExpectedCost, rebuilt, 1e-12);
            continued += plan.Reached[1] is > 0.0 and < 1.0 ? 1 : 0;
        }

        Assert.True(continued > 10);
    }

    [Fact]
    public void Two_levels_without_signals_are_the_cost_ratio_rule_ties_included()
    {
        var random = new SplitMix64(6);
        foreach (double ratio in (ReadOnlySpan<double>)[2.0, 4.0, 20.0])
        {
            var costs = DecisionCosts.FromRatio(ratio);
            for (int i = 0; i < 40; i++)
            {
                double q = random.NextUniform();
                double p = i % 2 == 0 ? random.NextUniform() : Math.Clamp(q - (1.0 / ratio), 0.0, 1.0);
                CascadePlan plan = CascadePlanner.Solve([new CascadeLevel("model", 0.0, [p], [1.0]), new CascadeLevel("person", 1.0, [q], [1.0])], ratio);
                Assert.Equal(CostRatioRule.Escalates(p, q, costs), plan.Continues(0, 0));
            }
        }

        Assert.False(CascadePlanner.Solve([new CascadeLevel("model", 0.0, [0.95], [1.0]), new CascadeLevel("person", 1.0, [1.0], [1.0])], 20.0).Continues(0, 0));
    }

    [Fact]
    public void A_level_that_never_pays_is_never_asked_and_knowing_more_never_costs_more()
    {
        CascadeLevel model = new("model", 0.1, [0.9, 0.4], [0.5, 0.5]);
        CascadeLevel useless = new("echo", 0.2, [0.9, 0.4], [1.0, 0.0, 0.0, 1.0]);
        CascadePlan two = CascadePlanner.Solve([model, useless], 5.0);
        Assert.Equal(0.0, two.Reached[1]);
        Assert.Equal(0.1 + (5.0 * 0.35), two.ExpectedCost, 1e-14);
        CascadeLevel person = new("person", 1.0, [1.0], [1.0, 1.0]);
        CascadePlan informed = CascadePlanner.Solve([model, person], 5.0);
        Assert.Equal((false, true), (informed.Continues(0, 0), informed.Continues(0, 1)));
        Assert.Equal(0.1 + (0.5 * 0.5) + (0.5 * 1.0), informed.ExpectedCost, 1e-14);
        Assert.Equal(0.5, informed.CostFrom(0, 0), 1e-15);
        CascadePlan blind = CascadePlanner.Solve([new CascadeLevel("model", 0.1, [0.65], [1.0]), new CascadeLevel("person", 1.0, [1.0], [1.0])], 5.0);
        Assert.True(informed.ExpectedCost < blind.ExpectedCost);
        Assert.True(informed.Continues(0, 7));
        Assert.False(informed.Continues(1, -1));
    }

    [Fact]
    public void A_history_that_did_not_occur_asks_the_next_level()
    {
        int[] signals = [0, 0, 1, 0];
        bool[] right = [true, true, false, true];
        var tree = CascadeTree.Of(["model", "person"], [0.0, 0.1], signals, right);
        Assert.Equal([0, 1, -1], new[] { 0, 1, 2 }.Select(signal => tree.StateOf([signal])));
        Assert.Equal(-1, tree.StateOf([2, 0]));
        CascadePlan plan = CascadePlanner.Solve(tree.Levels, 1.0);
        Assert.Equal(0.05, plan.ExpectedCost, 1e-15);
        Assert.Equal(0.1, tree.Evaluate(plan, [2, 0], [false, true]), 1e-15);
    }

    [DataFact(Mmlu)]
    public void Three_models_on_real_questions_cost_less_together_than_any_alone()
    {
        string[][] rows = [.. File.ReadLines(DataFactAttribute.PathOf(Mmlu)).Skip(1).Select(line => line.Split(','))];
        double[] costs = [0.0, 0.22, 0.1];
        (int[] Signals, bool[] Right)[] halves = [.. Enumerable.Range(0, 2).Select(half =>
        {
            string[][] part = [.. rows.Where((_, i) => i % 2 == half)];
            return (part.SelectMany(row => new[] { Math.Min(5, (int)(8 * (row[3..7].Max(p => double.Parse(p, CultureInfo.InvariantCulture)) - 0.25))), 0, 0 }).ToArray(), part.SelectMany(row => row[9..12].Select(bit => bit == "1")).ToArray());
        })];
        var tree = CascadeTree.Of(["LLaMA-13B", "Mixtral", "GPT-4"], costs, halves[0].Signals, halves[0].Right);
        CascadePlan plan = CascadePlanner.Solve(tree.Levels, 1.0);
        double[] alone = [.. Enumerable.Range(0, 3).Select(level => costs[..(level + 1)].Sum() + halves[1].Right.Where((_, i) => i % 3 == level).Average(right => right ? 0.0 : 1.0))];
        double heldOut = tree.Evaluate(plan, halves[1].Signals, halves[1].Right);
        Assert.True(heldOut < alone.Min(), $"{heldOut} held out, alone {string.Join(", ", alone)}");

        // Two halves of a thousand items each differ by some hundredths through chance alone.
        Assert.Equal(plan.ExpectedCost, heldOut, 0.05);
    }

    [Fact]
    public void A_history_of_its_own_for_every_item_is_refused()
    {
        // 9,000 squared is more than fits; 66,000 squared would overflow a whole number.
        foreach (int items in new[] { 9_000, 66_000 })
        {
            int[] signals = [.. Enumerable.Range(0, 2 * items).Select(i => i / 2)];
            ArgumentOutOfRangeException fault = Assert.Throws<ArgumentOutOfRangeException>("signals", () => CascadeTree.Of(["weak", "strong"], [0.0, 1.0], signals, new bool[2 * items]));
            Assert.Contains($"{items} times {items}", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_no_cascade_is_refused()
    {
        Assert.Throws<ArgumentException>(() => CascadePlanner.Solve([], 1.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => CascadePlanner.Solve([new CascadeLevel("a", 0.0, [1.0], [1.0])], double.NaN));
        Assert.Throws<ArgumentException>(() => CascadePlanner.Solve([new CascadeLevel("a", 0.0, [1.0, 1.0], [0.5, 0.5]), new CascadeLevel("b", 0.0, [1.0], [1.0])], 1.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CascadeLevel("a", -1.0, [1.0], [1.0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CascadeLevel("a", 0.0, [1.1], [1.0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CascadeLevel("a", 0.0, [double.NaN], [1.0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CascadeLevel("a", 0.0, [1.0, 1.0], [0.5, 0.4]));
        Assert.Throws<ArgumentException>(() => new CascadeLevel("a", 0.0, [1.0, 1.0], [1.0]));
        Assert.Throws<ArgumentException>(() => new CascadeLevel("a", 0.0, [], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => CascadePlanner.Solve([new CascadeLevel("a", 1e308, [0.0], [1.0]), new CascadeLevel("b", 0.0, [0.0], [1.0])], 1.7e308));
        Assert.Throws<ArgumentException>(() => CascadeTree.Of(["a"], [0.0], [], []));
        Assert.Throws<ArgumentException>(() => CascadeTree.Of(["a", "b"], [0.0, 0.0], [1], [true]));
        Assert.Throws<ArgumentException>(() => CascadeTree.Of(["a"], [0.0], [0], [true]).StateOf([0, 0]));
    }
}
