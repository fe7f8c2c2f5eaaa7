using System.Runtime.Intrinsics;

namespace Escalation.Statistics;

/// <summary>
/// The sum of a binomial lower tail relative to its edge, from the ratios <c>P(i-1)/P(i) = i q / ((n-i+1) p)</c>, which are below
/// one up to the mean and fall towards the tail.
/// </summary>
/// <remarks>
/// Error analysis, <c>u = 2^-53</c>. The products of ratios carry their rounding errors along to first order, which leaves
/// a relative error below <c>(m + m^2) 8u^2</c> after m terms. Terms below 2^-50 of the sum are added in plain doubles,
/// whose error is at most <c>4mu</c> of their own sum; what is cut off is below a geometric series. The bounds are
/// computed along: some 2^-75 together for a thousand trials, 2^-69 for a million.
/// </remarks>
internal static class RatioSeries
{
    private const double UnitSquared = 1.232595164407831E-32; // 2^-106
    private const double Unit = 1.1102230246251565E-16;
    private const double PlainBelow = 8.881784197001252E-16; // 2^-50
    private const double LogPlain = 34.7;
    private const double CutBelow = 1.3234889800848443E-23; // 2^-76
    private const int LeastBlock = 6;

    /// <summary><c>sum_{i&lt;=k} P(i) / P(k)</c> for k between 1 and the mean, with a bound on its relative error.</summary>
    /// <param name="k">The edge.</param>
    /// <param name="n">The number of trials.</param>
    /// <param name="odds"><c>q / p</c>.</param>
    /// <param name="error">The bound.</param>
    public static DoubleDouble Sum(long k, long n, DoubleDouble odds, out double error)
    {
        DoubleDouble term = DoubleDouble.One;
        DoubleDouble total = DoubleDouble.One;
        double i = k;
        double below = n - k + 1.0;
        double block = BlockLength(i, below, odds.High);
        if (block >= LeastBlock)
        {
            total = Blocks(i, below, odds, block, ref term);
            i -= 4 * block;
            below += 4 * block;
        }

        double sum = total.High, sumLow = total.Low, last = term.High, lastLow = term.Low;
        while (i > 0 && last > sum * PlainBelow)
        {
            double inverse = 1 / below;
            double numerator = i * odds.High;
            double numeratorLow = Math.FusedMultiplyAdd(i, odds.High, -numerator) + (i * odds.Low);
            double ratio = numerator * inverse;
            double ratioLow = (Math.FusedMultiplyAdd(-ratio, below, numerator) + numeratorLow) * inverse;
            double next = last * ratio;
            double rounding = Math.FusedMultiplyAdd(last, ratio, -next);
            lastLow = Math.FusedMultiplyAdd(lastLow, ratio, Math.FusedMultiplyAdd(last, ratioLow, rounding));
            last = next;
            double sumNext = sum + last;
            sumLow += (last - (sumNext - sum)) + lastLow;
            sum = sumNext;
            i--;
            below++;
        }

        double m = k - i;
        double rest = PlainSum(i, below, odds.High, last, sum * CutBelow, m, out double restError);
        error = ((m + 64 + (m * m)) * 8 * UnitSquared) + (restError / sum);
        return DoubleDouble.TwoSum(sum, sumLow) + rest;
    }

    // The far terms. The bound covers rounding and, as the ratios fall, all that is cut off.
    private static double PlainSum(double i, double below, double odds, double term, double cut, double steps, out double error)
    {
        double rest = 0;
        while (i > 0 && term > cut)
        {
            term *= i * odds / below;
            rest += term;
            i--;
            below++;
            steps++;
        }

        error = 4 * (steps + 2) * Unit * rest;
        if (i > 0)
        {
            double ratio = i * odds / below;
            error += 2 * term * ratio / (1 - ratio);
        }

        return rest;
    }

    // A quarter of the number of terms after which they are plain: T (1 - ratio) + T^2 (1/i + 1/below) / 2 = 50 ln 2.
    private static double BlockLength(double i, double below, double odds)
    {
        double fall = 1 - (i * odds / below);
        double bend = (1 / i) + (1 / below);
        double terms = 2 * LogPlain / (fall + Math.Sqrt((fall * fall) + (2 * LogPlain * bend)));
        return Math.Floor(Math.Min(terms, i) / 4);
    }

    // Four consecutive blocks of terms side by side, each relative to the term before it, then joined.
    private static DoubleDouble Blocks(double i, double below, DoubleDouble odds, double block, ref DoubleDouble term)
    {
        Vector256<double> offset = Vector256.Create(0, block, 2 * block, 3 * block);
        Vector256<double> position = Vector256.Create(i) - offset;
        Vector256<double> divisor = Vector256.Create(below) + offset;
        Vector256<double> oddsHigh = Vector256.Create(odds.High);
        Vector256<double> oddsLow = Vector256.Create(odds.Low);
        Vector256<double> last = Vector256<double>.One, lastLow = Vector256<double>.Zero;
        Vector256<double> sum = Vector256<double>.Zero, sumLow = Vector256<double>.Zero;
        for (long step = (long)block; step > 0; step--)
        {
            Vector256<double> inverse = Vector256<double>.One / divisor;
            Vector256<double> numerator = position * oddsHigh;
            Vector256<double> numeratorLow = Vector256.FusedMultiplyAdd(position, oddsHigh, -numerator) + (position * oddsLow);
            Vector256<double> ratio = numerator * inverse;
            Vector256<double> ratioLow = (Vector256.FusedMultiplyAdd(-ratio, divisor, numerator) + numeratorLow) * inverse;
            Vector256<double> next = last * ratio;
            Vector256<double> rounding = Vector256.FusedMultiplyAdd(last, ratio, -next);
            lastLow = Vector256.FusedMultiplyAdd(lastLow, ratio, Vector256.FusedMultiplyAdd(last, ratioLow, rounding));
            last = next;
            Vector256<double> sumNext = sum + last;
            sumLow += (last - (sumNext - sum)) + lastLow;
            sum = sumNext;
            position -= Vector256<double>.One;
            divisor += Vector256<double>.One;
        }

        DoubleDouble total = DoubleDouble.Zero;
        term = DoubleDouble.One;
        for (int lane = 3; lane >= 0; lane--)
        {
            DoubleDouble product = DoubleDouble.TwoSum(last[lane], lastLow[lane]);
            total = DoubleDouble.TwoSum(sum[lane], sumLow[lane]) + (product * total);
            term *= product;
        }

        return DoubleDouble.One + total;
    }
}
