using Escalation.Evaluation.Profiles;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Evaluation.Profiles;

public class IsotonicProfileTests
{
    [Fact]
    public void The_bracket_is_that_of_the_min_max_formula()
    {
        Gen<ProfileCondition[]> cases =
            from count in Gen.Choose(1, 8)
            from correct in Gen.ArrayOf(Gen.Choose(0, 6), count)
            from escalated in Gen.ArrayOf(Gen.Choose(0, 6), count)
            select correct.Select((right, i) => new ProfileCondition("d", $"{i}", true, 6, right, escalated[i])).ToArray();
        Prop.ForAll(cases.ToArbitrary(), conditions =>
        {
            (double X, int Items, int Escalated)[] tied = [.. conditions.GroupBy(one => one.Accuracy).OrderBy(group => group.Key).Select(group => (group.Key, group.Sum(one => one.Items), group.Sum(one => one.Escalated)))];

            // The non-increasing fit at i: the least over starts of the greatest over ends of the mean between (Barlow et al., 1972).
            double[] fit = [.. Enumerable.Range(0, tied.Length).Select(i => Enumerable.Range(0, i + 1).Min(s => Enumerable.Range(i, tied.Length - i).Max(e =>
                (double)tied[s..(e + 1)].Sum(one => one.Escalated) / tied[s..(e + 1)].Sum(one => one.Items))))];
            int above = Array.FindLastIndex(fit, rate => rate > 0.5);
            int below = Array.FindIndex(fit, rate => rate < 0.5);
            var actual = IsotonicProfile.Fit(conditions);
            return above < 0 || below < 0
                ? actual.Bracket is null && actual.Threshold.Note == (below < 0 ? ProfileNote.EscalatesEverywhere : ProfileNote.ActsEverywhere)
                : actual.Bracket == new ProfileInterval(tied[above].X, tied[below].X) && actual.Threshold.Value == (tied[above].X + tied[below].X) / 2.0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }
}
