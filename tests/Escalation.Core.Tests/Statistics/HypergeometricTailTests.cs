using Escalation.Statistics;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Statistics;

public class HypergeometricTailTests
{
    [Fact]
    public void Every_tail_of_a_small_population_is_the_quotient_of_whole_numbers()
    {
        for (int population = 0; population <= 12; population++)
        {
            for (int marked = 0; marked <= population; marked++)
            {
                for (int draws = 0; draws <= population; draws++)
                {
                    for (int count = -1; count <= draws + 1; count++)
                    {
                        double expected = WholeNumbers.HypergeometricLower(count, population, marked, draws);
                        Assert.Equal(expected, HypergeometricTail.Lower(count, population, marked, draws), 1e-14);
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(220, 2590, 778, 793)]
    [InlineData(40, 6000, 601, 500)]
    [InlineData(136, 6000, 1801, 500)]
    [InlineData(87, 2163, 217, 1000)]
    [InlineData(10, 6000, 1801, 500)]
    [InlineData(0, 6000, 1801, 500)]
    [InlineData(170, 6000, 1801, 500)]
    [InlineData(2500, 10000, 5000, 5000)]
    [InlineData(80, 100000, 10001, 1000)]
    public void Tails_of_large_populations_are_exact_to_twelve_digits(int count, int population, int marked, int draws)
    {
        double expected = WholeNumbers.HypergeometricLower(count, population, marked, draws);
        Assert.InRange(HypergeometricTail.Lower(count, population, marked, draws) / expected, 1 - 1e-12, 1 + 1e-12);
    }

    [Fact]
    public void Marked_and_drawn_items_exchange_their_roles()
    {
        for (int count = 20; count <= 60; count++)
        {
            Assert.Equal(HypergeometricTail.Lower(count, 3000, 400, 300), HypergeometricTail.Lower(count, 3000, 300, 400), 1e-13);
        }
    }

    [Theory]
    [InlineData(-1, 0, 0)]
    [InlineData(10, 11, 5)]
    [InlineData(10, 5, 11)]
    [InlineData(10, -1, 5)]
    [InlineData(10, 5, -1)]
    public void What_is_not_a_population_is_refused(int population, int marked, int draws) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => HypergeometricTail.Lower(1, population, marked, draws));
}
