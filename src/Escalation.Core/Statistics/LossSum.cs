using System.Runtime.CompilerServices;

namespace Escalation.Statistics;

/// <summary>
/// The sum of losses in [0, 1] as a whole number of units of 2^-86, so that it does not depend on the order of the losses, parts can be merged exactly,
/// and the bounds that take the sum or its ceiling see no rounding in their favour.
/// </summary>
/// <remarks>
/// <para>
/// <b>The error.</b> A loss of at least 2^-34, or any other multiple of 2^-86 such as 0, counts as exactly the double that it is; a smaller one is
/// rounded up to a unit. The sum is thus at least the true sum of the doubles and exceeds it by less than <c>n 2^-86</c>, 1.3e-14 for 10^12 losses.
/// </para>
/// <para>
/// A loss means the double itself: 0.1 is a little more than one tenth, so ten of them have the ceiling 2. Losses that are multiples of a power of two, as
/// scores out of 8 or 16, have no such surplus.
/// </para>
/// <para>A mutable value, 32 bytes; adding is constant time and allocates nothing. Copies are independent. Not safe for concurrent use: sum parts and merge.</para>
/// </remarks>
public record struct LossSum
{
    private const int FractionBits = 86;
    private const int SignificandBits = 53;
    private const int BiasedExponentOfUnit = 1075;

    private UInt128 _units;

    /// <summary>How many losses were added, 0 to <see cref="BinomialTail.MaxTrials"/>.</summary>
    public long Count { get; private set; }

    /// <summary>The least double at or above the sum; from 0 to <see cref="Count"/>. Its ceiling is that of the sum.</summary>
    public readonly double Value
    {
        get
        {
            int surplus = 128 - (int)UInt128.LeadingZeroCount(_units) - SignificandBits;
            if (surplus <= 0)
            {
                return Math.ScaleB((double)(ulong)_units, -FractionBits);
            }

            ulong significand = (ulong)(_units >> surplus);
            bool exact = (_units & ((UInt128.One << surplus) - 1)) == 0;
            return Math.ScaleB((double)(exact ? significand : significand + 1), surplus - FractionBits);
        }
    }

    /// <summary>The least whole number at or above the sum, the count that the Bentkus bound needs.</summary>
    public readonly long Ceiling => (long)((_units + ((UInt128.One << FractionBits) - 1)) >> FractionBits);

    /// <summary>The sum of some losses.</summary>
    /// <param name="losses">The losses, each in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a loss is outside [0, 1] or NaN, with the index of the first.</exception>
    public static LossSum Of(ReadOnlySpan<double> losses)
    {
        Check.Losses(losses);
        var sum = default(LossSum);
        foreach (double loss in losses)
        {
            sum._units += Units(loss);
        }

        sum.Count = losses.Length;
        return sum;
    }

    /// <summary>Adds one loss.</summary>
    /// <param name="loss">The loss, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the loss is outside [0, 1] or NaN.</exception>
    /// <exception cref="InvalidOperationException">Thrown when there are <see cref="BinomialTail.MaxTrials"/> losses already.</exception>
    public void Add(double loss)
    {
        Check.Loss(loss);
        Grow(1);
        _units += Units(loss);
    }

    /// <summary>Adds the losses of another part of the sample, exactly.</summary>
    /// <param name="other">The other part.</param>
    /// <exception cref="InvalidOperationException">Thrown when both together hold more than <see cref="BinomialTail.MaxTrials"/> losses.</exception>
    public void Merge(LossSum other)
    {
        Grow(other.Count);
        _units += other._units;
    }

    private void Grow(long count)
    {
        if (count > BinomialTail.MaxTrials - Count)
        {
            throw new InvalidOperationException(FormattableString.Invariant($"A sum holds at most {BinomialTail.MaxTrials} losses; it holds {Count} and {count} were added."));
        }

        Count += count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static UInt128 Units(double loss)
    {
        long bits = BitConverter.DoubleToInt64Bits(Math.Abs(loss));
        int exponent = (int)(bits >> (SignificandBits - 1));
        ulong significand = (ulong)bits & ((1UL << (SignificandBits - 1)) - 1);
        significand |= exponent == 0 ? 0 : 1UL << (SignificandBits - 1);
        int shift = Math.Max(exponent, 1) - BiasedExponentOfUnit + FractionBits;
        if (shift >= 0)
        {
            return (UInt128)significand << shift;
        }

        int dropped = Math.Min(-shift, 63);
        return (significand >> dropped) + ((significand & ((1UL << dropped) - 1)) == 0 ? 0UL : 1UL);
    }
}
