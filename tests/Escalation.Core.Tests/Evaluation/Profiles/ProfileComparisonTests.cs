using Escalation.Evaluation.Profiles;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Evaluation.Profiles;

public class ProfileComparisonTests
{
    [Fact]
    public void Over_all_exchanges_the_p_value_is_valid_at_every_level()
    {
        // Whatever the six pairs hold, each of the 2^6 ways to exchange them is as likely under the hypothesis; so the p-values of all of them must not be too small.
        ProfileCondition[] left = Draw(6, 0.7, 1);
        ProfileCondition[] right = Draw(6, 0.6, 2);
        var p = new List<double>();
        for (int exchange = 0; exchange < 64; exchange++)
        {
            ProfileCondition[] first = [.. left.Select((one, i) => (exchange >> i & 1) == 0 ? one : right[i])];
            ProfileCondition[] second = [.. right.Select((one, i) => (exchange >> i & 1) == 0 ? one : left[i])];
            p.Add(ProfileComparison.Of(EscalationProfile.Of(first), EscalationProfile.Of(second)).PValue ?? 1.0);
        }

        Assert.All(p, value => Assert.True(p.Count(other => other <= value) <= value * 64.0 * (1.0 + 1e-12)));
        Assert.Contains(p, value => value < 0.1);
    }

    [Fact]
    public void A_threshold_that_moved_is_noticed_and_one_that_did_not_is_not()
    {
        ProfileComparison moved = Compare(Draw(40, 0.7, 3), Draw(40, 0.6, 4));
        Assert.InRange(moved.PValue!.Value, 0.0, 0.005);
        Assert.InRange(moved.Shift!.Value, -0.15, -0.05);
        Assert.InRange(-0.1, moved.Interval!.Value.Lower, moved.Interval.Value.Upper);
        Assert.True(moved.Interval.Value.Upper < 0.0);
        Assert.Equal((40, 0, 2_000), (moved.Pairs, moved.Unmatched, moved.Exchanges));

        ProfileComparison still = Compare(Draw(40, 0.7, 5), Draw(40, 0.7, 6));
        Assert.InRange(still.PValue!.Value, 0.05, 1.0);
        Assert.Equal(1.0, Compare(Draw(10, 0.7, 5), Draw(10, 0.7, 5)).PValue);
    }

    [Fact]
    public void The_seed_decides_and_the_order_of_versions_does_not()
    {
        ProfileCondition[] before = Draw(30, 0.7, 7);
        ProfileCondition[] after = Draw(30, 0.66, 8);
        Assert.Equal(Compare(before, after).PValue, Compare(before, after).PValue);
        Assert.Equal(Compare(before, after).PValue, Compare(after, before).PValue);
        Assert.Equal(Compare(before, after).Shift, -Compare(after, before).Shift);
        Assert.NotEqual(Compare(before, after).PValue, Compare(before, after, new ProfileComparisonOptions { Seed = 3 }).PValue);
    }

    [Fact]
    public void Only_shared_conditions_with_a_signal_take_part()
    {
        ProfileCondition[] before = Draw(12, 0.7, 9);
        ProfileCondition[] after = Draw(12, 0.6, 10);
        ProfileComparison all = Compare(before, after);
        ProfileComparison more = Compare([.. before, new("d", "extra", true, 50, 25, 1), new("d", "0", false, 50, 25, 1)], [.. after.Reverse(), new("e", "0", true, 50, 25, 49)]);
        Assert.Equal((all.PValue, all.Shift, 12, 2), (more.PValue, more.Shift, more.Pairs, more.Unmatched));
        Assert.Equal(1 << 11, all.Exchanges);
    }

    [Fact]
    public void Without_a_threshold_there_is_no_p_value()
    {
        ProfileCondition[] sound = Draw(8, 0.7, 11);
        ProfileCondition[] step = [.. sound.Select(one => one with { Escalated = one.Accuracy < 0.7 ? one.Items : 0 })];
        ProfileComparison separated = Compare(sound, step);
        Assert.Equal((ProfileNote.Separated, null, null, null, 0), (separated.After.Note, separated.PValue, separated.Shift, separated.Interval, separated.Exchanges));
        Assert.Equal(ProfileNote.NoConditionsWithSignal, Compare(sound, []).Before.Note);
        ProfileCondition[] rising = [.. sound.Select(one => one with { Escalated = one.Items - Math.Max(1, Math.Min(one.Items - 1, one.Escalated)) })];
        Assert.Equal(ProfileNote.SignalIgnored, Compare(sound, rising).After.Note);
    }

    [Fact]
    public void Options_are_checked()
    {
        var profile = EscalationProfile.Of(Draw(5, 0.7, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProfileComparison.Of(profile, profile, new ProfileComparisonOptions { Permutations = 18 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProfileComparison.Of(profile, profile, new ProfileComparisonOptions { Level = 1.0 }));
        Assert.Throws<ArgumentNullException>(() => ProfileComparison.Of(profile, null!));
    }

    private static ProfileComparison Compare(ProfileCondition[] before, ProfileCondition[] after, ProfileComparisonOptions? options = null) =>
        ProfileComparison.Of(EscalationProfile.Of(before), EscalationProfile.Of(after), options);

    private static ProfileCondition[] Draw(int conditions, double threshold, ulong seed)
    {
        var random = new SplitMix64(seed);
        return [.. Enumerable.Range(0, conditions).Select(i =>
        {
            double accuracy = 0.4 + (0.55 * i / (conditions - 1));
            double own = threshold + (0.1 * (random.NextUniform() - 0.5));
            int correct = Enumerable.Range(0, 60).Count(_ => random.NextUniform() < accuracy);
            int escalated = Enumerable.Range(0, 60).Count(_ => random.NextUniform() < 1.0 / (1.0 + Math.Exp(9.0 * (accuracy - own))));
            return new ProfileCondition("d", $"{i}", true, 60, correct, escalated);
        })];
    }
}
