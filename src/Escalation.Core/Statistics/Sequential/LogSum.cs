namespace Escalation.Statistics.Sequential;

/// <summary>Sums of numbers that are kept as logarithms; -infinity is a zero.</summary>
internal static class LogSum
{
    /// <summary><c>ln(e^a + e^b)</c>.</summary>
    internal static double Of(double a, double b)
    {
        double larger = Math.Max(a, b);
        double smaller = Math.Min(a, b);
        return double.IsNegativeInfinity(smaller) ? larger : larger + Elementary.LogOnePlus(Math.Exp(smaller - larger));
    }

    /// <summary><c>ln sum_i e^(x_i)</c>; -infinity when there is nothing but zeros.</summary>
    internal static double Of(ReadOnlySpan<double> values)
    {
        double largest = double.NegativeInfinity;
        foreach (double value in values)
        {
            largest = Math.Max(largest, value);
        }

        if (double.IsNegativeInfinity(largest))
        {
            return largest;
        }

        double sum = 0.0;
        foreach (double value in values)
        {
            sum += Math.Exp(value - largest);
        }

        return largest + Math.Log(sum);
    }
}
