using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics;

public sealed class PowerSearchTests
{
    private const double Alpha = .1;
    private const double Delta = .1;
    private const double Rate = .07;

    [Fact]
    public void The_last_size_that_falls_short_is_the_one_that_looking_at_each_size_finds()
    {
        var random = new SplitMix64(41);
        int none = 0;
        int within = 0;
        for (int i = 0; i < 1_500; i++)
        {
            double alpha = .05 + (.9 * random.NextUniform());
            double rate = alpha * random.NextUniform();
            double delta = .01 + (.4 * random.NextUniform());
            double power = .1 + (.85 * random.NextUniform());
            long first = 1 + random.NextBelow(30);
            long last = first + random.NextBelow(40);
            long expected = last;
            while (expected >= first && BinomialBudget.Power(expected, alpha, delta, rate) >= power)
            {
                expected--;
            }

            Assert.Equal(expected, new PowerSearch(alpha, delta, rate, power).LastShort(first, last));
            none += expected < first ? 1 : 0;
            within += expected >= first && expected < last ? 1 : 0;
        }

        Assert.True(none > 200 && within > 200, FormattableString.Invariant($"{none} and {within}"));
    }

    [Fact]
    public void A_size_whose_power_is_just_the_wanted_one_does_not_fall_short()
    {
        for (long n = 22; n < 200; n++)
        {
            double power = BinomialBudget.Power(n, Alpha, Delta, Rate);
            Assert.Equal(n - 1, new PowerSearch(Alpha, Delta, Rate, power).LastShort(n, n));
            Assert.Equal(n, new PowerSearch(Alpha, Delta, Rate, Math.BitIncrement(power)).LastShort(n, n));
        }
    }
}
