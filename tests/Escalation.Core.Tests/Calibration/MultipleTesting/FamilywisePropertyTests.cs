using Escalation.Calibration.MultipleTesting;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Calibration.MultipleTesting;

/// <summary>Laws that every family-wise procedure obeys, on p-values that often lie exactly on a level.</summary>
public sealed class FamilywisePropertyTests
{
    private static readonly Gen<double> Level = Gen.Choose(1, 99).Select(percent => percent / 100.0);

    private static readonly Gen<(double[] P, double Delta)> Cases = Level.SelectMany(delta => Gen.Choose(0, 9).SelectMany(m =>
        Gen.OneOf(
            Gen.Choose(0, 1000).Select(k => k / 1000.0),
            Gen.Choose(1, 9).Select(k => delta / k),
            Gen.Choose(1, 9).Select(k => Math.BitIncrement(delta / k)),
            Gen.Choose(0, 300).Select(k => Math.Pow(10, -k)),
            Gen.Elements(0.0, 1.0, double.Epsilon)).ArrayOf(m).Select(p => (p, delta))));

    [Fact]
    public void A_hypothesis_is_rejected_exactly_where_its_adjusted_p_value_is_within_delta() => Check((p, delta, test) =>
    {
        // The adjusted p-value is the least such delta: at it the hypothesis is rejected, just below not.
        FamilywiseResult result = test(p, delta);
        for (int i = 0; i < p.Length; i++)
        {
            double adjusted = result.AdjustedPValue(i)!.Value;
            if (result.IsRejected(i) != (adjusted <= delta)
                || !(adjusted >= p[i])
                || (adjusted is > 0 and < 1 && !test(p, adjusted).IsRejected(i))
                || (adjusted is > double.Epsilon and < 1 && test(p, Math.BitDecrement(adjusted)).IsRejected(i)))
            {
                return false;
            }
        }

        return true;
    });

    [Fact]
    public void A_tested_hypothesis_is_rejected_exactly_where_p_is_within_its_level() => Check((p, delta, test) =>
    {
        FamilywiseResult result = test(p, delta);
        return Enumerable.Range(0, p.Length).All(i => result.Outcome(i) == HypothesisOutcome.NotReached
            ? result.Level(i) is null && !result.IsRejected(i)
            : result.Level(i) is { } level && level <= delta && result.IsRejected(i) == (p[i] <= level));
    });

    [Fact]
    public void Rejections_are_listed_once_in_order_and_ascending() => Check((p, delta, test) =>
    {
        FamilywiseResult result = test(p, delta);
        return result.Delta == delta
            && result.Count == p.Length
            && result.Rejections.Select(rejection => rejection.Index).Order().SequenceEqual(result.Rejected)
            && result.Rejected.SequenceEqual(Enumerable.Range(0, p.Length).Where(result.IsRejected))
            && result.Rejections.All(rejection => rejection.PValue == p[rejection.Index]
                && rejection.Level == result.Level(rejection.Index)
                && rejection.AdjustedPValue == result.AdjustedPValue(rejection.Index));
    });

    [Fact]
    public void Lowering_a_p_value_never_takes_a_rejection_back() => Check((p, delta, test) =>
    {
        FamilywiseResult before = test(p, delta);
        for (int i = 0; i < p.Length; i++)
        {
            double[] lower = [.. p];
            lower[i] /= 3;
            FamilywiseResult after = test(lower, delta);
            if (before.Rejected.Any(j => !after.IsRejected(j)) || p.Where((_, j) => after.AdjustedPValue(j) > before.AdjustedPValue(j)).Any())
            {
                return false;
            }
        }

        return true;
    });

    [Fact]
    public void A_larger_delta_never_takes_a_rejection_back() => Check((p, delta, test) =>
    {
        FamilywiseResult more = test(p, (1 + delta) / 2);
        return test(p, delta).Rejected.All(more.IsRejected);
    });

    [Fact]
    public void Levels_never_depend_on_the_order_of_the_hypotheses_where_these_are_treated_alike() => Check(Procedures.Symmetric, (p, delta, test) =>
    {
        FamilywiseResult forward = test(p, delta);
        double[] reversed = [.. p.Reverse()];
        FamilywiseResult backward = test(reversed, delta);
        return Enumerable.Range(0, p.Length).All(i =>
            forward.IsRejected(i) == backward.IsRejected(p.Length - 1 - i)
            && forward.AdjustedPValue(i) == backward.AdjustedPValue(p.Length - 1 - i));
    });

    [Fact]
    public void The_stronger_of_two_procedures_rejects_whatever_the_weaker_does() => Check(Cases, @case =>
    {
        (double[] p, double delta) = @case;
        (string Weaker, string Stronger)[] pairs =
        [
            ("bonferroni", "holm"), ("bonferroni", "sidak"), ("holm", "simes-hochberg"), ("simes-hochberg", "hommel"), ("sidak", "holm-sidak"), ("holm", "holm-sidak"),
        ];
        return pairs.All(pair =>
        {
            FamilywiseResult stronger = Procedures.Symmetric[pair.Stronger](p, delta);
            return Procedures.Symmetric[pair.Weaker](p, delta).Rejected.All(stronger.IsRejected);
        });
    });

    [Fact]
    public void The_Holm_graph_is_Holm() => Check(Cases, @case =>
    {
        FamilywiseResult graph = FamilywiseTest.Graphical(TestGraph.Holm(@case.P.Length), @case.P, @case.Delta);
        FamilywiseResult holm = FamilywiseTest.Holm(@case.P, @case.Delta);
        return graph.Rejections.SequenceEqual(holm.Rejections)
            && Enumerable.Range(0, @case.P.Length).All(i => graph.AdjustedPValue(i) == holm.AdjustedPValue(i) && graph.Level(i) == holm.Level(i) && graph.Outcome(i) == holm.Outcome(i));
    });

    [Fact]
    public void The_chain_graph_is_the_fixed_sequence() => Check(Cases, @case =>
    {
        FamilywiseResult graph = FamilywiseTest.Graphical(TestGraph.FixedSequence(@case.P.Length), @case.P, @case.Delta);
        FamilywiseResult sequence = FamilywiseTest.FixedSequence(@case.P, @case.Delta);
        return graph.Rejections.SequenceEqual(sequence.Rejections)
            && graph.Stops.SequenceEqual(sequence.Stops)
            && Enumerable.Range(0, @case.P.Length).All(i => graph.AdjustedPValue(i) == sequence.AdjustedPValue(i) && graph.Level(i) == sequence.Level(i) && graph.Outcome(i) == sequence.Outcome(i));
    });

    [Fact]
    public void A_fixed_sequence_rejects_the_prefix_within_delta_and_adjusts_by_the_running_maximum() => Check(Cases, @case =>
    {
        FamilywiseResult result = FamilywiseTest.FixedSequence(@case.P, @case.Delta);
        double largest = 0;
        return result.Rejected.SequenceEqual(Enumerable.Range(0, @case.P.TakeWhile(p => p <= @case.Delta).Count()))
            && @case.P.Select((p, i) => result.AdjustedPValue(i) == (largest = Math.Max(largest, p))).All(same => same);
    });

    [Fact]
    public void Hommel_adjusts_as_the_quadratic_definition_does() => Check(Gen.Choose(0, 60).SelectMany(m => Gen.Choose(0, 300).Select(k => k / 1000.0).ArrayOf(m)), p =>
    {
        // For every size i the Simes value of the i largest, then min over i of max(largest Simes value of larger sets, i p).
        double[] sorted = [.. p.Order()];
        double[] tails = new double[p.Length + 2];
        for (int i = p.Length; i >= 1; i--)
        {
            double simes = Enumerable.Range(1, i).Min(k => sorted[p.Length - i + k - 1] * i / k);
            tails[i] = Math.Max(tails[i + 1], simes);
        }

        FamilywiseResult result = FamilywiseTest.Hommel(p, 0.1, Dependence.Independent);
        return p.Select((value, j) => Math.Abs(Math.Min(1, Enumerable.Range(0, p.Length + 1).Min(i => Math.Max(tails[i + 1], i * value))) - result.AdjustedPValue(j)!.Value) <= 1e-15).All(near => near);
    });

    private static void Check(Func<double[], double, Func<double[], double, FamilywiseResult>, bool> law) => Check(Procedures.All, law);

    private static void Check(
        IEnumerable<KeyValuePair<string, Func<double[], double, FamilywiseResult>>> procedures,
        Func<double[], double, Func<double[], double, FamilywiseResult>, bool> law) => Check(Cases, @case =>
    {
        foreach ((string name, Func<double[], double, FamilywiseResult> test) in procedures)
        {
            Assert.True(law(@case.P, @case.Delta, test), name);
        }

        return true;
    });

    private static void Check<T>(Gen<T> gen, Func<T, bool> law) => Prop.ForAll(gen.ToArbitrary(), law).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
}
