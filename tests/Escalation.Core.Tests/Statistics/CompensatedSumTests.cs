using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics;

public class CompensatedSumTests
{
    /// <summary>The example of Neumaier (1974), which defeats plain and Kahan sums, in both orders of sizes.</summary>
    [Theory]
    [InlineData(new[] { 1.0, 1e100, 1.0, -1e100 }, 2.0)]
    [InlineData(new[] { -1.0, -1e100, -1.0, 1e100 }, -2.0)]
    [InlineData(new[] { 1e100, 1.0, -1e100, 1.0 }, 2.0)]
    [InlineData(new[] { 9007199254740992.0, 1.0, 1.0, 1.0, 1.0 }, 9007199254740996.0)]
    [InlineData(new double[0], 0.0)]
    public void What_the_additions_round_off_is_kept(double[] terms, double sum)
    {
        var compensated = new CompensatedSum();
        foreach (double term in terms)
        {
            compensated.Add(term);
        }

        Assert.Equal(sum, compensated.Value);
    }

    [Fact]
    public void A_million_tenths_are_the_exact_product_rounded_once()
    {
        var sum = new CompensatedSum();
        for (int i = 0; i < 1_000_000; i++)
        {
            sum.Add(0.1);
        }

        // The double nearest to a tenth, times a million, is the double nearest to 100,000 of them.
        Assert.Equal(0.1 * 1_000_000, sum.Value);
    }
}
