using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics;

public class BinomialTailGoldenTests
{
    private static readonly double[][] Rows = GoldenCalibration.Rows("binomial_lower_tail");

    [Fact]
    public void All_golden_rows_are_read() => Assert.Equal(626, Rows.Length);

    [Fact]
    public void Lower_tail_matches_every_golden_row_to_two_last_places_and_is_never_below()
    {
        Assert.All(Rows, row => AssertTight(row[3], BinomialTail.Lower((long)row[1], (long)row[0], row[2])));
    }

    [Fact]
    public void Logarithm_of_the_lower_tail_matches_every_golden_row_to_two_last_places_and_is_never_below()
    {
        Assert.All(Rows, row => AssertTight(row[4], BinomialTail.LogLower((long)row[1], (long)row[0], row[2])));
    }

    [Fact]
    public void Upper_tail_matches_the_complement_of_every_golden_row()
    {
        Assert.All(Rows, row => AssertTight(row[5], BinomialTail.Upper((long)row[1] + 1, (long)row[0], row[2])));
    }

    [Theory]
    [InlineData(100, 2, .1, 0.0019448846518800164)]
    [InlineData(100, 4, .1, 0.023711082663476764)]
    [InlineData(100, 5, .1, 0.057576886487033808)]
    [InlineData(500, 38, .1, 0.039339654316050917)]
    [InlineData(500, 100, .25, 0.004903704902790191)]
    [InlineData(1000, 80, .1, 0.017611574675836086)]
    [InlineData(1000, 270, .3, 0.02012650822366458)]
    [InlineData(1000, 280, .3, 0.088579522605949924)]
    [InlineData(1000, 0, .01, 4.3171247410658251e-5)]
    [InlineData(2000, 87, .05, 0.097930775870285778)]
    [InlineData(10000, 950, .1, 0.048671428140796514)]
    [InlineData(50, 0, .05, 0.076944975276713329)]
    [InlineData(200, 10, .1, 0.0080712499551026853)]
    public void P_values_of_the_reference_table_are_met(long n, long k, double alpha, double expected)
    {
        // The table was computed for the decimal alpha; its double differs by up to 2^-54, times some k in the tail.
        Assert.InRange(BinomialTail.Lower(k, n, alpha) / expected, 1 - 1e-14, 1 + 1e-14);
    }

    [Theory]
    [InlineData(1_000_000_000, 99_980_000, .1, 0.017507676097697537, -4.0451158600703625)]
    [InlineData(1_000_000_000, 100_010_000, .1, 0.8540914331953613, -0.15771702629300519)]
    [InlineData(100_000_000, 1_002_000, .01, 0.9777885972106631, -0.022461790584191565)]
    [InlineData(100_000_000, 999_000, .01, 0.15755996411225767, -1.847949168651369)]
    public void Huge_samples_match_60_digit_arithmetic(long n, long k, double p, double value, double log)
    {
        AssertTight(value, BinomialTail.Lower(k, n, p));
        AssertTight(log, BinomialTail.LogLower(k, n, p));
    }

    [Theory]
    [InlineData(120, 0.0016791353186316)]
    [InlineData(130, 0.027325266145933)]
    [InlineData(135, 0.0775023603160277)]
    [InlineData(136, 0.0929821820542229)]
    [InlineData(137, 0.110608840383847)]
    [InlineData(0, 3.54013649449526e-78)]
    [InlineData(20, 4.56671948170742e-50)]
    public void Distribution_at_500_and_30_percent_is_met(long k, double expected) =>
        Assert.InRange(BinomialTail.Lower(k, 500, .3) / expected, 1 - 1e-14, 1 + 1e-14);

    /// <summary>
    /// The golden double is the true value rounded to nearest, so the least double at or above the truth is it or the next
    /// one; one more is allowed for a value too close to a double to decide.
    /// </summary>
    private static void AssertTight(double nearest, double actual)
    {
        double last = nearest == 0 && actual <= 0 ? 0 : Math.BitIncrement(Math.BitIncrement(nearest));
        Assert.True(
            actual >= nearest && actual <= last,
            FormattableString.Invariant($"expected {nearest:R} to {last:R}, got {actual:R}"));
    }
}
