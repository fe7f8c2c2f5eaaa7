using Escalation.Statistics;

namespace Escalation.Core.StatisticalTests;

/// <summary>Tests of the risk 1 - AUROC at its true value: the effective number of trials keeps the level, all items do not.</summary>
public sealed class AurocValidityTests
{
    private const double Delta = .1;
    private const int Worlds = 10_000;

    /// <summary>
    /// Positives uniform on (0, 1), negatives at u^c below: a negative scores above a positive with probability <c>E(u^c) = 1/(1+c)</c>, so that the true risk is .2 for c = 4.
    /// </summary>
    [Theory]
    [InlineData(20, 20, 81)]
    [InlineData(60, 40, 82)]
    [InlineData(15, 285, 83)]
    [InlineData(285, 15, 84)]
    public void A_true_risk_is_rejected_at_most_delta_and_three_sigma(int positives, int negatives, ulong seed)
    {
        int[] rejections = Rejections(positives, negatives, .2, seed, Worlds, u => u, u => u * u * u * u);
        double limit = (Delta * Worlds) + (3 * Math.Sqrt(Worlds * Delta * (1 - Delta)));
        Assert.All(rejections[..6], count => Assert.InRange(count, 0, limit));

        // The pairs are exact: without ties both make the size of the binomial test, two-sided.
        int pairs = Math.Min(positives, negatives);
        (int least, int most) = Simulation.TwoSided(Worlds, BinomialTail.Lower(BinomialBudget.LargestCount(pairs, .2, Delta), pairs, .2));
        Assert.InRange(rejections[4], least, most);
        Assert.InRange(rejections[5], least, most);
    }

    /// <summary>Scores on five atoms: ties by coin keep the exact size, ties counted as wrong are safer.</summary>
    [Fact]
    public void Ties_keep_the_size_by_coin_and_lower_it_when_counted_as_wrong()
    {
        // Positives on 0..4 and negatives on 0..1, evenly: a negative is above with probability 1/10 and ties with probability 2/10.
        int[] rejections = Rejections(60, 50, .2, 85, Worlds, u => Math.Floor(5 * u), u => Math.Floor(2 * u));
        (int least, int most) = Simulation.TwoSided(Worlds, BinomialTail.Lower(BinomialBudget.LargestCount(50, .2, Delta), 50, .2));
        Assert.InRange(rejections[5], least, most);
        Assert.InRange(rejections[4], 0, least);
        Assert.All(rejections[..4], count => Assert.InRange(count, 0, Simulation.OneSided(Worlds, Delta)));
    }

    /// <summary>
    /// The bound for a mean of n independent losses, put on the AUROC of all n items as published code does, is no p-value: at a level of 10 % it rejects a true risk in up to more than a quarter of
    /// the samples when one class is small.
    /// </summary>
    [Theory]
    [InlineData(15, 285, 86, .14)]
    [InlineData(285, 15, 87, .24)]
    [InlineData(20, 980, 88, .25)]
    public void Counting_every_item_as_a_trial_breaks_the_promise(int positives, int negatives, ulong seed, double least)
    {
        int[] rejections = Rejections(positives, negatives, .2, seed, 4_000, u => u, u => u * u * u * u);
        Assert.InRange(rejections[6], least * 4_000, .4 * 4_000);
        Assert.InRange(rejections[2], 0, Simulation.OneSided(4_000, Delta));
    }

    /// <summary>Which valid test certifies more: disjoint pairs nearly always, the average over all pairs when the risk is far below the level and one class is much larger.</summary>
    [Theory]
    [InlineData(100, 100, 6, .53, .58, .17, .23)]
    [InlineData(300, 300, 6, .87, .92, .78, .84)]
    [InlineData(100, 1000, 6, .52, .58, .03, .07)]
    [InlineData(100, 1000, 9, .91, .94, .94, .98)]
    public void The_power_of_pairs_and_of_the_average_is_as_documented(int positives, int negatives, double power, double leastPairs, double mostPairs, double leastBound, double mostBound)
    {
        int[] rejections = Rejections(positives, negatives, .2, 89, 2_000, u => u, u => Math.Pow(u, power));
        Assert.InRange(rejections[4] / 2000.0, leastPairs, mostPairs);
        Assert.InRange(rejections[5] / 2000.0, leastPairs, mostPairs);
        Assert.InRange(rejections[2] / 2000.0, leastBound, mostBound);
        Assert.True(rejections[3] <= rejections[0] && rejections[0] <= rejections[1] && rejections[1] <= rejections[2]);
    }

    /// <summary>Rejections by Hoeffding, the divergence, Hoeffding-Bentkus, McDiarmid, pairs in order, shuffled pairs, and by the invalid bound with all items.</summary>
    private static int[] Rejections(int positives, int negatives, double risk, ulong seed, int worlds, Func<double, double> positive, Func<double, double> negative)
    {
        // The risk of the hypothesis is at the level or above; the level is put a hair below the true risk.
        double alpha = risk * (1 - 1e-12);
        var classes = new AurocWorlds(seed, positives, negatives);
        int[] rejections = new int[7];
        for (int world = 0; world < worlds; world++)
        {
            classes.Draw(positive, negative);
            AurocCounts counts = AurocCounts.Of(classes.Positives, classes.Negatives);
            int all = positives + negatives;
            double[] p =
            [
                AurocRisk.HoeffdingPValue(counts, alpha),
                AurocRisk.PValue(counts, alpha),
                AurocRisk.HoeffdingBentkusPValue(counts, alpha),
                AurocRisk.McDiarmidPValue(counts, alpha),
                AurocPairs.InOrder(classes.Positives, classes.Negatives).PValue(alpha),
                AurocPairs.Shuffled(classes.Positives, classes.Negatives, seed + (ulong)world).PValue(alpha),
                HoeffdingBentkus.PValue(counts.Risk!.Value * all, all, alpha),
            ];
            for (int i = 0; i < p.Length; i++)
            {
                rejections[i] += p[i] <= Delta ? 1 : 0;
            }
        }

        return rejections;
    }
}
