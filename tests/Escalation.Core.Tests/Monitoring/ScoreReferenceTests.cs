using Escalation.Monitoring;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Monitoring;

public sealed class ScoreReferenceTests
{
    [Fact]
    public void Bins_hold_every_gap_and_differ_by_at_most_one()
    {
        for (int n = 1; n < 200; n += 7)
        {
            for (int bins = 1; bins < 80; bins += 9)
            {
                ScoreReference reference = ScoreReference.Of([.. Enumerable.Range(0, n).Select(i => (double)(i * 31 % n))], 1, bins);

                Assert.Equal(Math.Min(bins, n + 1), reference.Bins);
                Assert.Equal(n + 1, reference.Gaps.ToArray().Sum());
                Assert.True(reference.Gaps.ToArray().Max() - reference.Gaps.ToArray().Min() <= 1);
            }
        }
    }

    [Fact]
    public void A_score_falls_into_the_bin_between_its_edges()
    {
        ScoreReference reference = ScoreReference.Of([10, 20, 30, 40, 50, 60, 70], 1, 4);

        Assert.Equal([20, 40, 60], reference.EdgeScores.ToArray());
        Assert.Equal([0, 0, 1, 2, 3], new[] { -5.0, 19.9, 20.1, 59.0, 1e300 }.Select(score => reference.BinOf(score, 0.5)));
        Assert.Equal([0, 1], new[] { Math.BitDecrement(reference.EdgeTies[0]), Math.BitIncrement(reference.EdgeTies[0]) }.Select(tie => reference.BinOf(20, tie)));
    }

    /// <summary>All scores tied: only the random coordinate tells bins apart, and the first later score falls evenly.</summary>
    [Fact]
    public void Tied_scores_are_spread_by_chance()
    {
        double[] shares = new double[4];
        const int Worlds = 20_000;
        for (ulong seed = 0; seed < Worlds; seed++)
        {
            ScoreReference reference = ScoreReference.Of([1, 1, 1], seed, 4);
            shares[reference.BinOf(1, new SplitMix64(seed + 1_000_000).NextUniform())]++;
        }

        // Standard deviation 61 of 5,000.
        Assert.All(shares, share => Assert.InRange(share, 5_000 - 370, 5_000 + 370));
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ScoreReference.Of([], 1));
        Assert.Throws<ArgumentException>(() => ScoreReference.Of([1, double.NaN], 1));
        Assert.Throws<ArgumentException>(() => ScoreReference.Of([double.NegativeInfinity], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ScoreReference.Of([1], 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ScoreReference.Of([1], 1, ScoreReference.MostBins + 1));
        Assert.Throws<ArgumentException>(() => ScoreReference.Restore([1, 1], [0.5, 0.4], [1, 1, 1], 0));
        Assert.Throws<ArgumentException>(() => ScoreReference.Restore([1], [0.5], [1], 0));
        Assert.Throws<ArgumentException>(() => ScoreReference.Restore([1], [1.0], [1, 1], 0));
        Assert.Throws<ArgumentException>(() => ScoreReference.Restore([1], [0.5], [1, 0], 0));
        Assert.Throws<ArgumentException>(() => ScoreReference.Restore([], [], [], 0));
    }
}
