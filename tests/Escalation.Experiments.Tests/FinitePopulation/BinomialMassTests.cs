using Escalation.Experiments.FinitePopulation;
using Escalation.Statistics;

namespace Escalation.Experiments.Tests.FinitePopulation;

public class BinomialMassTests
{
    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(10, 0.05)]
    [InlineData(500, 0.1)]
    [InlineData(6000, 0.0833)]
    [InlineData(1000, 0.97)]
    public void The_probabilities_add_up_to_the_exact_tails(int trials, double probability)
    {
        var mass = BinomialMass.Of(trials, probability);
        double sum = 0.0;
        for (int count = 0; count <= trials; count++)
        {
            sum += mass[count];
            Assert.Equal(BinomialTail.Lower(count, trials, probability), sum, 1e-12);
        }

        Assert.Equal(1.0, sum, 1e-13);
    }

    [Fact]
    public void A_probability_has_a_small_relative_error_also_far_out()
    {
        var mass = BinomialMass.Of(500, 0.1);
        Assert.InRange(mass[0] / BinomialTail.Lower(0, 500, 0.1), 1 - 1e-12, 1 + 1e-12);
        Assert.InRange(mass[150] / (BinomialTail.Upper(150, 500, 0.1) - BinomialTail.Upper(151, 500, 0.1)), 1 - 1e-11, 1 + 1e-11);
    }

    [Fact]
    public void What_is_far_below_any_digit_is_left_out()
    {
        var mass = BinomialMass.Of(10_000, 0.5);
        Assert.InRange(mass.Values.Length, 1000, 2000);
        Assert.Equal(0.0, mass[0]);
        Assert.Equal(0.0, mass[10_000]);
        Assert.Equal(0.0, mass[-1]);
        Assert.Equal(0.0, mass[10_001]);
    }

    [Fact]
    public void Certain_counts_have_probability_one()
    {
        Assert.Equal(1.0, BinomialMass.Of(0, 0.3)[0]);
        Assert.Equal(1.0, BinomialMass.Of(7, 0.0)[0]);
        Assert.Equal(0.0, BinomialMass.Of(7, 0.0)[1]);
        Assert.Equal(1.0, BinomialMass.Of(7, 1.0)[7]);
        Assert.Equal(0.0, BinomialMass.Of(7, 1.0)[6]);
    }

    [Theory]
    [InlineData(-1, 0.5)]
    [InlineData(1, -0.1)]
    [InlineData(1, 1.1)]
    [InlineData(1, double.NaN)]
    public void What_is_not_a_binomial_law_is_refused(int trials, double probability) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => BinomialMass.Of(trials, probability));
}
