using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics;

/// <summary>P-values and bounds for sums of losses against 50-digit arithmetic: equal to the last place or two and never below.</summary>
public sealed class LossBoundGoldenTests
{
    private static readonly double[][] Rows = GoldenCalibration.Rows("ltt_p_values");

    [Fact]
    public void All_golden_rows_are_read()
    {
        Assert.Equal(264, Rows.Length);
        Assert.Equal(9, GoldenCalibration.Rows("ltt_p_values_bounded_loss").Length);
    }

    [Fact]
    public void P_values_of_counts_match_every_golden_row_and_are_never_below() => Assert.All(Rows, row =>
    {
        (long n, long k, double alpha) = ((long)row[0], (long)row[1], row[2]);
        Outward.AssertUp(row[3], BinomialTail.Lower(k, n, alpha));
        Outward.AssertUp(row[4], Hoeffding.PValue(k, n, alpha));
        Outward.AssertUp(row[5], ChernoffHoeffding.PValue(k, n, alpha));
        Outward.AssertUp(row[6], Bentkus.PValue(k, n, alpha), 4);
        Outward.AssertUp(row[7], HoeffdingBentkus.PValue(k, n, alpha), 4);
        Outward.AssertUp(row[8], Math.Min(ChernoffHoeffding.PValue(k, n, alpha), BinomialTail.Lower(k, n, alpha)));
    });

    [Fact]
    public void P_values_of_bounded_losses_match_every_golden_row() =>
        Assert.All(GoldenCalibration.Rows("ltt_p_values_bounded_loss"), row =>
        {
            (long n, double mean, double alpha, long ceiling) = ((long)row[0], row[1], row[2], (long)row[3]);

            // The file states decimal means; the sum of that many losses is the double nearest to the decimal product.
            double sum = (double)((decimal)mean * n);
            Assert.Equal(ceiling, Math.Ceiling(sum));
            Outward.AssertRelative(row[4], ChernoffHoeffding.PValue(sum, n, alpha), 1e-12);
            Outward.AssertRelative(row[5], Bentkus.PValue(sum, n, alpha), 1e-12);
            Outward.AssertRelative(row[6], HoeffdingBentkus.PValue(sum, n, alpha), 1e-12);
        });

    [Theory]
    [InlineData(100, 2, .1, .0019448846518800164, .0052867446076543446, .0059367739899060208, .27803730045319413)]
    [InlineData(100, 4, .1, .023711082663476764, .064453405137219186, .079616406010411884, .48675225595997165)]
    [InlineData(100, 5, .1, .057576886487033808, .15651020427695315, .18812472262917958, .60653065971263342)]
    [InlineData(500, 38, .1, .039339654316050917, .10693626746518166, .17728506486685592, .56214244519682244)]
    [InlineData(500, 100, .25, .004903704902790191, .013329651929380105, .030165592551451951, .082084998623898795)]
    [InlineData(1000, 80, .1, .017611574675836086, .047873223411874734, .093563954034846614, .44932896411722159)]
    [InlineData(1000, 270, .3, .02012650822366458, .054709521574718966, .11230621064892443, .16529888822158654)]
    [InlineData(1000, 280, .3, .088579522605949924, .24078410667333089, .3809727610665135, .44932896411722159)]
    [InlineData(1000, 0, .01, 4.3171247410658251e-5, 4.3171247410658251e-5, 4.3171247410658251e-5, .81873075307798186)]
    [InlineData(2000, 87, .05, .097930775870285778, .26620344849509337, .39511724293360578, .84450890338603433)]
    [InlineData(10000, 950, .1, .048671428140796514, .13230265868027738, .24414261636337267, .60653065971263342)]
    [InlineData(50, 0, .05, .076944975276713329, .076944975276713329, .076944975276713329, .77880078307140487)]
    public void P_values_of_the_reference_table_are_met(long n, long k, double alpha, double exact, double hb, double kl, double hoeffding)
    {
        // The table was computed for the decimal alpha.
        Outward.AssertRelative(exact, BinomialTail.Lower(k, n, alpha), 2e-14);
        Outward.AssertRelative(hb, HoeffdingBentkus.PValue(k, n, alpha), 2e-14);
        Outward.AssertRelative(kl, ChernoffHoeffding.PValue(k, n, alpha), 2e-14);
        Outward.AssertRelative(hoeffding, Hoeffding.PValue(k, n, alpha), 2e-14);
    }

    [Theory]
    [InlineData(100, 0, .05, .0295130496070399, .0295130496070399, .0295130496070399, .122387341534041, .0869432867972982)]
    [InlineData(100, 2, .05, .0616192003960407, .0741391511480529, .0747333662327732, .142387341534041, .145161701445143)]
    [InlineData(100, 5, .1, .0907714696140702, .107030772757497, .110764712611827, .157298301314467, .174222644306247)]
    [InlineData(500, 25, .1, .0649146594227226, .0708584118699052, .0737101464155484, .0979852591218808, .0878896786415855)]
    [InlineData(1000, 50, .05, .0628634035123797, .0664354877619308, .0686847466490317, .0887022756020495, .0773455059922415)]
    [InlineData(10000, 500, .05, .0537331781906603, .0547495949595575, .0555151468230332, .0622387341534041, .0567809478975025)]
    public void Upper_bounds_of_the_reference_table_are_met(long n, long k, double delta, double exact, double hb, double kl, double hoeffding, double bernstein)
    {
        Outward.AssertRelative(exact, ClopperPearson.Upper(k, n, delta), 1e-14);
        Outward.AssertRelative(hb, HoeffdingBentkus.Upper(k, n, delta), 1e-14);
        Outward.AssertRelative(kl, ChernoffHoeffding.Upper(k, n, delta), 1e-14);
        Outward.AssertRelative(hoeffding, Hoeffding.Upper(k, n, delta), 1e-14);
        Outward.AssertRelative(bernstein, EmpiricalBernstein.Upper(k, n, delta), 1e-14);
    }

    [Fact]
    public void Hoeffding_and_Wilson_match_every_golden_row_of_bounds()
    {
        double[][] rows = GoldenCalibration.Rows("binomial_bounds");
        Assert.Equal(118, rows.Length);
        Assert.All(rows, row =>
        {
            (long n, long k, double delta) = ((long)row[0], (long)row[1], row[2]);
            BinomialInterval wilson = Wilson.Interval(k, n, delta);
            Assert.InRange(wilson.Lower - row[7], -1e-15, 1e-10 * row[7] + 1e-15);
            Outward.AssertRelative(row[8], wilson.Upper, 1e-10);
            Outward.AssertRelative(row[9], Hoeffding.Upper(k, n, delta), 1e-14);
        });
    }

    [Theory]
    [InlineData(.05, 100, 1, 1, 1, -1)]
    [InlineData(.05, 500, 18, 16, 15, 1)]
    [InlineData(.05, 1000, 40, 37, 35, 16)]
    [InlineData(.05, 10000, 471, 460, 453, 392)]
    [InlineData(.1, 100, 5, 4, 4, -1)]
    [InlineData(.1, 500, 40, 37, 36, 26)]
    [InlineData(.1, 1000, 87, 82, 80, 66)]
    [InlineData(.1, 10000, 961, 946, 936, 892)]
    [InlineData(.3, 100, 23, 21, 20, 19)]
    [InlineData(.3, 500, 136, 131, 128, 126)]
    [InlineData(.3, 1000, 280, 273, 269, 266)]
    [InlineData(.3, 10000, 2940, 2917, 2901, 2892)]
    public void The_largest_certifiable_counts_at_level_10_percent_are_the_published_ones(double alpha, long n, long exact, long hb, long kl, long hoeffding)
    {
        Assert.Equal(exact, Largest(n, k => BinomialTail.Lower(k, n, alpha)));
        Assert.Equal(hb, Largest(n, k => HoeffdingBentkus.PValue(k, n, alpha)));
        Assert.Equal(kl, Largest(n, k => ChernoffHoeffding.PValue(k, n, alpha)));
        Assert.Equal(hoeffding, Largest(n, k => Hoeffding.PValue(k, n, alpha)));
    }

    [Theory]
    [InlineData(100, .291, .163, .163, 0)]
    [InlineData(500, .833, .677, .613, .064)]
    [InlineData(1000, .983, .937, .902, .338)]
    public void The_power_at_a_true_rate_of_7_percent_is_the_published_one(long n, double exact, double hb, double kl, double hoeffding)
    {
        Assert.Equal(exact, BinomialTail.Lower(Largest(n, k => BinomialTail.Lower(k, n, .1)), n, .07), 5e-4);
        Assert.Equal(hb, BinomialTail.Lower(Largest(n, k => HoeffdingBentkus.PValue(k, n, .1)), n, .07), 5e-4);
        Assert.Equal(kl, BinomialTail.Lower(Largest(n, k => ChernoffHoeffding.PValue(k, n, .1)), n, .07), 5e-4);
        Assert.Equal(hoeffding, BinomialTail.Lower(Largest(n, k => Hoeffding.PValue(k, n, .1)), n, .07), 5e-4);
    }

    private static long Largest(long n, Func<long, double> p)
    {
        long k = -1;
        while (k < n && p(k + 1) <= .1)
        {
            k++;
        }

        return k;
    }
}
