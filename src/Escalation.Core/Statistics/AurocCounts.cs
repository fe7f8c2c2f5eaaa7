namespace Escalation.Statistics;

/// <summary>
/// How two classes of scores are ordered, as whole numbers: of all pairs of a positive and a negative item, those in which the negative one scores higher count twice and ties once.
/// </summary>
/// <remarks>
/// Whole numbers, since ranks in floating point lose the half of a tie beyond 2^53 pairs. The risk <c>1 - AUROC</c> is <see cref="TwiceMisordered"/> over twice the number of pairs (Mann and
/// Whitney, 1947, ties by one half). Immutable; the default value has no item at all.
/// </remarks>
public readonly record struct AurocCounts
{
    /// <summary>States the counts.</summary>
    /// <param name="positives">The number of positive items, 0 to 2^31 - 1.</param>
    /// <param name="negatives">The number of negative items, 0 to 2^31 - 1.</param>
    /// <param name="twiceMisordered">Twice the pairs with the negative item above, plus the ties: 0 to twice the product of both numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range.</exception>
    public AurocCounts(long positives, long negatives, long twiceMisordered)
    {
        Check.Between(positives, 0, int.MaxValue);
        Check.Between(negatives, 0, int.MaxValue);
        Check.Between(twiceMisordered, 0, 2 * positives * negatives);
        Positives = positives;
        Negatives = negatives;
        TwiceMisordered = twiceMisordered;
    }

    /// <summary>The number of positive items, those that should score high.</summary>
    public long Positives { get; }

    /// <summary>The number of negative items.</summary>
    public long Negatives { get; }

    /// <summary>Twice the pairs with the negative item above the positive one, plus the ties.</summary>
    public long TwiceMisordered { get; }

    /// <summary>The effective number m of trials: the smaller class. That many disjoint pairs can be formed, and so many independent comparisons the AUROC is worth.</summary>
    public long EffectiveTrials => Math.Min(Positives, Negatives);

    /// <summary>The risk <c>1 - AUROC</c> in [0, 1], correctly rounded; null when a class is empty.</summary>
    public double? Risk => EffectiveTrials == 0 ? null : LossSum.High / EffectiveTrials;

    /// <summary>The sum of losses of the <see cref="EffectiveTrials"/> that the risk is worth, on the safe side by a relative 2^-100.</summary>
    internal DoubleDouble LossSum
    {
        get
        {
            if (TwiceMisordered == 0)
            {
                return DoubleDouble.Zero;
            }

            DoubleDouble sum = Exact(TwiceMisordered) / (2.0 * Math.Max(Positives, Negatives));
            return sum + (sum.High * 7.9E-31);
        }
    }

    /// <summary>Counts the pairs of two classes.</summary>
    /// <param name="positives">The scores of the positive items, finite, in any order.</param>
    /// <param name="negatives">The scores of the negative items, finite, in any order.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a score is NaN or infinite, with the index of the first.</exception>
    /// <remarks>Sorts copies: O(n log n), allocates both.</remarks>
    public static AurocCounts Of(ReadOnlySpan<double> positives, ReadOnlySpan<double> negatives)
    {
        Check.FiniteScores(positives);
        Check.FiniteScores(negatives);
        double[] above = positives.ToArray();
        double[] below = negatives.ToArray();
        Array.Sort(above);
        Array.Sort(below);
        long twice = 0;
        int less = 0;
        int upTo = 0;
        foreach (double score in above)
        {
            while (less < below.Length && below[less] < score)
            {
                less++;
            }

            while (upTo < below.Length && below[upTo] <= score)
            {
                upTo++;
            }

            twice += (2L * (below.Length - upTo)) + (upTo - less);
        }

        return new AurocCounts(above.Length, below.Length, twice);
    }

    /// <summary>Counts the pairs of labelled scores.</summary>
    /// <param name="scores">The scores, finite, in any order.</param>
    /// <param name="labels">True for the items that should score high; as many as scores.</param>
    /// <exception cref="ArgumentException">Thrown when the lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a score is NaN or infinite, with the index of the first.</exception>
    /// <remarks>Sorts copies: O(n log n), allocates two.</remarks>
    public static AurocCounts OfLabelled(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        if (scores.Length != labels.Length)
        {
            throw new ArgumentException(FormattableString.Invariant($"labels must be as many as scores ({scores.Length}), but are {labels.Length}."), nameof(labels));
        }

        Check.FiniteScores(scores);
        var positives = new List<double>();
        var negatives = new List<double>();
        for (int i = 0; i < scores.Length; i++)
        {
            (labels[i] ? positives : negatives).Add(scores[i]);
        }

        return Of(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(positives), System.Runtime.InteropServices.CollectionsMarshal.AsSpan(negatives));
    }

    /// <summary>A whole number below 2^63 as a double-double.</summary>
    internal static DoubleDouble Exact(long value)
    {
        double high = value & ~0x3FFL;
        return DoubleDouble.QuickTwoSum(high, value & 0x3FFL);
    }
}
