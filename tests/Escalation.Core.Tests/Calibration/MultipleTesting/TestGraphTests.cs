using Escalation.Calibration.MultipleTesting;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Calibration.MultipleTesting;

public sealed class TestGraphTests
{
    [Fact]
    public void Reference_graphs_reject_in_their_published_order()
    {
        double[][] g = [[0, .5, .5, 0], [.5, 0, 0, .5], [0, 1, 0, 0], [1, 0, 0, 0]];
        var graph = TestGraph.Dense([.5, .5, 0, 0], g);
        FamilywiseResult one = FamilywiseTest.Graphical(graph, [.01, .005, .01, .5], .025);
        Assert.Equal([1, 0, 2], one.Rejections.Select(rejection => rejection.Index));
        Assert.Equal([0.0, 0.0, 0.0, 1.0], one.FinalWeights);
        FamilywiseResult other = FamilywiseTest.Graphical(graph, [.018, .01, .105, .006], .025);
        Assert.Equal([1, 0, 3], other.Rejections.Select(rejection => rejection.Index));
        Assert.Equal([0.0, 0.0, 1.0, 0.0], other.FinalWeights);
        Assert.Equal(FamilywiseProcedure.Graphical, other.Procedure);
    }

    [Fact]
    public void Shapes_have_the_weights_and_transitions_of_their_names()
    {
        Assert.Equal([1.0, 0.0, 0.0], TestGraph.FixedSequence(3).Weights);
        AssertTransitions([[0, 1, 0], [0, 0, 1], [0, 0, 0]], TestGraph.Fallback([.5, .25, .25]));
        Assert.Equal([.5, .25, .25], TestGraph.Fallback([.5, .25, .25]).Weights);
        AssertTransitions([[0, .5, .5], [.5, 0, .5], [.5, .5, 0]], TestGraph.Holm(3));
        Assert.Equal([1 / 3.0, 1 / 3.0, 1 / 3.0], TestGraph.Holm(3).Weights);
        var chains = TestGraph.Chains(2, 1, 1);
        Assert.Equal([1 / 3.0, 0.0, 1 / 3.0, 1 / 3.0], chains.Weights);
        AssertTransitions([[0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [1, 0, 0, 0]], chains);
        Assert.Equal([.75, 0.0, .25], TestGraph.Chains([2, 1], [.75, .25]).Weights);
        Assert.Equal(0.0, chains.Transition(1, 1));
    }

    [Fact]
    public void A_finished_chain_leaves_its_level_to_the_first_hypothesis_left_of_the_next_chains()
    {
        // Chain 0 is rejected to its end, chain 1 already is, so chain 2 gets both levels at its second hypothesis.
        double[] p = [.02, .02, .03, .03, .09, .5];
        FamilywiseResult result = FamilywiseTest.Graphical(TestGraph.Chains(2, 1, 3), p, .09);
        Assert.Equal([0, 1, 2, 3, 4], result.Rejected);
        Assert.Equal(.09, result.Level(4));
        Assert.Equal([0.0, 0.0, 0.0, 0.0, 0.0, 1.0], result.FinalWeights);
        Assert.Equal([new SequenceStop(3, 5, .5, .09)], result.Stops);
    }

    [Fact]
    public void The_last_chain_hands_over_to_the_first()
    {
        FamilywiseResult result = FamilywiseTest.Graphical(TestGraph.Chains(2, 1), [.05, .1, .04], .1);
        Assert.Equal([0, 1, 2], result.Rejected);
        Assert.Equal([2, 0, 1], result.Rejections.Select(rejection => rejection.Index));
        Assert.Equal([.05, .1, .1], result.Rejections.Select(rejection => rejection.Level));
        Assert.Empty(result.Stops);
        Assert.All(result.FinalWeights, weight => Assert.Equal(0.0, weight));
    }

    [Fact]
    public void Blocked_chains_say_where()
    {
        FamilywiseResult result = FamilywiseTest.Graphical(TestGraph.Chains(2, 3), [.2, .0, .01, .02, .3], .1);
        Assert.Equal([2, 3], result.Rejected);
        Assert.Equal([new SequenceStop(0, 0, .2, .05), new SequenceStop(2, 4, .3, .05)], result.Stops);
    }

    [Fact]
    public void A_vacuous_hypothesis_is_gone_past_within_its_chain_only()
    {
        bool[] empty = [true, false, true, true, false];
        FamilywiseResult result = FamilywiseTest.Graphical(TestGraph.Chains(3, 2), PValues.Of([.5, .04, 0, 0, .08], i => empty[i]), .1);

        // The first chain ends without items, so its level does not help the second.
        Assert.Equal([1], result.Rejected);
        Assert.Equal([0.0, 0.0, 0.5, 0.0, 0.5], result.FinalWeights);
        Assert.Equal([new SequenceStop(3, 4, .08, .05)], result.Stops);
        Assert.Equal(HypothesisOutcome.Vacuous, result.Outcome(2));
        Assert.Equal(1.0, result.AdjustedPValue(2));
    }

    [Fact]
    public void A_vacuous_hypothesis_counts_in_Holm_and_in_graphs_and_is_not_rejected()
    {
        var family = PValues.Of([.0, .049, .07], i => i == 0);
        FamilywiseResult holm = FamilywiseTest.Graphical(TestGraph.Holm(3), family, .15);
        Assert.Equal([1, 2], holm.Rejected);
        Assert.Equal([.05, .075], holm.Rejections.Select(rejection => Math.Round(rejection.Level, 12)));
        Assert.Equal([1.0, 0.0, 0.0], holm.FinalWeights);
        FamilywiseResult dense = FamilywiseTest.Graphical(Procedures.AsDense(TestGraph.Holm(3)), family, .15);
        Assert.Equal(HypothesisOutcome.Vacuous, dense.Outcome(0));
        Assert.Equal([1, 2], dense.Rejected);
    }

    [Fact]
    public void Special_shapes_do_what_their_full_matrices_do() => Prop.ForAll(
        Gen.Choose(1, 8).SelectMany(m => Gen.Choose(0, 3).SelectMany(shape => Gen.Choose(0, 100).Select(k => k / 611.0).ArrayOf(m).Select(p => (p, shape)))).ToArbitrary(),
        @case =>
        {
            (double[] p, int shape) = @case;
            TestGraph graph = shape switch
            {
                0 => TestGraph.Holm(p.Length),
                1 => TestGraph.Chains(Procedures.Halves(p.Length)),
                2 => TestGraph.Fallback([.. p.Select((_, i) => Math.ScaleB(1.0, -i - 1))]),
                _ => TestGraph.Chains([.. p.Select(_ => 1)]),
            };
            FamilywiseResult special = FamilywiseTest.Graphical(graph, p, .1);
            FamilywiseResult full = FamilywiseTest.Graphical(Procedures.AsDense(graph), p, .1);
            return special.Rejected.SequenceEqual(full.Rejected)
                && special.Rejections.Select(rejection => rejection.Index).SequenceEqual(full.Rejections.Select(rejection => rejection.Index))
                && Enumerable.Range(0, p.Length).All(i =>
                    Math.Abs(special.AdjustedPValue(i)!.Value - full.AdjustedPValue(i)!.Value) <= 1e-15
                    && Math.Abs((special.Level(i) ?? -1) - (full.Level(i) ?? -1)) <= 1e-15
                    && Math.Abs(special.FinalWeights[i] - full.FinalWeights[i]) <= 1e-15);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Fallback_is_the_serial_rule_of_Wiens() => Prop.ForAll(
        Gen.Choose(1, 7).SelectMany(m => Gen.Choose(0, 200).Select(k => k / 777.0).ArrayOf(m)).ToArbitrary(),
        p =>
        {
            double[] weights = [.. p.Select((_, i) => i == 0 ? Math.ScaleB(1, 1 - p.Length) : Math.ScaleB(1, i - p.Length))];
            var rejected = new List<int>();
            double carried = 0;
            for (int i = 0; i < p.Length; i++)
            {
                carried += weights[i];
                bool rejects = p[i] <= carried * .2;
                rejected.AddRange(rejects ? [i] : []);
                carried = rejects ? carried : 0;
            }

            FamilywiseResult result = FamilywiseTest.Fallback(p, weights, .2);
            return result.Procedure == FamilywiseProcedure.Fallback && result.Rejected.SequenceEqual(rejected);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void On_demand_only_p_values_with_a_level_are_computed_once_and_rejections_stay_the_same() => Prop.ForAll(
        Gen.Choose(0, 9).SelectMany(m => Gen.Choose(0, 3).SelectMany(shape => Gen.Choose(0, 100).Select(k => k / 611.0).ArrayOf(m).Select(p => (p, shape)))).ToArbitrary(),
        @case =>
        {
            (double[] p, int shape) = @case;
            TestGraph graph = shape switch
            {
                0 => TestGraph.Holm(p.Length),
                1 => TestGraph.Chains(Procedures.Halves(p.Length)),
                2 => TestGraph.FixedSequence(p.Length),
                _ => Procedures.AsDense(TestGraph.Chains(Procedures.Halves(p.Length))),
            };
            int[] reads = new int[p.Length];
            FamilywiseResult eager = FamilywiseTest.Graphical(graph, p, .1);
            FamilywiseResult lazy = FamilywiseTest.Graphical(graph, PValues.OnDemand(p.Length, i => { reads[i]++; return p[i]; }), .1);
            return lazy.Rejections.SequenceEqual(eager.Rejections)
                && lazy.FinalWeights.SequenceEqual(eager.FinalWeights)
                && lazy.Stops.SequenceEqual(eager.Stops)
                && Enumerable.Range(0, p.Length).All(i =>
                    lazy.Outcome(i) == eager.Outcome(i)
                    && lazy.Level(i) == eager.Level(i)
                    && (lazy.AdjustedPValue(i) is not { } adjusted || adjusted == eager.AdjustedPValue(i))
                    && reads[i] == (lazy.Outcome(i) == HypothesisOutcome.NotReached ? 0 : 1));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Tenths_and_thirds_that_exceed_one_by_rounding_are_taken_for_one_and_never_spend_more_than_delta()
    {
        foreach (int count in new[] { 3, 6, 7, 10, 49, 1000 })
        {
            double[] weights = [.. Enumerable.Repeat(1.0 / count, count)];
            TestEdge[] edges = count > 49 ? [] : [.. Enumerable.Range(0, count).SelectMany(i => Enumerable.Range(0, count).Where(k => k != i).Select(k => new TestEdge(i, k, 1.0 / (count - 1))))];
            var graph = TestGraph.Create(weights, edges);
            foreach (double delta in new[] { .05, .1, .3 })
            {
                FamilywiseResult result = FamilywiseTest.Graphical(graph, [.. Enumerable.Repeat(1.0, count)], delta);
                Rational spent = Enumerable.Range(0, count).Aggregate(Rational.Zero, (sum, i) => sum + Rational.Of(result.Level(i)!.Value));
                Assert.True(spent <= Rational.Of(delta));
                Assert.Equal(LevelShare.Level(delta, count), result.Level(0));
            }
        }

        Assert.True(Enumerable.Repeat(Rational.Of(.1), 10).Aggregate(Rational.Zero, (sum, tenth) => sum + tenth) > Rational.One);
    }

    [Fact]
    public void Weights_below_one_are_left_as_they_are()
    {
        FamilywiseResult result = FamilywiseTest.Graphical(TestGraph.Create([.25, .5]), [.025, .06], .1);
        Assert.Equal([0], result.Rejected);
        Assert.Equal(.025, result.Level(0));
        Assert.Equal([0.0, .5], result.FinalWeights);
    }

    [Fact]
    public void A_hypothesis_without_weight_is_never_rejected_even_at_p_zero()
    {
        FamilywiseResult result = FamilywiseTest.Graphical(TestGraph.Create([0.0, 1.0]), [0.0, 0.01], .1);
        Assert.Equal([1], result.Rejected);
        Assert.Equal(HypothesisOutcome.NotReached, result.Outcome(0));
        Assert.Null(result.Level(0));
        Assert.Equal(1.0, result.AdjustedPValue(0));
    }

    [Fact]
    public void Two_that_hand_everything_to_each_other_leave_nothing_to_a_third()
    {
        // The loop has the product one, so the bridge over either is zero.
        FamilywiseResult result = FamilywiseTest.Graphical(TestGraph.Create([.5, .5, 0], new(0, 1, 1), new(1, 0, 1), new(2, 0, 1)), [.01, .01, .0], .1);
        Assert.Equal([0, 1], result.Rejected);
        Assert.Equal([.05, .1], result.Rejections.Select(rejection => rejection.Level));
        Assert.Equal([0.0, 0.0, 0.0], result.FinalWeights);
    }

    [Fact]
    public void Tiny_transitions_survive_a_loop_that_is_nearly_one()
    {
        // H0 and H1 keep all but 1e-12 between them; once both are rejected, H2 gets everything.
        const double Rest = 1e-12;
        var graph = TestGraph.Create([.5, .5, 0], new(0, 1, 1 - Rest), new(0, 2, Rest), new(1, 0, 1 - Rest), new(1, 2, Rest));
        FamilywiseResult result = FamilywiseTest.Graphical(graph, [.001, .002, .0499], .05);
        Assert.Equal([0, 1, 2], result.Rejected);
        Assert.InRange(result.Level(2)!.Value, Math.BitDecrement(.05), .05);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.PositiveInfinity)]
    public void Weights_and_shares_outside_the_unit_interval_are_refused_by_place(double bad)
    {
        Assert.Contains("weights[1] must be a number in [0, 1]", Refused(() => TestGraph.Create([.1, bad])), StringComparison.Ordinal);
        Assert.Contains("weights[1]", Refused(() => TestGraph.Fallback([.1, bad])), StringComparison.Ordinal);
        Assert.Contains("weights[1]", Refused(() => TestGraph.Chains([1, 1], [.1, bad])), StringComparison.Ordinal);
        Assert.Contains("edges[0] from 0 to 1", Refused(() => TestGraph.Create([.5, .5], new TestEdge(0, 1, bad))), StringComparison.Ordinal);
        Assert.Contains("from 1 to 0", Refused(() => TestGraph.Dense([.5, .5], [[0.0, 0.0], [bad, 0.0]])), StringComparison.Ordinal);
    }

    [Fact]
    public void Sums_above_one_are_refused_and_rounding_is_not()
    {
        Assert.Contains("weights", Refused(() => TestGraph.Create([.5, .500000001])), StringComparison.Ordinal);
        Assert.Contains("hypothesis 1", Refused(() => TestGraph.Create([1, 0, 0], new(1, 0, .5), new(1, 2, .500000001))), StringComparison.Ordinal);
        Assert.NotNull(TestGraph.Create([.5, Math.BitIncrement(.5)]));
        Assert.NotNull(TestGraph.Create([0, 1], new TestEdge(1, 0, 0.0)));
        Assert.NotNull(TestGraph.Create([1, 0, 0], new(1, 0, .5), new(1, 2, Math.BitIncrement(.5))));
        Assert.Contains("weights", Refused(() => TestGraph.Create([.5, .5 + 1e-15])), StringComparison.Ordinal);
    }

    [Fact]
    public void Edges_that_lead_nowhere_back_or_twice_are_refused()
    {
        Assert.Contains("edges[0]", Refused(() => TestGraph.Create([.5, .5], new TestEdge(0, 2, .1))), StringComparison.Ordinal);
        Assert.Contains("edges[0]", Refused(() => TestGraph.Create([.5, .5], new TestEdge(-1, 0, .1))), StringComparison.Ordinal);
        Assert.Contains("edges[0] must join two different hypotheses within 0 and 1, but joins 2 and 0.", Refused(() => TestGraph.Create([.5, .5], new TestEdge(2, 0, .1))), StringComparison.Ordinal);
        Assert.Contains("edges[0]", Refused(() => TestGraph.Create([.5, .5], new TestEdge(1, 1, .1))), StringComparison.Ordinal);
        Assert.Contains("repeats", Refused(() => TestGraph.Create([.5, .5], new(0, 1, .1), new(0, 1, .2))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_matrix_must_be_square_with_an_empty_diagonal()
    {
        Assert.Contains("one row", Refused(() => TestGraph.Dense([.5, .5], [[0.0, 0.0]])), StringComparison.Ordinal);
        Assert.Contains("2 entries", Refused(() => TestGraph.Dense([.5, .5], [[0.0], [0.0, 0.0]])), StringComparison.Ordinal);
        Assert.Contains("transitions[1][1]", Refused(() => TestGraph.Dense([.5, .5], [[0.0, 0.0], [0.0, 0.5]])), StringComparison.Ordinal);
        Assert.Contains("transitions[1][1]", Refused(() => TestGraph.Dense([.5, .5], [[0.0, 0.0], [0.0, double.NaN]])), StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => TestGraph.Dense([.5], null!));
        Assert.Throws<ArgumentNullException>(() => TestGraph.Dense([.5], [null!]));
    }

    [Fact]
    public void Shapes_refuse_impossible_sizes()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TestGraph.Holm(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => TestGraph.FixedSequence(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => TestGraph.Chains(2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TestGraph.Chains(int.MaxValue, int.MaxValue));
        Assert.Throws<ArgumentException>(() => TestGraph.Chains([1, 1], [1.0]));
        Assert.Contains("to must be a hypothesis within 0 and 1, but was 2.", Assert.Throws<ArgumentOutOfRangeException>("to", () => TestGraph.Holm(2).Transition(0, 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => TestGraph.Holm(2).Transition(-1, 0));
        Assert.Throws<ArgumentException>(() => FamilywiseTest.Graphical(TestGraph.Holm(2), [.1], .1));
        Assert.Throws<ArgumentNullException>(() => FamilywiseTest.Graphical(null!, [.1], .1));
        Assert.Throws<ArgumentNullException>(() => FamilywiseTest.Graphical(TestGraph.Holm(2), (PValues)null!, .1));
    }

    [Fact]
    public void One_graph_serves_many_tests()
    {
        var graph = TestGraph.Create([.5, .5], new(0, 1, 1), new(1, 0, 1));
        FamilywiseResult first = FamilywiseTest.Graphical(graph, [.01, .09], .1);
        Assert.Equal(first.Rejections, FamilywiseTest.Graphical(graph, [.01, .09], .1).Rejections);
        Assert.Equal([.5, .5], graph.Weights);
        Assert.Equal(1.0, graph.Transition(0, 1));
    }

    [Fact]
    public void Ten_thousand_hypotheses_in_a_ring_of_chains_take_memory_in_proportion()
    {
        const int Count = 10_000;
        var graph = TestGraph.Chains([.. Enumerable.Repeat(100, 100)]);
        double[] p = new double[Count];
        FamilywiseTest.Graphical(graph, p, .1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        FamilywiseResult result = FamilywiseTest.Graphical(graph, p, .1);
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(Count, result.Rejected.Count);
        Assert.InRange(bytes, 1, 400L * Count);
    }

    private static string Refused(Func<object> build) => Assert.Throws<ArgumentException>(build).Message;

    private static void AssertTransitions(double[][] expected, TestGraph graph)
    {
        for (int from = 0; from < expected.Length; from++)
        {
            Assert.Equal(expected[from], Enumerable.Range(0, expected.Length).Select(to => graph.Transition(from, to)));
        }
    }
}
