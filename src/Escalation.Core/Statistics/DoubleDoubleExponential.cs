namespace Escalation.Statistics;

/// <summary>The exponential function to some 94 bits, with the power of two kept apart so that nothing underflows.</summary>
/// <remarks>
/// <c>x = e ln 2 + j/32 + s</c> with <c>|s| &lt;= 1/64</c>: <c>exp x = 2^e exp(j/32) exp(s)</c>, the middle factor from a table
/// and the last from its Taylor series.
/// </remarks>
internal static class DoubleDoubleExponential
{
    private const int FirstIndex = -12;

    private static DoubleDouble Sixth => new(0.16666666666666666, 9.25185853854297E-18);

    private static DoubleDouble TwentyFourth => new(0.041666666666666664, 2.3129646346357427E-18);

    private static DoubleDouble HundredTwentieth => new(0.008333333333333333, 1.1564823173178714E-19);

    // exp(j/32) for j = -12..12, each as high and low half, from 100-digit arithmetic.
    // An array, not a collection expression: Stryker cannot take its changes back out of one of those.
    private static ReadOnlySpan<double> Exponentials =>
    new double[]
    {
        0.6872892787909722, -3.7088003061371396E-17,
        0.7091061824373984, -1.2868055655346304E-17,
        0.7316156289466418, 8.35576468031604E-18,
        0.7548396019890073, -9.844076038651084E-18,
        0.7788007830714049, -1.0231869534531498E-17,
        0.8035225736890608, -3.661886830920417E-17,
        0.8290291181804004, -2.7604408719539223E-17,
        0.8553453273074225, 1.7204900005057594E-17,
        0.8824969025845955, -5.224526916735663E-17,
        0.9105103613800342, -3.325048324577564E-17,
        0.9394130628134758, -2.152447043447057E-17,
        0.9692332344763441, -4.801151707083219E-17,
        1.0, 0.0,
        1.0317434074991028, -8.944417741043132E-17,
        1.0644944589178593, 1.0872888143211957E-16,
        1.0982851403078258, 9.070644949793751E-17,
        1.1331484530668263, -5.370737708558031E-18,
        1.1691184461695043, 6.945488167320411E-17,
        1.2062302494209807, 3.9295715071105525E-17,
        1.2445201077660952, -7.440512295261056E-17,
        1.2840254166877414, 8.968972781793724E-17,
        1.3247847587288655, 9.422682377542367E-17,
        1.3668379411737963, 5.1449446596411544E-17,
        1.4102260349257107, -4.1758810273684196E-17,
        1.4549914146182013, 8.517923078996071E-17,
    };

    /// <summary>Computes <c>exp(x)</c> as a mantissa between 0.7 and 1.5 and a power of two; x is finite and below 10^12 in magnitude.</summary>
    public static DoubleDouble Of(DoubleDouble x, out long exponent)
    {
        double turns = Math.Round(x.High / DoubleDoubleLogarithm.Ln2.High);
        exponent = (long)turns;
        DoubleDouble reduced = x - (DoubleDoubleLogarithm.Ln2 * turns);
        int index = (int)Math.Round(32 * reduced.High);
        DoubleDouble s = reduced + (-index / 32.0);
        double v = s.High;
        double rest = (1.0 / 3628800) + (v * ((1.0 / 39916800) + (v / 479001600)));
        rest = v * ((1.0 / 720) + (v * ((1.0 / 5040) + (v * ((1.0 / 40320) + (v * ((1.0 / 362880) + (v * rest))))))));
        DoubleDouble series = DoubleDouble.AddSmaller(HundredTwentieth, rest) * s;
        series = DoubleDouble.AddSmaller(TwentyFourth, series) * s;
        series = DoubleDouble.AddSmaller(Sixth, series) * s;
        series = DoubleDouble.AddSmaller(0.5, series) * s;
        series = DoubleDouble.AddSmaller(DoubleDouble.One, series) * s;
        series = DoubleDouble.AddSmaller(DoubleDouble.One, series);
        int at = 2 * (index - FirstIndex);
        return new DoubleDouble(Exponentials[at], Exponentials[at + 1]) * series;
    }
}
