using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics;

public sealed class NormalQuantileTests
{
    [Theory]
    [InlineData(.4, 0.2533471031357997)]
    [InlineData(.1, 1.2815515655446004)]
    [InlineData(.025, 1.9599639845400543)]
    [InlineData(.005, 2.575829303548901)]
    [InlineData(.001, 3.0902323061678136)]
    [InlineData(1e-6, 4.753424308822899)]
    [InlineData(1e-10, 6.361340902404057)]
    [InlineData(1e-17, 8.493793224109599)]
    [InlineData(1e-50, 14.933337534788489)]
    [InlineData(1e-300, 37.0470962993612)]
    [InlineData(double.Epsilon, 38.467405617144344)]
    public void The_deviate_matches_60_digit_arithmetic(double tail, double expected) =>
        Outward.AssertRelative(expected, NormalQuantile.UpperTail(tail), 1e-14);

    [Theory]
    [InlineData(.75, -0.6744897501960817)]
    [InlineData(.999, -3.090232306167813)]
    public void Tails_above_one_half_have_negative_deviates(double tail, double expected) =>
        Outward.AssertRelative(-expected, -NormalQuantile.UpperTail(tail), 1e-13);
}
