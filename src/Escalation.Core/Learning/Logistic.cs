namespace Escalation.Learning;

/// <summary>The logistic function and its companions, written so that no argument overflows.</summary>
internal static class Logistic
{
    /// <summary><c>1 / (1 + exp(-z))</c>; NaN stays NaN.</summary>
    internal static double Probability(double z)
    {
        double e = Math.Exp(-Math.Abs(z));
        return z >= 0.0 ? 1.0 / (1.0 + e) : e / (1.0 + e);
    }

    /// <summary><c>p (1 - p)</c> at log-odds z, exact where p rounds to 0 or 1.</summary>
    internal static double Variance(double z)
    {
        double e = Math.Exp(-Math.Abs(z));
        return e / ((1.0 + e) * (1.0 + e));
    }

    /// <summary>The log loss <c>-t ln p - (1 - t) ln(1 - p)</c> at log-odds z, in nats.</summary>
    internal static double Loss(double z, double target) => Math.Max(z, 0.0) - (target * z) + Log1P(Math.Exp(-Math.Abs(z)));

    /// <summary><c>ln(1 + e)</c> for e in [0, 1], with the correction for the rounding of 1 + e.</summary>
    private static double Log1P(double e)
    {
        double sum = 1.0 + e;
        return Math.Log(sum) + ((e - (sum - 1.0)) / sum);
    }
}
