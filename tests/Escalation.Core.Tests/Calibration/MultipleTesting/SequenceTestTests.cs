using Escalation.Calibration;
using Escalation.Calibration.MultipleTesting;
using Escalation.Statistics;
using Escalation.Tests.Shared;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Calibration.MultipleTesting;

public sealed class SequenceTestTests
{
    [Fact]
    public void Starts_beyond_the_family_are_refused_with_what_is_allowed() =>
        Assert.Contains("within 0 and 2, but starts[1] is 3", Assert.Throws<ArgumentException>("starts", () => FamilywiseTest.MultiStart([0.1, 0.2, 0.3], [0, 3], 0.1)).Message, StringComparison.Ordinal);

    [Fact]
    public void Each_start_walks_at_its_part_of_delta_to_its_first_failure_and_says_where()
    {
        double[] p = [0.01, 0.2, 0.0, 0.03, 0.02, 0.5, 0.04];
        FamilywiseResult result = FamilywiseTest.MultiStart(p, [0, 2, 5], 0.12);
        Assert.Equal([0, 2, 3, 4], result.Rejected);
        Assert.Equal(FamilywiseProcedure.MultiStart, result.Procedure);
        double level = LevelShare.Level(0.12, 3);
        Assert.All(result.Rejections, rejection => Assert.Equal(level, rejection.Level));

        // The second start got through to the third, and fails where that one does.
        Assert.Equal([new SequenceStop(0, 1, 0.2, level), new SequenceStop(2, 5, 0.5, level), new SequenceStop(5, 5, 0.5, level)], result.Stops);
        Assert.Equal(HypothesisOutcome.NotReached, result.Outcome(6));
        Assert.Equal(1.0, result.AdjustedPValue(5));
        Assert.Equal(LevelShare.Needed(0.03, 3), result.AdjustedPValue(4));
    }

    [Fact]
    public void Hypotheses_before_the_first_start_are_never_tested()
    {
        FamilywiseResult result = FamilywiseTest.MultiStart([0.0, 0.0, 0.01], [2], 0.05);
        Assert.Equal([2], result.Rejected);
        Assert.Equal(HypothesisOutcome.NotReached, result.Outcome(0));
        Assert.Equal(1.0, result.AdjustedPValue(1));
        Assert.Empty(result.Stops);
    }

    [Fact]
    public void Multi_start_rejects_what_separate_walks_from_every_start_reject() => Prop.ForAll(
        Gen.Choose(1, 12).SelectMany(m => Gen.Choose(1, m).SelectMany(j => Gen.Choose(0, 60).Select(k => k / 400.0).ArrayOf(m).Select(p => (p, j)))).ToArbitrary(),
        @case =>
        {
            (double[] p, int j) = @case;
            int[] starts = FamilywiseTest.EvenStarts(p.Length, j);
            FamilywiseResult result = FamilywiseTest.MultiStart(p, starts, 0.1);
            var expected = new SortedSet<int>();
            var stops = new List<(int, int)>();
            foreach (int start in starts)
            {
                int at = start;
                for (; at < p.Length && Rational.Of(p[at]) * Rational.Of(j, 1) <= Rational.Of(0.1); at++)
                {
                    expected.Add(at);
                }

                if (at < p.Length)
                {
                    stops.Add((start, at));
                }
            }

            return result.Rejected.SequenceEqual(expected) && result.Stops.Select(stop => (stop.Start, stop.Index)).SequenceEqual(stops);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_after_the_failure_is_computed_and_nothing_twice()
    {
        var read = new List<int>();
        double[] p = [0.01, 0.02, 0.3, 0.0];
        FamilywiseResult result = FamilywiseTest.FixedSequence(PValues.OnDemand(4, i => { read.Add(i); return p[i]; }), 0.05);
        Assert.Equal([0, 1, 2], read);
        Assert.Equal([0, 1], result.Rejected);
        Assert.Equal([new SequenceStop(0, 2, 0.3, 0.05)], result.Stops);
        Assert.Equal(0.02, result.AdjustedPValue(1));
        Assert.Equal(0.3, result.AdjustedPValue(2));
        Assert.Null(result.AdjustedPValue(3));
        Assert.Equal(HypothesisOutcome.NotReached, result.Outcome(3));
    }

    [Fact]
    public void Vacuous_hypotheses_neither_block_nor_pass_and_their_p_values_are_not_computed()
    {
        bool[] empty = [true, true, false, true, false, false];
        var family = PValues.OnDemand(6, i => empty[i] ? throw new InvalidOperationException("computed") : 0.01 * i, i => empty[i]);
        FamilywiseResult result = FamilywiseTest.FixedSequence(family, 0.045);
        Assert.Equal([2, 4], result.Rejected);
        Assert.Equal([HypothesisOutcome.Vacuous, HypothesisOutcome.Vacuous, HypothesisOutcome.Rejected, HypothesisOutcome.Vacuous, HypothesisOutcome.Rejected, HypothesisOutcome.Retained], Enumerable.Range(0, 6).Select(result.Outcome));
        Assert.Equal(1.0, result.AdjustedPValue(3));
        Assert.Null(result.Level(0));
        Assert.Equal([new SequenceStop(0, 5, 0.05, 0.045)], result.Stops);
    }

    [Fact]
    public void Starts_at_vacuous_hypotheses_begin_with_the_first_that_is_not()
    {
        FamilywiseResult result = FamilywiseTest.MultiStart(PValues.Of([1.0, 0.01, 1.0, 1.0, 0.04], i => i is 0 or 2 or 3), [0, 2], 0.1);
        Assert.Equal([1, 4], result.Rejected);
        Assert.Empty(result.Stops);
    }

    [Fact]
    public void A_family_of_vacuous_hypotheses_only_rejects_nothing_and_fails_nowhere()
    {
        FamilywiseResult result = FamilywiseTest.FixedSequence(PValues.Of([0.0, 0.0], _ => true), 0.1);
        Assert.Empty(result.Rejected);
        Assert.Empty(result.Stops);
    }

    [Theory]
    [InlineData(10, 3, new[] { 0, 3, 6 })]
    [InlineData(5, 5, new[] { 0, 1, 2, 3, 4 })]
    [InlineData(1000, 4, new[] { 0, 250, 500, 750 })]
    [InlineData(7, 1, new[] { 0 })]
    public void Even_starts_are_evenly_spaced_from_the_first(int count, int starts, int[] expected) => Assert.Equal(expected, FamilywiseTest.EvenStarts(count, starts));

    [Fact]
    public void Without_hypotheses_there_is_no_start()
    {
        Assert.Throws<ArgumentOutOfRangeException>("count", () => FamilywiseTest.EvenStarts(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>("starts", () => FamilywiseTest.EvenStarts(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>("starts", () => FamilywiseTest.EvenStarts(1, 2));
    }

    [Fact]
    public void Even_starts_of_a_huge_family_do_not_overflow() => Assert.Equal(2_147_483_639L / 1000 * 999, FamilywiseTest.EvenStarts(2_147_483_639, 1000)[999], 700.0);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 0)]
    [InlineData(3, 4)]
    public void Even_starts_need_as_many_hypotheses(int count, int starts) => Assert.Throws<ArgumentOutOfRangeException>(() => FamilywiseTest.EvenStarts(count, starts));

    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { -1 })]
    [InlineData(new[] { 3 })]
    [InlineData(new[] { 0, 0 })]
    [InlineData(new[] { 2, 1 })]
    public void Starts_must_ascend_within_the_family(int[] starts) => Assert.Throws<ArgumentException>(() => FamilywiseTest.MultiStart([0.1, 0.1, 0.1], starts, 0.1));

    /// <summary>Table of statistics.md 4.2: n = 500, a thousand thresholds, certified count and least certified index.</summary>
    [Theory]
    [InlineData(0.1, 0.05, 0, -1, 0, -1, 0, -1, 0, -1)]
    [InlineData(0.1, 0.1, 0, -1, 0, -1, 144, 552, 0, -1)]
    [InlineData(0.15, 0.05, 351, 274, 377, 271, 769, 31, 866, 34)]
    [InlineData(0.15, 0.1, 408, 271, 568, 173, 800, 0, 869, 31)]
    [InlineData(0.2, 0.05, 879, 0, 901, 0, 800, 0, 900, 0)]
    [InlineData(0.2, 0.1, 886, 0, 912, 0, 800, 0, 900, 0)]
    public void Procedures_certify_as_many_thresholds_of_the_seeded_five_hundred_items_as_published(
        double alpha, double delta, int bonferroni, int bonferroniLow, int holm, int holmLow, int five, int fiveLow, int ten, int tenLow)
    {
        double[] p = StrictestFirst(500, 1, alpha);
        Assert.Equal((bonferroni, bonferroniLow), Summary(FamilywiseTest.Bonferroni(p, delta)));
        Assert.Equal((holm, holmLow), Summary(FamilywiseTest.Holm(p, delta)));
        Assert.Equal((five, fiveLow), Summary(FamilywiseTest.MultiStart(p, FamilywiseTest.EvenStarts(1000, 5), delta)));
        Assert.Equal((ten, tenLow), Summary(FamilywiseTest.MultiStart(p, FamilywiseTest.EvenStarts(1000, 10), delta)));
    }

    /// <summary>Table of statistics.md 16: certified counts of the golden pipeline.</summary>
    [Theory]
    [InlineData(0.05, 0.05, 147, 149, 286)]
    [InlineData(0.05, 0.1, 150, 150, 292)]
    [InlineData(0.1, 0.05, 600, 607, 658)]
    [InlineData(0.1, 0.1, 606, 613, 670)]
    public void Procedures_certify_as_many_thresholds_of_the_seeded_ten_thousand_items_as_published(double alpha, double delta, int bonferroni, int holm, int sequence)
    {
        double[] p = StrictestFirst(10_000, 1, alpha);
        Assert.Equal(bonferroni, FamilywiseTest.Bonferroni(p, delta).Rejected.Count);
        Assert.Equal(holm, FamilywiseTest.Holm(p, delta).Rejected.Count);
        Assert.Equal(holm, FamilywiseTest.Hochberg(p, delta, Dependence.Independent).Rejected.Count);
        Assert.Equal(sequence, FamilywiseTest.FixedSequence(p, delta).Rejected.Count);
    }

    private static (int Count, int Lowest) Summary(FamilywiseResult result) => (result.Rejected.Count, result.Rejected.Count == 0 ? -1 : 999 - result.Rejected[^1]);

    private static double[] StrictestFirst(int n, ulong seed, double alpha)
    {
        (double[] scores, double[] losses) = GoldenScores.Draw(n, seed);
        double[] p = new double[1000];
        for (int i = 0; i < p.Length; i++)
        {
            double threshold = (999 - i) * 0.99 / 999;
            int acted = scores.Count(score => score >= threshold);
            int errors = scores.Where((score, k) => score >= threshold && losses[k] == 1.0).Count();
            p[i] = acted == 0 ? 1.0 : BinomialTail.Lower(errors, acted, alpha);
        }

        return p;
    }
}
