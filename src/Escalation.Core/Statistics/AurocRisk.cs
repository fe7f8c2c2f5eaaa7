namespace Escalation.Statistics;

/// <summary>
/// Tests and bounds of the risk <c>R = 1 - AUROC</c>, which is a two-sample U-statistic and no mean of n independent losses: what it is worth is set by the smaller class.
/// </summary>
/// <remarks>
/// <para>
/// Bounds for means applied to all n items are <b>not valid</b> here and reject far too often. The items must be independent and identically distributed within each class. The average over all pairs is
/// an average, over all ways to pair the classes off, of means of <c>m = min(n+, n-)</c> independent comparisons with values 0, 1/2 (ties) and 1 (Hoeffding, 1963, section 5). By
/// convexity its exponential moments, and the expectations <c>E(h - mR)+</c> that the Bentkus bound starts from, are at most those of one such mean, so that the bounds for
/// m independent losses hold: <see cref="PValue"/>, <see cref="HoeffdingPValue"/> and <see cref="HoeffdingBentkusPValue"/>.
/// </para>
/// <para>
/// <see cref="AurocPairs"/> takes m disjoint pairs instead and tests them exactly, which gives away the smoothness of the full average and saves the slack of a bound. Share of 2,000 simulated
/// samples certified at alpha .2 and delta .1 by pairs / <see cref="HoeffdingBentkusPValue"/>, true risk .143: .55 / .20 with 100 items in each class, .90 / .81 with 300, .55 / .05 with 100 and 1,000. A true risk of
/// .1 with 100 and 1,000: .93 / .96. Decide before seeing the scores; testing both ways needs delta/2 each.
/// </para>
/// <para>All p-values are for the hypothesis that the risk exceeds alpha, are 1 when a class is empty, are never below the formula for the double alpha, and reject at <c>p &lt;= delta</c>. Constant time, no allocation, thread safe.</para>
/// </remarks>
public static class AurocRisk
{
    private const double DistanceError = 7.9E-31; // 2^-100

    /// <summary>The p-value <c>exp(-m KL(min(R, alpha) || alpha))</c> with m the smaller class.</summary>
    /// <param name="counts">The ordering of the calibration scores.</param>
    /// <param name="alpha">The risk level, strictly between 0 and 1: the largest 1 - AUROC that is acceptable.</param>
    /// <returns>A probability in (0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when alpha is out of range or NaN.</exception>
    public static double PValue(AurocCounts counts, double alpha)
    {
        Check.OpenProbability(alpha);
        return ChernoffHoeffding.OfSum(counts.LossSum, counts.EffectiveTrials, alpha);
    }

    /// <summary>The p-value <c>exp(-2 m (alpha - R)^2)</c> with m the smaller class; never below <see cref="PValue"/>.</summary>
    /// <inheritdoc cref="PValue"/>
    public static double HoeffdingPValue(AurocCounts counts, double alpha)
    {
        Check.OpenProbability(alpha);
        return counts.EffectiveTrials == 0 ? 1 : OutwardExponential.Up(Deviance.LogHoeffding(counts.LossSum, counts.EffectiveTrials, alpha));
    }

    /// <summary>The smaller one of <see cref="PValue"/> and <c>e P(Bin(m, alpha) &lt;= ceil(m R))</c> with m the smaller class.</summary>
    /// <inheritdoc cref="PValue"/>
    public static double HoeffdingBentkusPValue(AurocCounts counts, double alpha)
    {
        Check.OpenProbability(alpha);
        return counts.EffectiveTrials == 0
            ? 1
            : Math.Min(PValue(counts, alpha), Bentkus.OfCount(Ceiling(counts), counts.EffectiveTrials, alpha));
    }

    /// <summary>
    /// The p-value <c>exp(-2 t^2 n+ n- / (n+ + n-))</c> with <c>t = max(0, alpha - R)</c>, from the bounded differences of one item each (McDiarmid, 1989).
    /// Never below <see cref="HoeffdingPValue"/>, as <c>n+ n- / (n+ + n-)</c> is less than m.
    /// </summary>
    /// <inheritdoc cref="PValue"/>
    public static double McDiarmidPValue(AurocCounts counts, double alpha)
    {
        Check.OpenProbability(alpha);
        if (counts.EffectiveTrials == 0)
        {
            return 1;
        }

        DoubleDouble pairs = DoubleDouble.TwoProduct(counts.Positives, counts.Negatives);
        DoubleDouble risk = AurocCounts.Exact(counts.TwiceMisordered) / pairs.Scale(2);
        DoubleDouble distance = (DoubleDouble)alpha - risk + -DistanceError;
        if (distance.High <= 0)
        {
            return 1;
        }

        DoubleDouble exponent = distance * distance * pairs * 2 / (double)(counts.Positives + counts.Negatives);
        return OutwardExponential.Up(-exponent + (exponent.High * OutwardRounding.BoundError));
    }

    /// <summary>The upper confidence bound on the risk, the least double u with <c>PValue(counts, u) &lt;= delta</c>: 1 - AUROC lies at or below it with confidence 1 - delta at least.</summary>
    /// <param name="counts">The ordering of the calibration scores.</param>
    /// <param name="delta">The error level, strictly between 0 and 1.</param>
    /// <returns>A number in (0, 1], 1 when a class is empty.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when delta is out of range or NaN.</exception>
    public static double Upper(AurocCounts counts, double delta)
    {
        Check.OpenProbability(delta);
        return ChernoffHoeffding.Upper(counts.LossSum, counts.EffectiveTrials, delta);
    }

    private static long Ceiling(AurocCounts counts)
    {
        long unit = 2 * Math.Max(counts.Positives, counts.Negatives);
        return (counts.TwiceMisordered / unit) + (counts.TwiceMisordered % unit == 0 ? 0 : 1);
    }
}
