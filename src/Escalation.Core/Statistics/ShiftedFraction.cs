using System.Runtime.CompilerServices;

namespace Escalation.Statistics;

/// <summary>
/// <see cref="TailFraction"/> next to the mean, where it converges slowly: evaluated at a rate <c>p(1+y)</c> some deviations farther out and
/// carried back by the Taylor series <c>sum c_j y^j</c>, whose coefficients the backward recurrence yields anyway. At most some sixty levels for any n.
/// </summary>
/// <remarks>
/// <para>
/// All coefficients are positive, so nothing cancels. An error of the coefficients is the error <c>E</c> of a function that solves
/// <c>(1+y)(q+y) E' = r(y) - (x - ky) E</c> with <c>x - ky &gt;= 0</c> up to the mean, so that <c>|E(y)| &lt;= |E(0)| + integral |r| / q</c>.
/// </para>
/// <para>
/// That gives three computed bounds: the two of <see cref="TailFraction"/> for <c>E(0)</c>; for the terms in plain doubles their share of the sum times
/// <c>4u</c> a level (and <c>4u (x+2) y/q</c>); and <c>(k-N) c_N y^(N+2) / ((N+2) q)</c> for the terms cut off.
/// </para>
/// </remarks>
internal static class ShiftedFraction
{
    private const double RoundingsPerLevel = 4.6E-16;

    /// <summary>The fraction without its factor <c>(n-k) p (1+y)</c>.</summary>
    /// <param name="k">The edge, far more than the number of levels.</param>
    /// <param name="excess"><c>np - k</c>, not negative.</param>
    /// <param name="mean"><c>np</c>.</param>
    /// <param name="success">p.</param>
    /// <param name="failure">q, above <c>py</c>.</param>
    /// <param name="levels">The number of levels.</param>
    /// <param name="sharp">The number of the outer ones in twice the precision.</param>
    /// <param name="y">The shift relative to p: positive, at most 11 significant bits.</param>
    public static ScaledFraction Evaluate(
        double k, DoubleDouble excess, DoubleDouble mean, DoubleDouble success, DoubleDouble failure, double levels, double sharp, double y)
    {
        DoubleDouble step = DoubleDouble.TwoProduct(success.High, y);
        step = new DoubleDouble(step.High, Math.FusedMultiplyAdd(success.Low, y, step.Low));
        failure -= step;
        DoubleDouble move = DoubleDouble.TwoProduct(mean.High, y);
        excess += new DoubleDouble(move.High, Math.FusedMultiplyAdd(mean.Low, y, move.Low));

        double slope = 1 + failure.High;
        double slopeLow = (1 - slope) + failure.High + failure.Low;
        double size = excess.High + (levels * slope) + Math.Sqrt(levels * failure.High * k);
        double g = BitConverter.Int64BitsToDouble((2046L << 52) - (BitConverter.DoubleToInt64Bits(size) & (0x7FFL << 52)));
        double g2 = g * g;
        double x = excess.High * g;
        slope *= g;
        double q = failure.High * g2;
        double h = y * g;

        (double last, double next, double sum, double product, double powers) = Coarse(k, levels, sharp, x, slope, q, h);
        double j = Math.Min(levels, sharp - 1);
        double inner = last * next;
        double innerSum = sum;
        double sumLow = 0;
        double qLow = failure.Low * g2;
        double xLow = excess.Low * g;
        slopeLow *= g;
        double xTop = (x + 6) - 6;
        xLow += x - xTop;
        double slopeTop = (slope + 6) - 6;
        slopeLow += slope - slopeTop;
        double innerProduct = 1;
        double innerPowers = 1;
        double lastLow = 0, nextLow = 0;
        while (j >= 0)
        {
            double left = k - j;
            double ratio = left * h;
            double grown = ratio * sum;
            double grownLow = Math.FusedMultiplyAdd(ratio, sum, -grown);
            double total = grown + last;
            double totalBack = total - grown;
            sumLow = Math.FusedMultiplyAdd(ratio, sumLow, lastLow + (grownLow + ((grown - (total - totalBack)) + (last - totalBack))));
            sum = total;
            innerPowers *= ratio;

            double count = (j + 1) * left;
            double factor = count * q;
            double factorLow = Math.FusedMultiplyAdd(count, qLow, Math.FusedMultiplyAdd(count, q, -factor));
            double weight = Math.FusedMultiplyAdd(j, slopeTop, xTop);
            double weightLow = Math.FusedMultiplyAdd(j, slopeLow, xLow);
            double first = weight * last;
            double firstLow = Math.FusedMultiplyAdd(weight, last, -first);
            double second = factor * next;
            double secondLow = Math.FusedMultiplyAdd(factor, next, -second);
            double value = first + second;
            double returned = value - first;
            double rounding = (first - (value - returned)) + (second - returned);
            double corrections = Math.FusedMultiplyAdd(weightLow, last, Math.FusedMultiplyAdd(factorLow, next, rounding + (firstLow + secondLow)));
            double valueLow = Math.FusedMultiplyAdd(weight, lastLow, Math.FusedMultiplyAdd(factor, nextLow, corrections));
            next = last;
            nextLow = lastLow;
            last = value;
            lastLow = valueLow;
            innerProduct *= factor;
            j--;
        }

        double cut = product / Math.FusedMultiplyAdd(levels + 1, slope, x);
        double roundings = (levels - sharp + 2 + ((excess.High + 2) * y / failure.High)) * RoundingsPerLevel;
        double error = ((innerProduct * ((inner * roundings) + cut) / last) + (innerPowers * ((innerSum * roundings) + (powers * y / (g * (levels + 2) * failure.High))))) / sum;
        return new ScaledFraction(new DoubleDouble(sum, sumLow), new DoubleDouble(last, lastLow), g, error);
    }

    // By itself, so that all that changes in the loop stays in registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (double Last, double Next, double Sum, double Product, double Powers) Coarse(
        double k, double levels, double sharp, double x, double slope, double q, double h)
    {
        double last = 1, next = 0, sum = 0, product = 1, powers = 1;
        for (double j = levels; j >= sharp; j--)
        {
            double left = k - j;
            double ratio = left * h;
            sum = Math.FusedMultiplyAdd(ratio, sum, last);
            powers *= ratio;
            double factor = (j + 1) * left * q;
            double value = Math.FusedMultiplyAdd(Math.FusedMultiplyAdd(j, slope, x), last, factor * next);
            next = last;
            last = value;
            product *= factor;
        }

        return (last, next, sum, product, powers);
    }
}
