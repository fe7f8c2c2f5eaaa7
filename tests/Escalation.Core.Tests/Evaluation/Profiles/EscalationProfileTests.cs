using Escalation.Evaluation;
using Escalation.Evaluation.Profiles;
using Escalation.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Evaluation.Profiles;

public class EscalationProfileTests
{
    [Theory]
    [InlineData("Qwen3.5-9B", 40, -0.9604, 1.0381, 0.5603, 0.9355, 0.7541, 0.7628)]
    [InlineData("gpt-5-nano", 40, -0.8719, 1.2950, 0.9118, 0.8466, 0.7566, 0.7967)]
    [InlineData("gpt-5-mini", 38, -1.1822, 1.1266, 0.5300, 0.8007, 0.7809, 0.8600)]
    [InlineData("gemma-3-12b-it", 40, -1.0790, 1.5578, 0.9803, 0.6903, 0.7544, 0.8086)]
    public void Published_thresholds_and_self_estimates_come_out(string model, int conditions, double slope, double intercept, double threshold, double selfEstimate, double accuracy, double without)
    {
        var profile = EscalationProfile.Of(GoldenProfile.Of(model));
        LeastSquaresProfile fit = profile.LeastSquares!;
        Assert.Equal(conditions, profile.ConditionsWithSignal);
        Assert.Equal(slope, fit.Slope, 4);
        Assert.Equal(intercept, fit.Intercept, 4);
        Assert.Equal(threshold, fit.Threshold.Value!.Value, 4);
        Assert.Equal(selfEstimate, fit.SelfEstimate.Value!.Value, 4);
        Assert.Equal(accuracy, profile.MeanAccuracy!.Value, 4);
        Assert.Equal(without, profile.MeanAccuracyWithoutSignal!.Value, 4);
        Assert.Equal(fit.SelfEstimate.Value!.Value - profile.MeanAccuracy!.Value, profile.Miscalibration.Value!.Value, 1e-15);
        Assert.Null(fit.Threshold.Note);
        Assert.InRange(fit.Threshold.Value.Value, fit.Interval!.Value.Lower, fit.Interval.Value.Upper);

        LogisticProfile logistic = profile.Logistic!;
        Assert.True(logistic.Dispersion > 1.0);
        Assert.InRange(logistic.Threshold.Value!.Value, logistic.Interval!.Value.Lower, logistic.Interval.Value.Upper);
        Assert.InRange(logistic.SelfEstimate.Value!.Value, logistic.SelfEstimateInterval!.Value.Lower, logistic.SelfEstimateInterval.Value.Upper);
        Assert.Equal(logistic.Threshold, profile.Threshold);
        Assert.Null(profile.LogisticMissing);
        Assert.Null(profile.LeastSquaresMissing);
        Assert.Null(profile.Confusion);
    }

    [Theory]
    [InlineData("Qwen3.5-9B", true, 6080, 9813)]
    [InlineData("Qwen3.5-9B", false, 5867, 9943)]
    [InlineData("gpt-5-nano", true, 6072, 9852)]
    [InlineData("gpt-5-nano", false, 4788, 9801)]
    [InlineData("gpt-5-mini", true, 5483, 7541)]
    [InlineData("gpt-5-mini", false, 3318, 4682)]
    [InlineData("gemma-3-12b-it", true, 6640, 10000)]
    [InlineData("gemma-3-12b-it", false, 4010, 10000)]
    public void Escalation_accuracies_at_four_come_out(string model, bool signal, long right, long items)
    {
        EscalationAccuracy accuracy = EscalationProfile.Of(GoldenProfile.Of(model)).AccuracyAt(4.0, signal)!;
        Assert.Equal((right, items), (accuracy.Right, accuracy.Items));
        Assert.Equal((double)right / items, accuracy.Value);
        Assert.Equal(ClopperPearson.Interval(right, items, 0.05), accuracy.Interval);
    }

    [Fact]
    public void A_condition_at_the_cost_threshold_asks_for_acting()
    {
        ProfileCondition[] at = [new("d", "1", true, 20, 15, 4), new("d", "2", true, 20, 14, 4)];
        EscalationAccuracy accuracy = EscalationProfile.Of(at).AccuracyAt(4.0, true)!;
        Assert.Equal((16 + 4, 40), (accuracy.Right, accuracy.Items));
        Assert.Null(EscalationProfile.Of(at).AccuracyAt(4.0, false));
        Assert.Throws<ArgumentOutOfRangeException>(() => EscalationProfile.Of(at).AccuracyAt(1.0, true));
    }

    [Fact]
    public void Decisions_are_counted_and_told_apart()
    {
        ProfileDecision[] decisions =
        [
            new("d", "1", true, true, false), new("d", "1", true, false, true), new("d", "1", true, true, true),
            new("d", "2", true, false, false), new("d", "2", true, true, false), new("d", "1", false, false, true),
        ];
        var profile = EscalationProfile.OfDecisions(decisions);
        Assert.Equal([new("d", "1", true, 3, 2, 2), new("d", "2", true, 2, 1, 0), new("d", "1", false, 1, 0, 1)], profile.Conditions);
        Assert.Equal(new ActionConfusion(1, 1, 2, 1), profile.Confusion);
        Assert.Equal(new ActionConfusion(1, 0, 0, 0), profile.ConfusionWithoutSignal);
        Assert.Equal(0.5, profile.Confusion!.Value.EscalationRateAmongWrong.Value);
        Assert.Equal(1.0 / 3.0, profile.Confusion.Value.EscalationRateAmongRight.Value);
        Assert.Equal(MetricUndefined.NoPositives, profile.ConfusionWithoutSignal!.Value.EscalationRateAmongRight.Reason);
        Assert.Equal(5, profile.Confusion.Value.Items);
    }

    [Fact]
    public void A_model_that_ignores_the_signal_has_no_threshold_and_says_so()
    {
        ProfileCondition[] rising = [new("d", "1", true, 10, 2, 3), new("d", "2", true, 10, 5, 4), new("d", "3", true, 10, 8, 6), new("d", "1", false, 10, 5, 5)];
        var profile = EscalationProfile.Of(rising);
        Assert.True(profile.LeastSquares!.Slope > 0.0);
        Assert.Equal(new ProfileNumber(null, ProfileNote.SignalIgnored), profile.LeastSquares.Threshold);
        Assert.Equal(new ProfileNumber(null, ProfileNote.SignalIgnored), profile.LeastSquares.SelfEstimate);
        Assert.Equal(new ProfileNumber(null, ProfileNote.SignalIgnored), profile.Logistic!.Threshold);
        Assert.Equal(new ProfileNumber(null, ProfileNote.SignalIgnored), profile.Logistic.SelfEstimate);
        Assert.Equal(new ProfileNumber(null, ProfileNote.SignalIgnored), profile.Miscalibration);
        Assert.Equal(ProfileNote.ActsEverywhere, profile.Isotonic!.Threshold.Note);
        Assert.Null(profile.LeastSquares.Interval);
        Assert.Null(profile.Logistic.Interval);
    }

    [Fact]
    public void Thresholds_outside_the_unit_interval_are_values_with_a_note()
    {
        ProfileCondition[] eager = [new("d", "1", true, 100, 20, 95), new("d", "2", true, 100, 50, 90), new("d", "3", true, 100, 80, 80), new("d", "4", true, 100, 95, 70), new("d", "1", false, 100, 50, 10)];
        var profile = EscalationProfile.Of(eager);
        Assert.Equal(ProfileNote.AboveOne, profile.LeastSquares!.Threshold.Note);
        Assert.True(profile.LeastSquares.Threshold.Value > 1.0);
        Assert.Equal(ProfileNote.AboveOne, profile.Logistic!.Threshold.Note);
        Assert.Equal(new ProfileNumber(1.0, ProfileNote.Clipped), profile.LeastSquares.SelfEstimate);
        Assert.Equal(ProfileNote.EscalatesEverywhere, profile.Isotonic!.Threshold.Note);

        ProfileCondition[] bold = [.. eager.Select(one => one with { Correct = one.Items - one.Correct, Escalated = one.Items - one.Escalated })];
        Assert.Equal(ProfileNote.BelowZero, EscalationProfile.Of(bold).Logistic!.Threshold.Note);
    }

    [Fact]
    public void Separated_decisions_fall_back_to_the_isotonic_threshold()
    {
        ProfileCondition[] step = [new("d", "1", true, 10, 2, 10), new("d", "2", true, 10, 6, 10), new("d", "3", true, 10, 7, 0), new("d", "4", true, 10, 9, 0)];
        var profile = EscalationProfile.Of(step);
        Assert.Null(profile.Logistic);
        Assert.Equal(ProfileNote.Separated, profile.LogisticMissing);
        Assert.Equal(0.65, profile.Threshold.Value!.Value, 1e-15);
        Assert.Equal(new ProfileInterval(0.6, 0.7), profile.Isotonic!.Bracket);

        // One accuracy where both happen is not enough: the slope is infinite still.
        ProfileCondition[] quasi = [.. step, new("d", "5", true, 20, 13, 8)];
        Assert.Equal(ProfileNote.Separated, EscalationProfile.Of(quasi).LogisticMissing);
        Assert.NotNull(EscalationProfile.Of([.. quasi, new("d", "6", true, 50, 26, 49)]).Logistic);
    }

    [Fact]
    public void What_no_line_can_be_drawn_through_says_why()
    {
        var nothing = EscalationProfile.Of([]);
        Assert.Equal((null, null, null, null), (nothing.LeastSquares, nothing.Logistic, nothing.Isotonic, nothing.MeanAccuracy));
        Assert.Equal((ProfileNote.NoConditionsWithSignal, ProfileNote.NoConditionsWithSignal), (nothing.LeastSquaresMissing, nothing.LogisticMissing));
        Assert.Equal(new ProfileNumber(null, ProfileNote.NoConditionsWithSignal), nothing.Threshold);

        var equal = EscalationProfile.Of([new("d", "1", true, 10, 3, 9), new("d", "2", true, 20, 6, 5), new("d", "3", true, 30, 9, 12)]);
        Assert.Equal((ProfileNote.EqualAccuracies, ProfileNote.EqualAccuracies), (equal.LeastSquaresMissing, equal.LogisticMissing));
        Assert.Equal(ProfileNote.EqualAccuracies, equal.Miscalibration.Note);
        Assert.Equal(ProfileNote.ActsEverywhere, equal.Threshold.Note);

        var without = EscalationProfile.Of([new("d", "1", true, 10, 3, 9), new("d", "2", true, 10, 9, 2)]);
        Assert.Equal(ProfileNote.NoConditionsWithoutSignal, without.LeastSquares!.SelfEstimate.Note);
        Assert.Equal(ProfileNote.NoConditionsWithoutSignal, without.Logistic!.SelfEstimate.Note);
        Assert.Equal(ProfileNote.NoConditionsWithoutSignal, without.Miscalibration.Note);
        Assert.Null(without.LeastSquares.Interval);
        Assert.Equal(1.0, without.Logistic.Dispersion);
    }

    [Fact]
    public void Counts_that_cannot_be_are_refused_with_their_index()
    {
        foreach (ProfileCondition bad in (ProfileCondition[])[new("d", "2", true, 0, 0, 0), new("d", "2", true, 5, 6, 0), new("d", "2", true, 5, 0, 6), new("d", "2", true, 5, -1, 0)])
        {
            Assert.Contains("conditions[1]", Assert.Throws<ArgumentOutOfRangeException>("conditions", () => EscalationProfile.Of([new("d", "1", true, 5, 1, 1), bad])).Message, StringComparison.Ordinal);
        }

        Assert.Contains("second time", Assert.Throws<ArgumentException>("conditions", () => EscalationProfile.Of([new("d", "1", true, 5, 1, 1), new("d", "1", true, 5, 1, 1)])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("conditions", () => EscalationProfile.Of([default]));
        Assert.Throws<ArgumentOutOfRangeException>("level", () => EscalationProfile.Of([], double.NaN));
        Assert.Throws<ArgumentNullException>(() => EscalationProfile.Of(null!));
    }

    [Fact]
    public void Whatever_the_counts_each_number_is_finite_or_says_why_it_is_missing()
    {
        Gen<ProfileCondition[]> cases =
            from count in Gen.Choose(0, 6)
            from items in Gen.ArrayOf(Gen.Elements(1, 2, 3, 40, 1_000_000, int.MaxValue), count)
            from right in Gen.ArrayOf(Gen.Choose(0, 4), count)
            from escalated in Gen.ArrayOf(Gen.Choose(0, 4), count)
            from signal in Gen.ArrayOf(Gen.Elements(true, true, false), count)
            select items.Select((n, i) => new ProfileCondition("d", $"{i}", signal[i], n, (int)((long)n * right[i] / 4), (int)((long)n * escalated[i] / 4))).ToArray();
        Prop.ForAll(cases.ToArbitrary(), conditions =>
        {
            var profile = EscalationProfile.Of(conditions, 0.999);
            ProfileNumber[] numbers =
            [
                profile.Threshold,
                profile.Miscalibration,
                profile.LeastSquares?.Threshold ?? new ProfileNumber(null, profile.LeastSquaresMissing),
                profile.LeastSquares?.SelfEstimate ?? new ProfileNumber(null, profile.LeastSquaresMissing),
                profile.Logistic?.Threshold ?? new ProfileNumber(null, profile.LogisticMissing),
                profile.Logistic?.SelfEstimate ?? new ProfileNumber(null, profile.LogisticMissing),
            ];
            ProfileInterval?[] intervals = [profile.LeastSquares?.Interval, profile.Logistic?.Interval, profile.Logistic?.SelfEstimateInterval];
            ProfileComparison comparison = ProfileComparison.Of(profile, EscalationProfile.Of([.. conditions.Select(one => one with { Escalated = one.Items - one.Escalated })]));
            return numbers.All(number => number.Value is { } value ? double.IsFinite(value) : number.Note is not null)
                && intervals.All(interval => interval is not { } found || (double.IsFinite(found.Lower) && found.Lower <= found.Upper && double.IsFinite(found.Upper)))
                && comparison.PValue is null or (> 0.0 and <= 1.0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }
}
