using System.Numerics;

namespace Escalation.Statistics;

/// <summary>
/// Binomial tails in whole numbers: a double is <c>p = a / 2^j</c>, so that <c>P(Bin(n, p) &lt;= k) =
/// sum C(n,i) a^i (2^j - a)^(n-i) / 2^(jn)</c>. Decides the cases in which the tail may be a double itself (.25 at
/// n = 2, p = .5, k = 0), which no floating-point computation can.
/// </summary>
internal static class ExactBinomial
{
    private const int MaxFractionBits = 63;
    private const int MaxBits = 4096;

    // One limb to spare: between a multiplication and a division a term is up to n times itself.
    private const int MaxLimbs = (MaxBits / 64) + 2;

    /// <summary>The tail rounded up to a double, exactly, if the numbers are small enough: j at most 63 and jn at most 4096.</summary>
    public static bool TryLower(long k, in BinomialShape shape, out double value)
    {
        value = double.NaN;
        bool direct = shape.SuccessRate.Low == 0;
        double rate = direct ? shape.SuccessRate.High : shape.FailureRate.High;
        int bits = FractionBits(rate);
        if (bits > MaxFractionBits || shape.Trials > MaxBits / bits)
        {
            return false;
        }

        ulong whole = 1UL << bits;
        ulong part = (ulong)(rate * whole);
        ulong success = direct ? part : whole - part;
        int n = (int)shape.Trials;
        int limbs = (bits * n / 64) + 2;
        Span<ulong> term = stackalloc ulong[MaxLimbs];
        Span<ulong> sum = stackalloc ulong[MaxLimbs];
        term = term[..limbs];
        sum = sum[..limbs];
        SumTerms((int)k, n, success, whole - success, term, sum);
        value = RoundUp(sum, bits * n);
        return true;
    }

    private static int FractionBits(double rate)
    {
        long raw = BitConverter.DoubleToInt64Bits(rate);
        int exponent = (int)(raw >> 52);

        // A subnormal number has no leading bit, but more than a thousand fraction bits with it and without it.
        long mantissa = (raw & 0xF_FFFF_FFFF_FFFF) | 0x10_0000_0000_0000;
        return 1075 - exponent - BitOperations.TrailingZeroCount(mantissa);
    }

    // Each term from the one before: every product and quotient is a whole number, so nothing is ever rounded.
    private static void SumTerms(int k, int n, ulong success, ulong failure, Span<ulong> term, Span<ulong> sum)
    {
        term.Clear();
        term[0] = 1;
        for (int i = 0; i < n; i++)
        {
            Multiply(term, failure);
        }

        term.CopyTo(sum);
        for (int i = 1; i <= k; i++)
        {
            Divide(term, failure);
            Multiply(term, success);
            Multiply(term, (ulong)(n - i + 1));
            Divide(term, (ulong)i);
            Add(sum, term);
        }
    }

    private static void Multiply(Span<ulong> number, ulong factor)
    {
        ulong carry = 0;
        for (int i = 0; i < number.Length; i++)
        {
            ulong high = Math.BigMul(number[i], factor, out ulong low);
            low += carry;
            carry = high + (low < carry ? 1UL : 0UL);
            number[i] = low;
        }
    }

    private static void Divide(Span<ulong> number, ulong divisor)
    {
        ulong remainder = 0;
        for (int i = number.Length - 1; i >= 0; i--)
        {
            UInt128 dividend = new(remainder, number[i]);
            UInt128 quotient = dividend / divisor;
            number[i] = (ulong)quotient;
            remainder = (ulong)(dividend - (quotient * divisor));
        }
    }

    private static void Add(Span<ulong> number, ReadOnlySpan<ulong> other)
    {
        ulong carry = 0;
        for (int i = 0; i < number.Length; i++)
        {
            UInt128 total = (UInt128)number[i] + other[i] + carry;
            number[i] = (ulong)total;
            carry = (ulong)(total >> 64);
        }
    }

    private static double RoundUp(ReadOnlySpan<ulong> number, int fractionBits)
    {
        // A sum is at most 2^fractionBits, so that the spare limb above stays empty.
        int top = number.Length - 2;
        while (number[top] == 0)
        {
            top--;
        }

        // The 53 leading bits, and whether any bit is set below them.
        int length = (64 * (top + 1)) - BitOperations.LeadingZeroCount(number[top]);
        int dropped = Math.Max(0, length - 53);
        (int limb, int shift) = Math.DivRem(dropped, 64);
        UInt128 window = new(number[limb + 1], number[limb]);
        ulong mantissa = (ulong)(window >> shift);
        bool inexact = (number[limb] & ((1UL << shift) - 1)) != 0;
        for (int i = 0; i < limb; i++)
        {
            inexact |= number[i] != 0;
        }

        return OutwardRounding.ScaleUp(mantissa + (inexact ? 1.0 : 0.0), dropped - fractionBits);
    }
}
