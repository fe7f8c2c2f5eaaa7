namespace Escalation.Calibration.Grouping;

/// <summary>Means that are never below the true one.</summary>
internal static class Quotient
{
    /// <summary>The least double at or above <c>sum/count</c>, for a sum from 0 to the count.</summary>
    internal static double Up(double sum, int count)
    {
        double mean = sum / count;
        return Math.FusedMultiplyAdd(mean, count, -sum) < 0.0 ? Math.BitIncrement(mean) : mean;
    }
}
