using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Escalation.Statistics;

/// <summary>
/// The sum of a binomial lower tail relative to its edge as a continued fraction:
/// <c>S = (n-k) p / (b0 + a1/(b1 + a2/(b2 + ...)))</c> with <c>b_j = (np - k) + j (1+q)</c> and <c>a_j = j q (k-j+1)</c>.
/// </summary>
/// <remarks>
/// <para>
/// <b>Why.</b> S is a polynomial of degree k in the odds <c>o = q/p</c>, and <c>H = S/(n-k)</c> solves <c>o(1+o) H' = 1 - (n-k-ko) H</c>.
/// The Taylor coefficients of H at o, all positive, thus obey a recurrence of three terms whose ratio is this fraction. It ends at <c>j = k</c>.
/// </para>
/// <para>
/// <b>Evaluation.</b> Backwards, <c>e_(j-1) = b_j e_j + a_(j+1) e_(j+1)</c>, so that <c>S/((n-k)p) = e_0/e_(-1)</c>: nothing is subtracted or divided. An
/// error of the ratio at level j is damped by <c>a_1...a_j e_j e_(j-1) / (e_0 e_(-1))</c> on its way out, so that the deep levels are
/// plain doubles (each entry off by 4u a level, the ratio of two by <c>16u</c> per pair of levels) and the outer ones carry their roundings along. Either
/// part is split in half: the second half runs as a matrix beside the first one.
/// </para>
/// <para>
/// <b>Cut-off.</b> Convergents of a positive fraction enclose it: what is cut off after level N is below
/// <c>a_1...a_(N+1) / (b_(N+1) e_0 e_(-1))</c> of the value. Both bounds are computed, not assumed.
/// </para>
/// </remarks>
internal static class TailFraction
{
    private const double RoundingsPerLevel = 4.6E-16;

    // The lanes of the second half; the first lane is the first half, the last one idles.
    private static Vector256<double> Inner => Vector256.Create(0, -1L, -1L, 0).AsDouble();

    /// <summary>The fraction without its factor <c>(n-k) p</c>.</summary>
    /// <param name="k">The edge, at least 1 and at most the mean.</param>
    /// <param name="excess"><c>np - k</c>, not negative.</param>
    /// <param name="failure">q.</param>
    /// <param name="coarse">Half the number of levels in plain doubles, at least 0.</param>
    /// <param name="fine">Half the number of levels in twice the precision, at least 1; all levels together at most k + 2.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScaledFraction Evaluate(double k, DoubleDouble excess, DoubleDouble failure, int coarse, int fine)
    {
        double levels = (2 * (coarse + fine)) - 1;
        double slope = 1 + failure.High;
        double slopeLow = (1 - slope) + failure.High + failure.Low;
        // Scaled so that the levels neither grow nor shrink by more than some bits each, which no double minds for so few of them.
        double size = excess.High + (FractionDepth.Most * slope);
        double g = BitConverter.Int64BitsToDouble((2046L << 52) - (BitConverter.DoubleToInt64Bits(size) & (0x7FFL << 52)));
        double g2 = g * g;
        double x = excess.High * g;
        slope *= g;
        double q = failure.High * g2;

        double last = 1;
        double next = 0;
        double outerProduct = 1;
        if (coarse > 0)
        {
            Vector256<double> vj = Vector256.Create(levels) - (Vector256.Create((double)coarse) & Inner);
            Vector256<double> vlast = Vector256.Create(1.0, 1, 0, 0);
            Vector256<double> vnext = Vector256.Create(0.0, 0, 1, 0);
            Vector256<double> vproduct = Vector256<double>.One;
            Vector256<double> vk = Vector256.Create(k);
            Vector256<double> vq = Vector256.Create(q);
            Vector256<double> vx = Vector256.Create(x);
            Vector256<double> vslope = Vector256.Create(slope);
            for (int i = coarse; i > 0; i--)
            {
                Vector256<double> factor = (vj + Vector256<double>.One) * (vk - vj) * vq;
                Vector256<double> value = Vector256.FusedMultiplyAdd(Vector256.FusedMultiplyAdd(vj, vslope, vx), vlast, factor * vnext);
                vnext = vlast;
                vlast = value;
                vproduct *= factor;
                vj -= Vector256<double>.One;
            }

            double a = vlast.ToScalar(), b = vnext.ToScalar();
            last = (vlast.GetElement(1) * a) + (vlast.GetElement(2) * b);
            next = (vnext.GetElement(1) * a) + (vnext.GetElement(2) * b);
            outerProduct = vproduct.ToScalar() * vproduct.GetElement(1);
        }

        // With at most 51 bits each on one grid, top plus j times top is exact.
        double inner = last * next;
        double xLow = excess.Low * g;
        slopeLow *= g;
        double xTop = (x + 6) - 6;
        xLow += x - xTop;
        double slopeTop = (slope + 6) - 6;
        slopeLow += slope - slopeTop;
        Vector256<double> fj = Vector256.Create((2.0 * fine) - 1) - (Vector256.Create((double)fine) & Inner);
        Vector256<double> flast = Vector256.CreateScalar(last) + Vector256.Create(0.0, 1, 0, 0);
        Vector256<double> fnext = Vector256.CreateScalar(next) + Vector256.Create(0.0, 0, 1, 0);
        Vector256<double> flastLow = Vector256<double>.Zero;
        Vector256<double> fnextLow = Vector256<double>.Zero;
        Vector256<double> fproduct = Vector256<double>.One;
        Vector256<double> fk = Vector256.Create(k);
        Vector256<double> fq = Vector256.Create(q);
        Vector256<double> fqLow = Vector256.Create(failure.Low * g2);
        Vector256<double> fx = Vector256.Create(xTop);
        Vector256<double> fxLow = Vector256.Create(xLow);
        Vector256<double> fslope = Vector256.Create(slopeTop);
        Vector256<double> fslopeLow = Vector256.Create(slopeLow);
        for (int i = fine; i > 0; i--)
        {
            Vector256<double> count = (fj + Vector256<double>.One) * (fk - fj);
            Vector256<double> factor = count * fq;
            Vector256<double> factorLow = Vector256.FusedMultiplyAdd(count, fqLow, Rounding.OfProduct(count, fq, factor));
            Vector256<double> weight = Vector256.FusedMultiplyAdd(fj, fslope, fx);
            Vector256<double> weightLow = Vector256.FusedMultiplyAdd(fj, fslopeLow, fxLow);
            Vector256<double> first = weight * flast;
            Vector256<double> firstLow = Rounding.OfProduct(weight, flast, first);
            Vector256<double> second = factor * fnext;
            Vector256<double> secondLow = Rounding.OfProduct(factor, fnext, second);
            Vector256<double> value = first + second;
            Vector256<double> returned = value - first;
            Vector256<double> rounding = (first - (value - returned)) + (second - returned);
            Vector256<double> corrections = Vector256.FusedMultiplyAdd(weightLow, flast, Vector256.FusedMultiplyAdd(factorLow, fnext, rounding + (firstLow + secondLow)));
            Vector256<double> valueLow = Vector256.FusedMultiplyAdd(weight, flastLow, Vector256.FusedMultiplyAdd(factor, fnextLow, corrections));
            fnext = flast;
            fnextLow = flastLow;
            flast = value;
            flastLow = valueLow;
            fproduct *= factor;
            fj -= Vector256<double>.One;
        }

        // The numerator beside the denominator: the first half is a column, the second one a matrix that it is multiplied by.
        var left = Vector128.Create(fnext.GetElement(1), flast.GetElement(1));
        var leftLow = Vector128.Create(fnextLow.GetElement(1), flastLow.GetElement(1));
        var right = Vector128.Create(fnext.GetElement(2), flast.GetElement(2));
        var rightLow = Vector128.Create(fnextLow.GetElement(2), flastLow.GetElement(2));
        Vector128<double> sum = Join(left, leftLow, flast.ToScalar(), flastLow.ToScalar(), right, rightLow, fnext.ToScalar(), fnextLow.ToScalar(), out Vector128<double> sumLow);
        var numerator = new DoubleDouble(sum.ToScalar(), sumLow.ToScalar());
        var denominator = new DoubleDouble(sum.GetElement(1), sumLow.GetElement(1));
        double innerProduct = fproduct.ToScalar() * fproduct.GetElement(1);
        double beyond = Math.FusedMultiplyAdd(levels + 1, slope, x);
        double roundings = inner * ((4 * coarse) + 3) * RoundingsPerLevel;
        double error = innerProduct * Math.FusedMultiplyAdd(roundings, beyond, outerProduct) / (numerator.High * denominator.High * beyond);
        return new ScaledFraction(numerator, denominator, g, error);
    }

    // left a + right b
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Join(
        Vector128<double> left, Vector128<double> leftLow, double a, double aLow, Vector128<double> right, Vector128<double> rightLow, double b, double bLow, out Vector128<double> low)
    {
        var va = Vector128.Create(a);
        var vb = Vector128.Create(b);
        Vector128<double> first = left * va;
        Vector128<double> firstLow = Rounding.OfProduct(left, va, first);
        Vector128<double> second = right * vb;
        Vector128<double> secondLow = Rounding.OfProduct(right, vb, second);
        firstLow = Vector128.FusedMultiplyAdd(leftLow, va, Vector128.FusedMultiplyAdd(left, Vector128.Create(aLow), firstLow));
        secondLow = Vector128.FusedMultiplyAdd(rightLow, vb, Vector128.FusedMultiplyAdd(right, Vector128.Create(bLow), secondLow));
        Vector128<double> sum = first + second;
        Vector128<double> returned = sum - first;
        low = (first - (sum - returned)) + (second - returned) + (firstLow + secondLow);
        return sum;
    }
}
