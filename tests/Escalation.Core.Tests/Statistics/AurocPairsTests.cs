using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics;

public sealed class AurocPairsTests
{
    [Fact]
    public void Items_are_paired_in_their_order_and_ties_are_wrong()
    {
        AurocPairs pairs = AurocPairs.InOrder([.9, .5, .2, .7], [.1, .5, .8]);
        Assert.Equal(new AurocPairs(3, 2), pairs);
    }

    [Fact]
    public void The_p_value_is_the_exact_tail_and_the_bound_its_inverse()
    {
        var pairs = new AurocPairs(200, 10);
        Assert.Equal(BinomialTail.Lower(10, 200, .1), pairs.PValue(.1));
        Assert.Equal(ClopperPearson.Upper(10, 200, .05), pairs.Upper(.05));
        Assert.Equal(1, default(AurocPairs).PValue(.1));
        Assert.Equal(1, default(AurocPairs).Upper(.1));
    }

    [Fact]
    public void A_seed_decides_order_and_ties_once_and_for_all()
    {
        double[] positives = [.. Enumerable.Range(0, 500).Select(i => Math.Floor(i / 50.0))];
        double[] negatives = [.. Enumerable.Range(0, 400).Select(i => Math.Floor(i / 50.0))];
        AurocPairs pairs = AurocPairs.Shuffled(positives, negatives, 7);
        Assert.Equal(400, pairs.Pairs);
        Assert.Equal(pairs, AurocPairs.Shuffled(positives, negatives, 7));
        Assert.NotEqual(pairs, AurocPairs.Shuffled(positives, negatives, 8));
        Assert.Equal(Enumerable.Range(0, 500).Select(i => Math.Floor(i / 50.0)), positives);
    }

    [Fact]
    public void Coins_make_half_of_the_ties_wrong()
    {
        double[] same = new double[10_000];
        AurocPairs pairs = AurocPairs.Shuffled(same, same, 1);
        Assert.InRange(pairs.Mistakes, 4_700, 5_300);
        Assert.Equal(10_000, AurocPairs.InOrder(same, same).Mistakes);
    }

    [Fact]
    public void Shuffling_undoes_an_order_that_depends_on_the_scores()
    {
        // Sorted the same way, no pair of two like classes is out of order, whatever the scores are worth.
        double[] positives = [.. Enumerable.Range(0, 1000).Select(i => i + .5)];
        double[] negatives = [.. Enumerable.Range(0, 1000).Select(i => (double)i)];
        Assert.Equal(0, AurocPairs.InOrder(positives, negatives).Mistakes);
        Assert.InRange(AurocPairs.Shuffled(positives, negatives, 3).Mistakes, 420, 580);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Assert.Equal("positives", Assert.Throws<ArgumentOutOfRangeException>(() => AurocPairs.InOrder([double.NaN], [1])).ParamName);
        Assert.Equal("negatives", Assert.Throws<ArgumentOutOfRangeException>(() => AurocPairs.InOrder([1], [0, double.NaN])).ParamName);
        Assert.Equal("positives", Assert.Throws<ArgumentOutOfRangeException>(() => AurocPairs.Shuffled([double.NegativeInfinity], [1], 1)).ParamName);
        Assert.Equal("negatives", Assert.Throws<ArgumentOutOfRangeException>(() => AurocPairs.Shuffled([1], [double.NaN], 1)).ParamName);
        Assert.Equal("mistakes", Assert.Throws<ArgumentOutOfRangeException>(() => new AurocPairs(3, 4)).ParamName);
        Assert.Equal("pairs", Assert.Throws<ArgumentOutOfRangeException>(() => new AurocPairs(-1, 0)).ParamName);
        Assert.Equal("probability", Assert.Throws<ArgumentOutOfRangeException>(() => new AurocPairs(3, 1).PValue(double.NaN)).ParamName);
    }

    [Fact]
    public void The_first_pair_counts_like_every_other()
    {
        Assert.Equal(new AurocPairs(1, 1), AurocPairs.Shuffled([0.0], [1.0], 3));
        Assert.Equal(new AurocPairs(1, 0), AurocPairs.Shuffled([1.0], [0.0], 3));
    }
}
