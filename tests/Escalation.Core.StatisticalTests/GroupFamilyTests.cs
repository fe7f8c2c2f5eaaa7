using Escalation.Calibration;
using Escalation.Calibration.Grouping;
using Escalation.Statistics;

namespace Escalation.Core.StatisticalTests;

/// <summary>The promise to all groups at once: by summing over every possible calibration set of two small groups, and by simulation at the boundary.</summary>
public sealed class GroupFamilyTests
{
    private const double Alpha = 0.5;
    private const double Delta = 0.3;
    private const double Tiny = 1e-9;
    private const int N = 5;

    private static readonly ThresholdGrid Grid = ThresholdGrid.Of(0.2, 0.8);
    private static readonly GroupSharing Kept = new() { Recycles = false };

    /// <summary>Masses of a group's cells: confident and right, confident and wrong, other and right, other and wrong.</summary>
    private static readonly Dictionary<string, double[]> Worlds = new()
    {
        ["safe"] = [0.9, 0.005, 0.09, 0.005],
        ["boundary"] = [0.25, 0.25 + Tiny, 0.25 - Tiny, 0.25],
        ["jump"] = [0.4, 0.01, 0.1 - Tiny, 0.49 + Tiny],
        ["inverted"] = [0.05, 0.1, 0.8, 0.05],
        ["bad"] = [0.1, 0.4, 0.1, 0.4],
        ["flat"] = [0.0, 0.0, 0.5 - Tiny, 0.5 + Tiny],
    };

    [Fact]
    public void No_world_of_two_groups_breaks_the_promise_with_or_without_recycling()
    {
        List<Outcome> outcomes = Enumerate();
        int cases = 0;
        foreach (string first in Worlds.Keys)
        {
            foreach (string second in Worlds.Keys)
            {
                (double kept, double recycled) = Violation(outcomes, first, second);
                Assert.True(kept <= Delta && recycled <= Delta, $"{first} and {second}: {kept} and {recycled}");
                Assert.True(recycled >= kept - 1e-12);
                cases++;
            }
        }

        Assert.Equal(36, cases);
    }

    /// <summary>Beside a group that is nearly always done, the boundary group is tested at the whole of delta: that is what recycling gains, and what it may cost at most.</summary>
    [Fact]
    public void What_recycling_gains_is_the_size_at_all_of_delta()
    {
        double done = Certified("safe", Delta / 2.0, index: 0);
        double atShare = Certified("flat", Delta / 2.0, index: 0);
        double atAll = Certified("flat", Delta, index: 0);
        (double kept, double recycled) = Violation(Enumerate(), "safe", "flat");
        Assert.Equal(atShare, kept, 1e-12);
        Assert.Equal((done * atAll) + ((1.0 - done) * atShare), recycled, 1e-12);
        Assert.True(done > 0.9 && atAll > atShare + 0.1, $"{done} {atShare} {atAll}");
        Assert.InRange(recycled, atShare + 0.1, Delta);
    }

    /// <summary>Two groups of continuous scores: each budget is broken with its exact size, and the two independently.</summary>
    [Fact]
    public void Budgets_of_groups_are_broken_as_often_as_computed()
    {
        const double BudgetAlpha = 0.1;
        const double BudgetDelta = 0.2;
        (string Group, int Count)[] sizes = [("a", 100), ("b", 180), ("c", 60)];
        var sharing = new GroupSharing(new Dictionary<string, double> { ["a"] = 1.0, ["b"] = 2.0, ["c"] = 1.0 });
        var random = new SplitMix64(77_001);
        string[] groups = [.. sizes.SelectMany(size => Enumerable.Repeat(size.Group, size.Count))];
        double[] scores = new double[groups.Length];
        const int Runs = 2_000;
        int violations = 0;
        for (int run = 0; run < Runs; run++)
        {
            for (int i = 0; i < scores.Length; i++)
            {
                scores[i] = random.NextOpenUniform();
            }

            GroupThresholds thresholds = GroupCalibration.CalibrateBudget(groups, scores, new DelegationBudgetOptions(BudgetAlpha, BudgetDelta), sharing).ToThresholds();
            bool broken = false;
            foreach (string group in thresholds.Groups)
            {
                broken |= thresholds.TryGet(group, out Decisions.Threshold? threshold) && 1.0 - threshold.Value > BudgetAlpha;
            }

            violations += broken ? 1 : 0;
        }

        double exact = 1.0 - ((1.0 - Size(100, 0.05)) * (1.0 - Size(180, 0.1)) * (1.0 - Size(60, 0.05)));
        Assert.InRange(exact, BudgetDelta / 2.0, BudgetDelta);
        (int least, int most) = Simulation.TwoSided(Runs, exact);
        Assert.InRange(violations, least, most);

        static double Size(int n, double level) => BinomialTail.Lower(BinomialBudget.LargestCount(n, BudgetAlpha, level), n, BudgetAlpha);
    }

    /// <summary>A certificate over all items bounds the average: the small group lies above alpha under it nearly always, as the answer for the group says.</summary>
    [Fact]
    public void A_certificate_over_all_items_protects_no_group()
    {
        var random = new SplitMix64(77_002);
        string[] groups = [.. Enumerable.Range(0, 400).Select(i => i < 40 ? "small" : "large")];
        double[] scores = [.. Enumerable.Repeat(1.0, 400)];
        double[] losses = new double[400];
        var options = new SelectiveRiskOptions(0.1) { Grid = ThresholdGrid.Of(0.5) };
        const int Runs = 500;
        int pooled = 0;
        int own = 0;
        for (int run = 0; run < Runs; run++)
        {
            for (int i = 0; i < losses.Length; i++)
            {
                losses[i] = random.NextOpenUniform() < (i < 40 ? 0.3 : 0.04) ? 1.0 : 0.0;
            }

            GroupCalibrationResult result = GroupCalibration.CalibrateRisk(groups, scores, losses, options);
            pooled += result.Pooled is Certified ? 1 : 0;
            own += result.Find("small")!.Certificate is null ? 0 : 1;
        }

        Assert.True(pooled > 0.8 * Runs, $"{pooled}");
        Assert.True(own <= Simulation.OneSided(Runs, 0.1), $"{own}");
    }

    /// <summary>What every possible pair of groups gives; no world plays a part in it.</summary>
    private static List<Outcome> Enumerate()
    {
        var options = new SelectiveRiskOptions(Alpha, Delta) { Grid = Grid, Start = SequenceStart.Strictest };
        List<int[]> all = CountVectors.All(N, 4);
        string[] groups = [.. Enumerable.Repeat("a", N), .. Enumerable.Repeat("b", N)];
        var outcomes = new List<Outcome>();
        foreach (int[] a in all)
        {
            (double[] scores, double[] losses) ofA = Items(a);
            foreach (int[] b in all)
            {
                (double[] scores, double[] losses) ofB = Items(b);
                double[] scores = [.. ofA.scores, .. ofB.scores];
                double[] losses = [.. ofA.losses, .. ofB.losses];
                outcomes.Add(new Outcome(
                    a,
                    b,
                    GroupCalibration.CalibrateRisk(groups, scores, losses, options, Kept),
                    GroupCalibration.CalibrateRisk(groups, scores, losses, options)));
            }
        }

        return outcomes;
    }

    private static (double Kept, double Recycled) Violation(List<Outcome> outcomes, string first, string second)
    {
        double kept = 0.0;
        double recycled = 0.0;
        foreach (Outcome outcome in outcomes)
        {
            double weight = CountVectors.Weight(outcome.First, Worlds[first]) * CountVectors.Weight(outcome.Second, Worlds[second]);
            kept += IsBroken(outcome.Kept, first, second) ? weight : 0.0;
            recycled += IsBroken(outcome.Recycled, first, second) ? weight : 0.0;
        }

        return (kept, recycled);
    }

    private static bool IsBroken(GroupCalibrationResult result, string first, string second) =>
        IsBroken(result.Groups[0].Result, Worlds[first]) || IsBroken(result.Groups[1].Result, Worlds[second]);

    private static bool IsBroken(CalibrationResult result, double[] masses)
    {
        for (int index = 0; index < result.Hypotheses.Count; index++)
        {
            if (result.Hypotheses[index].Certified && IsNull(masses, index))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNull(double[] masses, int index)
    {
        double wrong = index == 1 ? masses[1] : masses[1] + masses[3];
        double acted = index == 1 ? masses[0] + masses[1] : 1.0;
        return acted > 0.0 && wrong / acted > Alpha;
    }

    /// <summary>How often one group alone certifies a threshold at a level.</summary>
    private static double Certified(string world, double level, int index)
    {
        var options = new SelectiveRiskOptions(Alpha, level) { Grid = Grid, Start = SequenceStart.Strictest, DataSha256 = Simulation.NoFingerprint };
        double probability = 0.0;
        foreach (int[] counts in CountVectors.All(N, 4))
        {
            (double[] scores, double[] losses) = Items(counts);
            probability += SelectiveRisk.Calibrate(scores, losses, options).Hypotheses[index].Certified ? CountVectors.Weight(counts, Worlds[world]) : 0.0;
        }

        return probability;
    }

    private static (double[] Scores, double[] Losses) Items(int[] counts) => (
        [.. Enumerable.Repeat(0.8, counts[0] + counts[1]), .. Enumerable.Repeat(0.2, counts[2] + counts[3])],
        [.. new double[counts[0]], .. Enumerable.Repeat(1.0, counts[1]), .. new double[counts[2]], .. Enumerable.Repeat(1.0, counts[3])]);

    private sealed record Outcome(int[] First, int[] Second, GroupCalibrationResult Kept, GroupCalibrationResult Recycled);
}
