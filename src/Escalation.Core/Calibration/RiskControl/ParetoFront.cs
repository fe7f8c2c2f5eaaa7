namespace Escalation.Calibration.RiskControl;

/// <summary>Finds the points that no other point beats in one coordinate without losing in another.</summary>
internal static class ParetoFront
{
    /// <summary>Whether each point is efficient: no other point is at most as large in every coordinate and smaller in one. Equal points are efficient together. <c>O(m^2 d)</c> for m points of d coordinates.</summary>
    /// <param name="points">The coordinates, all to be small; none NaN.</param>
    internal static bool[] Efficient(double[][] points)
    {
        bool[] efficient = new bool[points.Length];
        for (int i = 0; i < points.Length; i++)
        {
            efficient[i] = true;
            for (int j = 0; j < points.Length && efficient[i]; j++)
            {
                efficient[i] = !Dominates(points[j], points[i]);
            }
        }

        return efficient;
    }

    private static bool Dominates(double[] one, double[] other)
    {
        bool smaller = false;
        for (int d = 0; d < one.Length; d++)
        {
            if (one[d] > other[d])
            {
                return false;
            }

            smaller |= one[d] < other[d];
        }

        return smaller;
    }
}
