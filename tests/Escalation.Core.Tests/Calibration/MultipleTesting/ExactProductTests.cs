using Escalation.Calibration.MultipleTesting;

namespace Escalation.Core.Tests.Calibration.MultipleTesting;

public sealed class ExactProductTests
{
    /// <summary>With <c>B = 2^52 + 1</c> and <c>m = 2^24 (2^104 - 2^52 + 1)</c> the product <c>B m</c> is <c>2^180 + 2^24</c>, so that <c>2^-180 B m</c> exceeds 1 in the 157th bit, which lies in the lower words of both.</summary>
    [Fact]
    public void Products_whose_factors_lie_far_apart_are_told_apart_in_the_last_bit()
    {
        double b = Math.ScaleB(4503599627370497.0, -180);
        UInt128 m = ((UInt128.One << 104) - (UInt128.One << 52) + 1) << 24;

        Assert.Equal(-1, ExactProduct.Compare(1.0, 1, b, m));
        Assert.Equal(1, ExactProduct.Compare(b, m, 1.0, 1));
        Assert.Equal(1, ExactProduct.Compare(1.0, 1, b, m - 1));
        Assert.Equal(0, ExactProduct.Compare(b, m, b, m));
    }

    [Fact]
    public void Nothing_is_less_than_anything()
    {
        Assert.Equal(-1, ExactProduct.Compare(0.0, 5, double.Epsilon, 1));
        Assert.Equal(1, ExactProduct.Compare(double.Epsilon, 1, 1.0, 0));
        Assert.Equal(0, ExactProduct.Compare(0.0, 5, 1.0, 0));
    }
}
