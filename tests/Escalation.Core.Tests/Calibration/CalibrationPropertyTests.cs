using Escalation.Calibration;
using Escalation.Decisions;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Calibration;

/// <summary>Laws that hold for any data, ties included.</summary>
public sealed class CalibrationPropertyTests
{
    private static readonly Gen<double> Level = Gen.Choose(1, 60).Select(percent => percent / 100.0);

    /// <summary>Scores from a coarse lattice, so that ties are common, with losses.</summary>
    private static readonly Gen<Item[]> Items = Gen.Choose(0, 250).SelectMany(n =>
        Gen.Choose(0, 40).SelectMany(score => Gen.Choose(0, 9).Select(loss => new Item(score / 8.0, loss == 0 ? 1.0 : 0.0))).ArrayOf(n));

    private static readonly Gen<(Item[] Items, double Alpha, double Delta)> Cases =
        Items.SelectMany(items => Level.SelectMany(alpha => Level.Select(delta => (items, alpha, delta))));

    [Fact]
    public void The_order_of_the_data_does_not_matter_to_the_threshold() => Check(Cases, @case =>
    {
        Item[] reversed = [.. @case.Items.Reverse()];
        return Key(Budget(@case.Items, @case.Alpha, @case.Delta)) == Key(Budget(reversed, @case.Alpha, @case.Delta))
            && Key(Risk(@case.Items, @case.Alpha, @case.Delta)) == Key(Risk(reversed, @case.Alpha, @case.Delta));
    });

    [Fact]
    public void A_larger_budget_or_error_level_never_delegates_less() => Check(Cases, @case =>
    {
        long delegated = Delegated(Budget(@case.Items, @case.Alpha, @case.Delta));
        return Delegated(Budget(@case.Items, @case.Alpha + 0.05, @case.Delta)) >= delegated
            && Delegated(Budget(@case.Items, @case.Alpha, @case.Delta + 0.05)) >= delegated;
    });

    [Fact]
    public void A_larger_risk_or_error_level_never_acts_on_less_from_the_same_start() => Check(Cases, @case =>
    {
        // The floor moves with the levels, so a common start is the strictest one.
        long acted = Acted(Risk(@case.Items, @case.Alpha, @case.Delta, SequenceStart.Strictest));
        return Acted(Risk(@case.Items, @case.Alpha + 0.05, @case.Delta, SequenceStart.Strictest)) >= acted
            && Acted(Risk(@case.Items, @case.Alpha, @case.Delta + 0.05, SequenceStart.Strictest)) >= acted;
    });

    [Fact]
    public void The_mirrored_budget_mirrors_the_threshold() => Check(Cases, @case =>
    {
        CalibrationResult higher = Budget(@case.Items, @case.Alpha, @case.Delta);
        double[] negated = [.. @case.Items.Select(item => -item.Score)];
        CalibrationResult lower = DelegationBudget.Calibrate(negated, new DelegationBudgetOptions(@case.Alpha, @case.Delta) { Direction = ScoreDirection.LowerDelegates });
        return (higher, lower) switch
        {
            (Certified one, Certified other) => one.Certificate.Threshold == -other.Certificate.Threshold && one.Certificate.K == other.Certificate.K,
            _ => higher.Status == lower.Status,
        };
    });

    [Fact]
    public void A_strictly_increasing_map_of_the_scores_keeps_who_is_delegated() => Check(Cases, @case =>
    {
        Item[] mapped = [.. @case.Items.Select(item => item with { Score = Math.Exp(item.Score) })];
        return Delegated(Budget(@case.Items, @case.Alpha, @case.Delta)) == Delegated(Budget(mapped, @case.Alpha, @case.Delta));
    });

    [Fact]
    public void Testing_and_bounding_are_one_event() => Check(Cases, @case =>
        new[] { Budget(@case.Items, @case.Alpha, @case.Delta), Risk(@case.Items, @case.Alpha, @case.Delta) }.All(result =>
            result is not Certified { Certificate: var certificate } || (certificate.PValue <= certificate.Delta && certificate.UpperBound <= certificate.Alpha)));

    [Fact]
    public void Ties_only_make_a_budget_safer_and_the_threshold_is_as_low_as_may_be() => Check(Cases, @case =>
    {
        if (Budget(@case.Items, @case.Alpha, @case.Delta) is not Certified { Certificate: var certificate })
        {
            return true;
        }

        // Strictly above: within what distinct scores may delegate. At or above: beyond it, so the next lower threshold is not certified.
        double[] distinct = [.. @case.Items.Select((_, i) => (double)i)];
        long allowed = Delegated(DelegationBudget.Calibrate(distinct, new DelegationBudgetOptions(@case.Alpha, @case.Delta)));
        return certificate.K <= allowed && @case.Items.Count(item => item.Score >= certificate.Threshold) > allowed;
    });

    [Fact]
    [Trait("Row", "5")]
    [Trait("Row", "31")]
    public void What_is_counted_is_what_the_deployed_threshold_does() => Check(Cases, @case =>
        new[] { Budget(@case.Items, @case.Alpha, @case.Delta), Risk(@case.Items, @case.Alpha, @case.Delta) }.All(result =>
            result is not Certified { Certificate: var certificate } || @case.Items.Count(item => !certificate.ToThreshold().Escalates(item.Score)) == certificate.ActedCount));

    [Fact]
    public void Counts_at_every_threshold_are_those_of_plain_counting() => Check(Cases, @case =>
        Risk(@case.Items, @case.Alpha, @case.Delta).Hypotheses.All(hypothesis =>
            hypothesis.Acted == @case.Items.Count(item => item.Score >= hypothesis.Threshold)
            && hypothesis.Errors == @case.Items.Count(item => item.Score >= hypothesis.Threshold && item.Loss == 1.0)));

    [Fact]
    public void The_sequence_is_the_textbook_one() => Check(Cases, @case =>
    {
        foreach (SequenceStart start in Enum.GetValues<SequenceStart>())
        {
            CalibrationResult result = Risk(@case.Items, @case.Alpha, @case.Delta, start);
            long floor = CalibrationPlan.For(@case.Alpha, @case.Delta).MinimumN;
            long required = start switch { SequenceStart.Strictest => 1, SequenceStart.Floor => floor, SequenceStart.FourTimesFloor => 4 * floor, _ => 2 * floor };
            double? expected = null;
            foreach (Hypothesis hypothesis in result.Hypotheses.Reverse().SkipWhile(hypothesis => hypothesis.Acted < required))
            {
                if (hypothesis.PValue > @case.Delta)
                {
                    break;
                }

                expected = hypothesis.Threshold;
            }

            if ((result as Certified)?.Certificate.Threshold != expected)
            {
                return false;
            }
        }

        return true;
    });

    [Fact]
    public void Every_certificate_verifies_after_a_round_trip() => Check(Cases, @case =>
    {
        double[] scores = [.. @case.Items.Select(item => item.Score)];
        double[] losses = [.. @case.Items.Select(item => item.Loss)];
        bool budget = Budget(@case.Items, @case.Alpha, @case.Delta) is not Certified { Certificate: var one }
            || CertificateVerifier.Verify(Certificate.Parse(one.ToJson()), scores).Agrees;
        bool risk = Risk(@case.Items, @case.Alpha, @case.Delta) is not Certified { Certificate: var other }
            || CertificateVerifier.Verify(Certificate.Parse(other.ToJson()), scores, losses).Agrees;
        return budget && risk;
    });

    private static void Check<T>(Gen<T> gen, Func<T, bool> law) => Prop.ForAll(gen.ToArbitrary(), law).QuickCheckThrowOnFailure();

    private static CalibrationResult Budget(Item[] items, double alpha, double delta) =>
        DelegationBudget.Calibrate(items.Select(item => item.Score).ToArray(), new DelegationBudgetOptions(alpha, delta));

    private static CalibrationResult Risk(Item[] items, double alpha, double delta, SequenceStart start = SequenceStart.Floor) =>
        SelectiveRisk.Calibrate(
            items.Select(item => item.Score).ToArray(),
            items.Select(item => item.Loss).ToArray(),
            new SelectiveRiskOptions(alpha, delta) { Start = start, Grid = ThresholdGrid.Even(0.0, 5.5, 45) });

    private static (string Status, double? Threshold) Key(CalibrationResult result) => (result.Status, (result as Certified)?.Certificate.Threshold);

    private static long Delegated(CalibrationResult result) => (result as Certified)?.Certificate.K ?? -1;

    private static long Acted(CalibrationResult result) => (result as Certified)?.Certificate.ActedCount ?? -1;

    private sealed record Item(double Score, double Loss);
}
