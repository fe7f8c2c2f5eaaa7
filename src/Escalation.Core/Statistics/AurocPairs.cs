namespace Escalation.Statistics;

/// <summary>
/// Disjoint pairs of a positive and a negative item, and in how many of them the negative one scores at least as high: independent comparisons, so that the risk <c>1 - AUROC</c> is tested by the
/// exact binomial tail, with no permutation to average over.
/// </summary>
/// <remarks>
/// <para>
/// <b>Why it is valid.</b> Items are independent and identically distributed within each class and the pairing is fixed without looking at scores; then the <c>m = min(n+, n-)</c> comparisons
/// are independent and each goes wrong with the same probability. <see cref="InOrder"/> counts a tie as wrong, which is at or above <c>1 - AUROC</c> and thus on the safe side;
/// <see cref="Shuffled"/> lets a fair coin from the seed decide a tie, so that the probability is exactly <c>1 - AUROC</c>.
/// </para>
/// <para>
/// <b>What it costs.</b> Items beyond the smaller class are not used, and the result depends on the pairing: fix the order or the seed beforehand, and never try several.
/// </para>
/// <para>Recompute the p-value anywhere: <c>pbinom(Mistakes, Pairs, alpha)</c> in R.</para>
/// </remarks>
public readonly record struct AurocPairs
{
    /// <summary>States the counts.</summary>
    /// <param name="pairs">The number of pairs m, 0 to <see cref="BinomialTail.MaxTrials"/>.</param>
    /// <param name="mistakes">The number of pairs in the wrong order, 0 to m.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range.</exception>
    public AurocPairs(long pairs, long mistakes)
    {
        Check.Between(pairs, 0, BinomialTail.MaxTrials);
        Check.Between(mistakes, 0, pairs);
        Pairs = pairs;
        Mistakes = mistakes;
    }

    /// <summary>The number m of disjoint pairs.</summary>
    public long Pairs { get; }

    /// <summary>The pairs in the wrong order.</summary>
    public long Mistakes { get; }

    /// <summary>Pairs the items off in the order given: the first positive with the first negative item, and so on; ties count as wrong.</summary>
    /// <param name="positives">The scores of the positive items, finite, in an order that does not depend on the scores, such as that of arrival.</param>
    /// <param name="negatives">The scores of the negative items, likewise.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a score is NaN or infinite, with the index of the first.</exception>
    /// <remarks>Linear, no allocation.</remarks>
    public static AurocPairs InOrder(ReadOnlySpan<double> positives, ReadOnlySpan<double> negatives)
    {
        Check.FiniteScores(positives);
        Check.FiniteScores(negatives);
        int pairs = Math.Min(positives.Length, negatives.Length);
        int mistakes = 0;
        for (int i = 0; i < pairs; i++)
        {
            mistakes += positives[i] > negatives[i] ? 0 : 1;
        }

        return new AurocPairs(pairs, mistakes);
    }

    /// <summary>Pairs the items off at random; a fair coin decides ties. For items whose order may depend on their scores, as in a sorted file.</summary>
    /// <param name="positives">The scores of the positive items, finite.</param>
    /// <param name="negatives">The scores of the negative items, finite.</param>
    /// <param name="seed">The seed of order and coins, chosen without looking at the scores.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a score is NaN or infinite, with the index of the first.</exception>
    /// <remarks>Linear; allocates a copy of each class.</remarks>
    public static AurocPairs Shuffled(ReadOnlySpan<double> positives, ReadOnlySpan<double> negatives, ulong seed)
    {
        Check.FiniteScores(positives);
        Check.FiniteScores(negatives);
        var coins = new SplitMix64(seed);
        double[] above = positives.ToArray();
        double[] below = negatives.ToArray();
        SeededShuffle.Shuffle<double>(above, coins.NextBits());
        SeededShuffle.Shuffle<double>(below, coins.NextBits());
        int pairs = Math.Min(above.Length, below.Length);
        int mistakes = 0;
        for (int i = 0; i < pairs; i++)
        {
            bool wrong = above[i] < below[i] || (above[i] == below[i] && coins.NextBelow(2) == 1);
            mistakes += wrong ? 1 : 0;
        }

        return new AurocPairs(pairs, mistakes);
    }

    /// <summary>The exact p-value of the hypothesis that the risk <c>1 - AUROC</c> exceeds alpha: <c>P(Bin(Pairs, alpha) &lt;= Mistakes)</c>, rounded up.</summary>
    /// <param name="alpha">The risk level, 0 to 1.</param>
    /// <returns>A probability in [0, 1]; 1 without any pair.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when alpha is out of range or NaN.</exception>
    public double PValue(double alpha) => BinomialTail.Lower(Mistakes, Pairs, alpha);

    /// <summary>The exact upper confidence bound on the risk <c>1 - AUROC</c>.</summary>
    /// <param name="delta">The error level, strictly between 0 and 1.</param>
    /// <returns>A number in (0, 1]; 1 without any pair.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when delta is out of range or NaN.</exception>
    public double Upper(double delta) => ClopperPearson.Upper(Mistakes, Pairs, delta);
}
