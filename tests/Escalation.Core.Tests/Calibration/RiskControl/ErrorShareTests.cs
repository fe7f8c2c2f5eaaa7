using Escalation.Calibration.RiskControl;
using Escalation.Core.Tests.Calibration.MultipleTesting;

namespace Escalation.Core.Tests.Calibration.RiskControl;

public sealed class ErrorShareTests
{
    [Fact]
    public void A_share_is_the_greatest_double_within_the_exact_product()
    {
        for (int i = 1; i < 600; i++)
        {
            double delta = i / 601.0;
            double share = ((i * 37 % 599) + 1) / 600.0;
            AssertGreatestWithin(ErrorShare.Of(delta, share), Rational.Of(delta) * Rational.Of(share));
        }
    }

    [Fact]
    public void The_rest_is_the_greatest_double_within_the_exact_difference()
    {
        for (int i = 1; i < 600; i++)
        {
            double delta = i / 601.0;
            double spent = delta * (((i * 37 % 599) + 1) / 600.0);
            AssertGreatestWithin(ErrorShare.Rest(delta, spent), Rational.Of(delta) - Rational.Of(spent));
        }
    }

    private static void AssertGreatestWithin(double level, Rational exact)
    {
        Assert.True(Rational.Of(level) <= exact, $"{level:R} is above");
        Assert.True(Rational.Of(Math.BitIncrement(level)) > exact, $"{level:R} is not the greatest");
    }
}
