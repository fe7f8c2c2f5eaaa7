using Escalation.Calibration;
using Escalation.Calibration.Grouping;
using Escalation.Statistics;

namespace Escalation.Core.StatisticalTests;

/// <summary>Conversations whose turns are alike: counting turns as independent breaks the promise, both ways of counting conversations keep it.</summary>
public sealed class ClusterValidityTests
{
    private const int Worlds = 600;
    private const int Clusters = 100;
    private const double Alpha = 0.2;
    private const double Delta = 0.1;
    private const double Tiny = 1e-9;

    /// <summary>All turns of a conversation have the same score, uniform over conversations; conversations have 1 to 19 turns.</summary>
    [Fact]
    public void A_budget_over_alike_turns_is_broken_by_items_and_kept_by_clusters()
    {
        var options = new DelegationBudgetOptions(Alpha, Delta) { DataSha256 = Simulation.NoFingerprint };
        ThresholdGrid grid = ThresholdGrid.Even(0.0, 1.0, 101);
        var means = new ClusterOptions(ClusterMethod.Means);
        int byItems = 0;
        int byDraw = 0;
        int byMeans = 0;
        int certifiedByMeans = 0;
        var random = new SplitMix64(78_001);
        for (int world = 0; world < Worlds; world++)
        {
            (string[] ids, double[] scores, _) = Draw(random, wrong: 0.0);
            byItems += Breaks(DelegationBudget.Calibrate(scores, options));
            byDraw += Breaks(ClusterCalibration.CalibrateBudget(ids, scores, options, new ClusterOptions(ClusterMethod.OnePerCluster) { Seed = world }));
            CalibrationResult shares = ClusterCalibration.CalibrateBudget(ids, scores, options, means, grid);
            byMeans += Breaks(shares);
            certifiedByMeans += shares is Certified ? 1 : 0;
        }

        Assert.True(byItems > 2.0 * Delta * Worlds, $"{byItems}");
        double exact = BinomialTail.Lower(BinomialBudget.LargestCount(Clusters, Alpha, Delta), Clusters, Alpha);
        (int least, int most) = Simulation.TwoSided(Worlds, exact);
        Assert.InRange(byDraw, least, most);
        Assert.True(byMeans <= Simulation.OneSided(Worlds, Delta), $"{byMeans}");
        Assert.True(certifiedByMeans > 0.99 * Worlds, $"{certifiedByMeans}");

        static int Breaks(CalibrationResult result) => result is Certified { Certificate.Threshold: var threshold } && 1.0 - threshold > Alpha ? 1 : 0;
    }

    /// <summary>A conversation is wrong in all its turns or in none, and in all just a little too often.</summary>
    [Fact]
    public void A_risk_over_alike_turns_is_broken_by_items_and_kept_by_clusters()
    {
        var options = new SelectiveRiskOptions(Alpha, Delta) { Grid = ThresholdGrid.Of(0.0), DataSha256 = Simulation.NoFingerprint };
        int byItems = 0;
        int byDraw = 0;
        int byMeans = 0;
        var random = new SplitMix64(78_002);
        for (int world = 0; world < Worlds; world++)
        {
            (string[] ids, double[] scores, double[] losses) = Draw(random, Alpha + Tiny);
            byItems += Breaks(SelectiveRisk.Calibrate(scores, losses, options));
            byDraw += Breaks(ClusterCalibration.CalibrateRisk(ids, scores, losses, options, new ClusterOptions(ClusterMethod.OnePerCluster) { Seed = world }));
            byMeans += Breaks(ClusterCalibration.CalibrateRisk(ids, scores, losses, options, new ClusterOptions(ClusterMethod.Means) { Seed = world }));
        }

        Assert.True(byItems > 2.0 * Delta * Worlds, $"{byItems}");
        double exact = BinomialTail.Lower(BinomialBudget.LargestCount(Clusters, Alpha, Delta), Clusters, Alpha);
        (int least, int most) = Simulation.TwoSided(Worlds, exact);
        Assert.InRange(byDraw, least, most);
        Assert.True(byMeans <= Simulation.OneSided(Worlds, Delta), $"{byMeans}");

        static int Breaks(CalibrationResult result) => result is Certified ? 1 : 0;
    }

    /// <summary>Where turns differ, the means of conversations know more than one turn of each: they certify a risk that a draw mostly does not.</summary>
    [Fact]
    public void Means_are_the_stronger_way_where_turns_differ()
    {
        var options = new SelectiveRiskOptions(Alpha, Delta) { Grid = ThresholdGrid.Of(0.0), DataSha256 = Simulation.NoFingerprint };
        int byDraw = 0;
        int byMeans = 0;
        var random = new SplitMix64(78_003);
        for (int world = 0; world < 400; world++)
        {
            string[] ids = [.. Enumerable.Range(0, 20 * Clusters).Select(i => $"c{i / 20}")];
            double[] losses = [.. ids.Select(_ => random.NextUniform() < 0.15 ? 1.0 : 0.0)];
            byDraw += ClusterCalibration.CalibrateRisk(ids, new double[losses.Length], losses, options, new ClusterOptions(ClusterMethod.OnePerCluster) { Seed = world }) is Certified ? 1 : 0;
            byMeans += ClusterCalibration.CalibrateRisk(ids, new double[losses.Length], losses, options, new ClusterOptions(ClusterMethod.Means) { Seed = world }) is Certified ? 1 : 0;
        }

        Assert.True(byMeans > 390 && byDraw < 300, $"{byMeans} {byDraw}");
    }

    /// <summary>
    /// Why a sequence over cluster means must not start by counts. A conversation has a confident turn with probability q, which is wrong with probability alpha, and then nearly all its other turns are wrong; without one they are wrong so rarely that the mean is alpha.
    /// Both thresholds are true nulls. Starting at the strict one if at least c conversations act there, else at the other one, rejects with probability 0.153 at delta 0.1.
    /// </summary>
    [Fact]
    public void A_start_by_counts_of_clusters_would_break_the_level()
    {
        const double Confident = 0.29;
        const double Risk = 0.3;
        const int Conversations = 60;
        const int Start = 14;
        double others = (Risk - Confident) / (1.0 - Confident);
        long allowedOfAll = BinomialBudget.LargestCount(Conversations, Risk, Delta);
        double rejected = 0.0;
        for (int confident = 0; confident <= Conversations; confident++)
        {
            double mass = BinomialTail.Lower(confident, Conversations, Confident) - (confident == 0 ? 0.0 : BinomialTail.Lower(confident - 1, Conversations, Confident));
            if (confident >= Start)
            {
                rejected += mass * BinomialTail.Lower(BinomialBudget.LargestCount(confident, Risk, Delta), confident, Risk);
            }
            else if (allowedOfAll >= confident)
            {
                rejected += mass * BinomialTail.Lower(allowedOfAll - confident, Conversations - confident, others);
            }
        }

        Assert.Equal(0.153, rejected, 5e-4);
    }

    /// <summary>The same conversations through the calibration, which lets a pilot place the start.</summary>
    [Fact]
    public void A_start_by_a_pilot_keeps_the_level_there()
    {
        var options = new SelectiveRiskOptions(0.3, Delta) { Grid = ThresholdGrid.Of(0.2, 0.8), Start = SequenceStart.Floor, DataSha256 = Simulation.NoFingerprint };
        const int Turns = 12;
        var random = new SplitMix64(78_004);
        int violations = 0;
        string[] ids = [.. Enumerable.Range(0, 67 * Turns).Select(i => $"c{i / Turns}")];
        for (int world = 0; world < Worlds; world++)
        {
            double[] scores = new double[ids.Length];
            double[] losses = new double[ids.Length];
            for (int c = 0; c < 67; c++)
            {
                bool confident = random.NextUniform() < 0.29;
                bool wrongRest = confident || random.NextUniform() < 0.0325;
                for (int turn = 0; turn < Turns; turn++)
                {
                    int i = (c * Turns) + turn;
                    scores[i] = confident && turn == 0 ? 0.9 : 0.5;
                    losses[i] = confident && turn == 0 ? (random.NextUniform() < 0.3 + Tiny ? 1.0 : 0.0) : wrongRest ? 1.0 : 0.0;
                }
            }

            // Confident conversations lose (0.3 + 11) / 12 on average, so the mean over all is just above 0.3.
            violations += ClusterCalibration.CalibrateRisk(ids, scores, losses, options, new ClusterOptions(ClusterMethod.Means) { Seed = world }) is Certified ? 1 : 0;
        }

        Assert.True(violations <= Simulation.OneSided(Worlds, Delta), $"{violations}");
    }

    private static (string[] Ids, double[] Scores, double[] Losses) Draw(SplitMix64 random, double wrong)
    {
        var ids = new List<string>();
        var scores = new List<double>();
        var losses = new List<double>();
        for (int c = 0; c < Clusters; c++)
        {
            string id = Names[c];
            double score = random.NextOpenUniform();
            double loss = random.NextOpenUniform() < wrong ? 1.0 : 0.0;
            for (int turns = 1 + random.NextBelow(19); turns > 0; turns--)
            {
                ids.Add(id);
                scores.Add(score);
                losses.Add(loss);
            }
        }

        return ([.. ids], [.. scores], [.. losses]);
    }

    private static readonly string[] Names = [.. Enumerable.Range(0, Clusters).Select(i => $"c{i}")];
}
