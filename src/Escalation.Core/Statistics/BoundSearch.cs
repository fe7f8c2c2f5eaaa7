namespace Escalation.Statistics;

/// <summary>
/// The upper confidence bound that belongs to a p-value: the least double whose hypothesis is rejected. The root of the logarithm is found first, then
/// the double itself, so that testing and bounding are one event: <c>p(alpha) &lt;= delta</c> exactly when the bound is at most alpha.
/// </summary>
internal static class BoundSearch
{
    private const int MostSteps = 60;

    /// <summary>The least alpha below 1 with <c>PValue(alpha) &lt;= delta</c>; 1 when there is none.</summary>
    /// <param name="test">The test, with a p-value that falls with alpha.</param>
    /// <param name="floor">A level at which the p-value is 1, for example the observed risk.</param>
    /// <param name="guess">A first guess of the bound, any number.</param>
    /// <param name="delta">The error level.</param>
    public static double LeastRejected<TTest>(in TTest test, double floor, double guess, double delta)
        where TTest : struct, IRiskTest, allows ref struct
    {
        long below = 0;
        long above = BitConverter.DoubleToInt64Bits(1);
        long at = BitConverter.DoubleToInt64Bits(Approximate(test, floor, guess, Math.Sqrt(-Math.Log(delta))));
        for (long step = 1; above - below > 1; step *= 4)
        {
            bool rejected = Rejects(test, at, delta);
            (below, above) = rejected ? (below, at) : (at, above);
            at = rejected ? at - step : at + step;
            if (at <= below || at >= above)
            {
                break;
            }
        }

        while (above - below > 1)
        {
            long middle = below + ((above - below) / 2);
            (below, above) = Rejects(test, middle, delta) ? (below, middle) : (middle, above);
        }

        return BitConverter.Int64BitsToDouble(above);
    }

    private static bool Rejects<TTest>(in TTest test, long at, double delta)
        where TTest : struct, IRiskTest, allows ref struct => test.PValue(BitConverter.Int64BitsToDouble(at)) <= delta;

    // The square root of -ln p is nearly straight in alpha, as that of a Gaussian tail is; regula falsi with the Illinois rule.
    private static double Approximate<TTest>(in TTest test, double floor, double guess, double target)
        where TTest : struct, IRiskTest, allows ref struct
    {
        double low = Math.Min(floor, Math.BitDecrement(1));
        double high = 1;
        double atLow = -target;
        double atHigh = double.PositiveInfinity;
        double next = guess > low && guess < high ? guess : low + ((high - low) / 2);
        int side = 0;
        for (int i = 0; i < MostSteps; i++)
        {
            double gap = Math.Sqrt(-test.LogPValue(next)) - target;
            if (gap > 0)
            {
                atLow = side == 1 ? atLow / 2 : atLow;
                (high, atHigh, side) = (next, gap, 1);
            }
            else
            {
                atHigh = side == -1 ? atHigh / 2 : atHigh;
                (low, atLow, side) = (next, gap, -1);
            }

            double width = high - low;
            double secant = double.IsFinite(atHigh) ? low + (width * (atLow / (atLow - atHigh))) : double.NaN;
            double step = Math.Abs(secant - next);
            if (width <= 4E-16 * high || step <= 2E-16 * high)
            {
                return next;
            }

            next = secant > low && secant < high ? secant : low + (width / 2);
        }

        return next;
    }
}
