namespace Escalation.Calibration.MultipleTesting;

/// <summary>A share n/d of an error level, and back. Both directions are rounded to the safe side by exact comparison, so that they are one event: <c>p &lt;= Level(delta, n, d)</c> if and only if <c>Needed(p, n, d) &lt;= delta</c> if and only if <c>p d &lt;= delta n</c> over the reals.</summary>
internal static class LevelShare
{
    /// <summary>The greatest double that is at most <c>delta/parts</c>; so many of it add up to at most delta.</summary>
    internal static double Level(double delta, int parts)
    {
        double level = delta / parts;
        return Math.FusedMultiplyAdd(level, parts, -delta) > 0 ? Math.BitDecrement(level) : level;
    }

    /// <summary>The least double that is at least <c>pValue parts</c>, the delta of which one of so many equal shares reaches the p-value.</summary>
    internal static double Needed(double pValue, int parts)
    {
        double needed = pValue * parts;
        return Math.FusedMultiplyAdd(pValue, parts, -needed) > 0 ? Math.BitIncrement(needed) : needed;
    }

    /// <summary>The greatest double that is at most <c>delta numerator/denominator</c>, for a numerator of at most the denominator.</summary>
    internal static double Level(double delta, UInt128 numerator, UInt128 denominator)
    {
        double level = delta * ((double)numerator / (double)denominator);
        while (ExactProduct.Compare(level, denominator, delta, numerator) > 0)
        {
            level = Math.BitDecrement(level);
        }

        for (double next = Math.BitIncrement(level); ExactProduct.Compare(next, denominator, delta, numerator) <= 0; next = Math.BitIncrement(level))
        {
            level = next;
        }

        return level;
    }

    /// <summary>The least double that is at least <c>pValue denominator/numerator</c>; infinity without a share, and possibly where the quotient is above 2.</summary>
    internal static double Needed(double pValue, UInt128 numerator, UInt128 denominator)
    {
        if (numerator == UInt128.Zero)
        {
            return double.PositiveInfinity;
        }

        double needed = pValue * ((double)denominator / (double)numerator);
        if (needed > 2)
        {
            return double.PositiveInfinity;
        }

        while (ExactProduct.Compare(needed, numerator, pValue, denominator) < 0)
        {
            needed = Math.BitIncrement(needed);
        }

        while (needed > 0 && ExactProduct.Compare(Math.BitDecrement(needed), numerator, pValue, denominator) >= 0)
        {
            needed = Math.BitDecrement(needed);
        }

        return needed;
    }
}
