namespace Escalation.Learning.Wide;

/// <summary>The losses with their derivatives, from one exponential.</summary>
internal static class WideLoss
{
    /// <summary>The loss of the value z against a target, its first and its second derivative in z.</summary>
    internal static double Of(WideObjective objective, double z, double target, out double slope, out double curvature)
    {
        if (objective == WideObjective.SquaredError)
        {
            slope = z - target;
            curvature = 1.0;
            return 0.5 * slope * slope;
        }

        double e = Math.Exp(-Math.Abs(z));
        double denominator = 1.0 + e;
        slope = ((z >= 0.0 ? 1.0 : e) / denominator) - target;
        curvature = e / (denominator * denominator);
        double logarithm = Math.Log(denominator) + ((e - (denominator - 1.0)) / denominator);
        return Math.Max(z, 0.0) - (target * z) + logarithm;
    }

    /// <summary>The constant value that fits the targets best.</summary>
    internal static double BestConstant(WideObjective objective, double meanTarget) => objective == WideObjective.SquaredError
        ? meanTarget
        : Math.Log(meanTarget) - Math.Log(1.0 - meanTarget);
}
