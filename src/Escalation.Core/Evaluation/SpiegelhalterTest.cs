using Escalation.Statistics;

namespace Escalation.Evaluation;

/// <summary>Spiegelhalter's test of the hypothesis that every confidence is the probability of being right.</summary>
/// <remarks>
/// <c>z = sum (y - p)(1 - 2p) / sqrt(sum (1 - 2p)^2 p (1 - p))</c>, about standard normal under the hypothesis; above 0 the confidences are too extreme (a Brier score above what they promise). Source:
/// Spiegelhalter, Statistics in Medicine 5, 1986. Assumes independent items and no few of them dominating the variance. It needs no bins, but with many items it rejects what is harmless: read the
/// size of the error beside it. Confidences of exactly 0 or 1 have no variance: a wrong one refutes the hypothesis by itself, whatever z says. It is blind near p = 1/2. Linear, no allocation, thread safe.
/// </remarks>
public static class SpiegelhalterTest
{
    /// <summary>The statistic z, any finite number.</summary>
    /// <param name="confidences">Probabilities of being right, in [0, 1].</param>
    /// <param name="correct">Whether each answer was right; as many.</param>
    /// <returns>z; undefined when every confidence is 0, one half or 1.</returns>
    /// <exception cref="ArgumentException">Thrown when the lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a confidence is outside [0, 1] or NaN, with the index of the first.</exception>
    public static MetricValue Statistic(ReadOnlySpan<double> confidences, ReadOnlySpan<bool> correct)
    {
        EvaluationChecks.Length(correct.Length, confidences.Length, nameof(correct));
        EvaluationChecks.Probabilities(confidences);
        var difference = new CompensatedSum();
        var variance = new CompensatedSum();
        for (int i = 0; i < confidences.Length; i++)
        {
            difference.Add(Difference(confidences[i], correct[i]));
            variance.Add(Variance(confidences[i]));
        }

        return Of(difference.Value, variance.Value, confidences.Length);
    }

    /// <summary>The two-sided p-value <c>P(|Z| &gt;= |z|)</c> of a statistic, in [0, 1]; approximate, see the class.</summary>
    /// <param name="statistic">z, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="statistic"/> is not finite.</exception>
    public static double PValue(double statistic) => Math.Min(1.0, 2.0 * NormalTail.Upper(Math.Abs(Guard.Finite(statistic))));

    internal static double Difference(double confidence, bool correct) => ((correct ? 1.0 : 0.0) - confidence) * (1.0 - (2.0 * confidence));

    internal static double Variance(double confidence)
    {
        double slope = 1.0 - (2.0 * confidence);
        return slope * slope * confidence * (1.0 - confidence);
    }

    internal static MetricValue Of(double difference, double variance, long items) => items == 0 ? MetricValue.Undefined(MetricUndefined.NoItems)
        : variance > 0.0 ? MetricValue.Of(difference / Math.Sqrt(variance))
        : MetricValue.Undefined(MetricUndefined.NoVariance);
}
