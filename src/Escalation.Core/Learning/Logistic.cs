namespace Escalation.Learning;

/// <summary>The logistic function and its companions, written so that no argument overflows.</summary>
internal static class Logistic
{
    /// <summary><c>1 / (1 + exp(-z))</c>; NaN stays NaN.</summary>
    internal static double Probability(double z) => ProbabilityAt(z, Exponential(z));

    /// <summary>The same, given <see cref="Exponential"/>.</summary>
    internal static double ProbabilityAt(double z, double exponential) => z >= 0.0 ? 1.0 / (1.0 + exponential) : exponential / (1.0 + exponential);

    /// <summary><c>exp(-|z|)</c>, from which all the rest follows.</summary>
    internal static double Exponential(double z) => Math.Exp(-Math.Abs(z));

    /// <summary><c>p (1 - p)</c> at log-odds z, exact where p rounds to 0 or 1.</summary>
    internal static double Variance(double z) => VarianceAt(Exponential(z));

    /// <summary>The same, given <see cref="Exponential"/>.</summary>
    internal static double VarianceAt(double exponential) => exponential / ((1.0 + exponential) * (1.0 + exponential));

    /// <summary>The log loss <c>-t ln p - (1 - t) ln(1 - p)</c> at log-odds z, in nats.</summary>
    internal static double Loss(double z, double target) => LossAt(z, Exponential(z), target);

    /// <summary>The same, given <see cref="Exponential"/>.</summary>
    internal static double LossAt(double z, double exponential, double target) => Math.Max(z, 0.0) - (target * z) + Log1P(exponential);

    /// <summary><c>ln(1 + e)</c> for e in [0, 1], with the correction for the rounding of 1 + e.</summary>
    private static double Log1P(double e)
    {
        double sum = 1.0 + e;
        return Math.Log(sum) + ((e - (sum - 1.0)) / sum);
    }
}
