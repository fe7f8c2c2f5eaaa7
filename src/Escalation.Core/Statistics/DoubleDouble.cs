using System.Runtime.CompilerServices;

namespace Escalation.Statistics;

/// <summary>
/// An unevaluated sum of two doubles, some 106 bits of precision. Only the five IEEE operations and the
/// fused multiply-add are used, so that a result has the same bits on every machine.
/// </summary>
/// <remarks>
/// With <c>u = 2^-53</c>, relative errors are at most <c>3u^2</c> for a sum or difference (whatever the signs),
/// <c>5u^2</c> for a product and <c>15u^2</c> for a quotient, as long as nothing underflows (Joldes, Muller and Popescu,
/// "Tight and rigorous error bounds for basic building blocks of double-word arithmetic", 2017).
/// </remarks>
internal readonly struct DoubleDouble(double high, double low)
{
    public static DoubleDouble Zero => default;

    public static DoubleDouble One => new(1, 0);

    public double High { get; } = high;

    public double Low { get; } = low;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator DoubleDouble(double value) => new(value, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble operator -(DoubleDouble x) => new(-x.High, -x.Low);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble operator +(DoubleDouble x, DoubleDouble y)
    {
        DoubleDouble high = TwoSum(x.High, y.High);
        DoubleDouble low = TwoSum(x.Low, y.Low);
        DoubleDouble sum = QuickTwoSum(high.High, high.Low + low.High);
        return QuickTwoSum(sum.High, low.Low + sum.Low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble operator +(DoubleDouble x, double y)
    {
        DoubleDouble sum = TwoSum(x.High, y);
        return QuickTwoSum(sum.High, x.Low + sum.Low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble operator -(DoubleDouble x, DoubleDouble y) => x + -y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble operator *(DoubleDouble x, DoubleDouble y)
    {
        DoubleDouble product = TwoProduct(x.High, y.High);
        double cross = Math.FusedMultiplyAdd(x.High, y.Low, x.Low * y.Low);
        cross = Math.FusedMultiplyAdd(x.Low, y.High, cross);
        return QuickTwoSum(product.High, product.Low + cross);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble operator *(DoubleDouble x, double y)
    {
        DoubleDouble product = TwoProduct(x.High, y);
        return QuickTwoSum(product.High, Math.FusedMultiplyAdd(x.Low, y, product.Low));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble operator /(DoubleDouble x, DoubleDouble y)
    {
        double quotient = x.High / y.High;
        DoubleDouble back = y * quotient;
        double remainder = (x.High - back.High) + (x.Low - back.Low);
        return QuickTwoSum(quotient, remainder / y.High);
    }

    /// <summary>
    /// A faster sum with a relative error of at most <c>4u^2</c>, for y at most half as large as x in magnitude, or x zero.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble AddSmaller(DoubleDouble x, DoubleDouble y)
    {
        DoubleDouble sum = QuickTwoSum(x.High, y.High);
        return QuickTwoSum(sum.High, sum.Low + (x.Low + y.Low));
    }

    /// <summary>The square root, with a relative error of at most <c>4u^2</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble Sqrt(DoubleDouble x)
    {
        double root = Math.Sqrt(x.High);
        double rest = Math.FusedMultiplyAdd(-root, root, x.High) + x.Low;
        return QuickTwoSum(root, rest / (2 * root));
    }

    /// <summary>The exact sum of two doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble TwoSum(double a, double b)
    {
        double sum = a + b;
        double back = sum - a;
        return new DoubleDouble(sum, (a - (sum - back)) + (b - back));
    }

    /// <summary>The exact sum of two doubles of which the first is the larger in magnitude (or zero).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble QuickTwoSum(double a, double b)
    {
        double sum = a + b;
        return new DoubleDouble(sum, b - (sum - a));
    }

    /// <summary>The exact product of two doubles, unless its low half underflows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble TwoProduct(double a, double b)
    {
        double product = a * b;
        return new DoubleDouble(product, Math.FusedMultiplyAdd(a, b, -product));
    }

    /// <summary><c>1 - x</c> for x below one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble Complement(DoubleDouble x)
    {
        DoubleDouble difference = TwoSum(1, -x.High);
        return QuickTwoSum(difference.High, difference.Low - x.Low);
    }

    /// <summary>Multiplies by a power of two, exactly unless the result leaves the normal range.</summary>
    public DoubleDouble Scale(double powerOfTwo) => new(High * powerOfTwo, Low * powerOfTwo);
}
