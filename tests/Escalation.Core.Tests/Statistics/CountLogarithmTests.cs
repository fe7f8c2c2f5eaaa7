using System.Runtime.Intrinsics;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics;

public class CountLogarithmTests
{
    /// <summary><c>c ln(c/m)</c> from 200-bit arithmetic, as high and low half; the error is the one that is stated, a few units of 2^-98 of the count, which near one another needs the nearest of the tabulated centres.</summary>
    [Theory]
    [InlineData(1000, 1001.0, -0.9995003330835331, -2.337931059032925e-17)]
    [InlineData(12345, 12346.5, -1.4999088773691136, -6.954442063980848e-17)]
    [InlineData(37, 36.75, 0.2508484184590142, 1.6238567434585164e-18)]
    [InlineData(700, 690.0, 10.072116216469725, -2.5796877970386724e-16)]
    public void The_products_have_the_precision_that_is_stated(double count, double mean, double high, double low)
    {
        Vector128<double> highs = CountLogarithm.Of(Vector128.Create(count, 100.0), Vector128.Create(mean, 100.0), Vector128<double>.Zero, out Vector128<double> lows);

        Assert.InRange(highs[0] - high + (lows[0] - low), -5.1e-30 * count, 5.1e-30 * count);

        // A count at its mean, in the other lane: nothing cancels.
        Assert.Equal((0.0, 0.0), (highs[1], lows[1]));
    }
}
