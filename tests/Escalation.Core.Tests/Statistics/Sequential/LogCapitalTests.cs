using Escalation.Statistics.Sequential;

namespace Escalation.Core.Tests.Statistics.Sequential;

public sealed class LogCapitalTests
{
    [Fact]
    public void The_lower_end_is_never_above_the_product_and_close_to_it()
    {
        // Factors 2 and 1/2 have exact products, so that the distance is the bound on the error: 12 2^-53 for each factor of 2, twice that for a half.
        var capital = default(LogCapital);
        for (int i = 0; i < 1000; i++)
        {
            capital.Add(1);
        }

        double expected = 1000 * 0.6931471805599453;
        Assert.InRange(capital.Lower, expected - 2e-12, expected - 1e-12);
        for (int i = 0; i < 2000; i++)
        {
            capital.Add(-.5);
        }

        Assert.InRange(capital.Lower, -expected - 5e-12, -expected - 3e-12);
    }

    [Fact]
    public void Tiny_gains_are_not_lost()
    {
        var capital = default(LogCapital);
        for (int i = 0; i < 1000; i++)
        {
            capital.Add(1e-18);
        }

        Assert.InRange(capital.Lower, 9.99e-16, 1e-15);
    }

    [Fact]
    public void A_factor_of_zero_ends_it()
    {
        var capital = default(LogCapital);
        capital.Add(-1);
        capital.Add(1);
        Assert.Equal(double.NegativeInfinity, capital.Lower);
    }
}
