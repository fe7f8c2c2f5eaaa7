using Escalation.Evaluation;
using Escalation.Evaluation.Profiles;
using Escalation.Statistics;

namespace Escalation.Core.StatisticalTests;

/// <summary>How often the intervals of evaluations hold the truth, and how often the test of thresholds is wrong, over simulated worlds.</summary>
public sealed class EvaluationIntervalTests
{
    private const double Wrong = 1e-4;

    [Fact]
    public void Bootstrap_intervals_hold_the_truth_about_as_often_as_they_say()
    {
        // p uniform and honest: accuracy 1/2; Brier E p(1 - p) = 1/6; AUROC 5/6 by integration; AUGRC by its identity; costs at R = 4 act where p >= 3/4.
        const int Worlds = 400;
        const int Items = 300;
        (string Name, double Truth, Func<ConfidenceReport, EvaluatedMetric> Of)[] metrics =
        [
            ("accuracy", 0.5, report => report.Accuracy),
            ("brier", 1.0 / 6.0, report => report.Brier),
            ("auroc", 5.0 / 6.0, report => report.Auroc),
            ("augrc", (1.0 / 6.0 / 4.0) + (1.0 / 8.0), report => report.Augrc),
            ("cost", (0.25 * 0.125) + (0.75 / 4.0), report => report.Costs[0].Raw),
        ];
        int[] held = new int[metrics.Length];
        var options = new EvaluationOptions { CostRatios = [4.0], Resamples = 400, Level = 0.9, Folds = 2 };
        var random = new SplitMix64(20);
        for (int world = 0; world < Worlds; world++)
        {
            double[] p = [.. Enumerable.Range(0, Items).Select(_ => random.NextUniform())];
            bool[] correct = [.. p.Select(chance => random.NextUniform() < chance)];
            ConfidenceReport report = ConfidenceEvaluation.Evaluate(p, correct, [], options with { Seed = (ulong)world });
            for (int i = 0; i < metrics.Length; i++)
            {
                BootstrapInterval interval = metrics[i].Of(report).Interval!.Value;
                held[i] += metrics[i].Truth >= interval.Lower && metrics[i].Truth <= interval.Upper ? 1 : 0;
            }
        }

        // Percentile intervals are approximate: the true confidence of each must be compatible with 0.86 to 0.94, by exact tails.
        Assert.All(metrics.Zip(held), pair => AssertRate(pair.Second, Worlds, 0.86, 0.94, pair.First.Name));
    }

    [Fact]
    public void Clustered_intervals_hold_where_plain_ones_are_far_too_short()
    {
        const int Worlds = 300;
        int clustered = 0;
        int plain = 0;
        var random = new SplitMix64(21);
        var options = new EvaluationOptions { CostRatios = [], Resamples = 300, Level = 0.9, Folds = 2 };
        int[] groups = [.. Enumerable.Range(0, 600).Select(i => i / 10)];
        for (int world = 0; world < Worlds; world++)
        {
            // Ten rows of a conversation are right or wrong together.
            bool[] right = [.. Enumerable.Range(0, 60).Select(_ => random.NextUniform() < 0.7)];
            bool[] correct = [.. groups.Select(group => right[group])];
            double[] p = [.. groups.Select(_ => random.NextUniform())];
            clustered += Holds(ConfidenceEvaluation.Evaluate(p, correct, groups, options).Accuracy.Interval!.Value);
            plain += Holds(ConfidenceEvaluation.Evaluate(p, correct, [], options).Accuracy.Interval!.Value);
        }

        AssertRate(clustered, Worlds, 0.84, 0.94, "clustered");
        Assert.InRange(plain, 0, Worlds / 2);

        static int Holds(BootstrapInterval interval) => interval.Lower <= 0.7 && interval.Upper >= 0.7 ? 1 : 0;
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.12)]
    public void Logistic_thresholds_are_held_by_their_intervals_whether_or_not_conditions_scatter(double scatter)
    {
        const int Worlds = 600;
        int held = 0;
        var random = new SplitMix64(22);
        for (int world = 0; world < Worlds; world++)
        {
            var profile = EscalationProfile.Of(Draw(random, 30, 0.7, scatter), 0.9);
            ProfileInterval interval = profile.Logistic!.Interval!.Value;
            held += interval.Lower <= 0.7 && interval.Upper >= 0.7 ? 1 : 0;
        }

        AssertRate(held, Worlds, 0.86, 0.95, "threshold");
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.08)]
    public void The_comparison_of_thresholds_keeps_its_level_and_has_power(double shift)
    {
        // Versions that behave alike: exact. Then one that moved.
        const int Worlds = 200;
        int rejected = 0;
        var random = new SplitMix64(23);
        for (int world = 0; world < Worlds; world++)
        {
            var before = EscalationProfile.Of(Draw(random, 16, 0.7, 0.05));
            var after = EscalationProfile.Of(Draw(random, 16, 0.7 + shift, 0.05));
            rejected += ProfileComparison.Of(before, after, new ProfileComparisonOptions { Permutations = 99, Seed = (ulong)world }).PValue <= 0.1 ? 1 : 0;
        }

        if (shift == 0.0)
        {
            Assert.True(1.0 - BinomialTail.Lower(rejected - 1, Worlds, 0.1) > Wrong, $"{rejected} of {Worlds} rejected at level 0.1");
        }
        else
        {
            Assert.InRange(rejected, Worlds / 2, Worlds);
        }
    }

    /// <summary>Fails when so many successes have a probability of at most one in ten thousand for every rate from low to high.</summary>
    private static void AssertRate(int successes, int trials, double low, double high, string name)
    {
        Assert.True(BinomialTail.Lower(successes, trials, low) > Wrong, $"{name}: {successes} of {trials} is too few for a rate of {low}");
        Assert.True(successes == 0 || 1.0 - BinomialTail.Lower(successes - 1, trials, high) > Wrong, $"{name}: {successes} of {trials} is too many for a rate of {high}");
    }

    private static ProfileCondition[] Draw(SplitMix64 random, int conditions, double threshold, double scatter) =>
    [
        .. Enumerable.Range(0, conditions).Select(i =>
        {
            double accuracy = Math.Round(60 * (0.4 + (0.55 * i / (conditions - 1)))) / 60.0;
            double own = threshold + (scatter * (random.NextUniform() - 0.5));
            int escalated = Enumerable.Range(0, 60).Count(_ => random.NextUniform() < 1.0 / (1.0 + Math.Exp(9.0 * (accuracy - own))));
            return new ProfileCondition("d", $"{i}", true, 60, (int)Math.Round(60 * accuracy), escalated);
        }),
    ];
}
