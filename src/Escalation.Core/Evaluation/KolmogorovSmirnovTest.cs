using Escalation.Statistics;

namespace Escalation.Evaluation;

/// <summary>A test of the hypothesis that every confidence is the probability of being right, by the largest cumulative difference: it needs no bins.</summary>
/// <remarks>
/// <c>max over k of |sum over the k least confident of (y - p)| / sqrt(sum p (1 - p))</c>; under the hypothesis about the largest distance from 0 of Brownian motion up to time 1. Source: Arrieta-Ibarra, Gujral, Tannen,
/// Tygert and Xu, Metrics of calibration for probabilistic predictions, 2022 (ECCE-MAD). Assumes independent items, no few of them dominating the variance. With many items it rejects what is harmless: read the size of the error
/// beside it. Equal confidences are taken together, so the order of the file plays no part. Confidences of exactly 0 or 1 have no variance: a wrong one refutes the hypothesis by itself. Sorts a copy; thread safe.
/// </remarks>
public static class KolmogorovSmirnovTest
{
    /// <summary>The statistic, in standard deviations of the sum of all differences; 0 or more.</summary>
    /// <param name="confidences">Probabilities of being right, in [0, 1].</param>
    /// <param name="correct">Whether each answer was right; as many.</param>
    /// <returns>The statistic; undefined without items and when every confidence is 0 or 1.</returns>
    /// <exception cref="ArgumentException">Thrown when the lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a confidence is outside [0, 1] or NaN, with the index of the first.</exception>
    public static MetricValue Statistic(ReadOnlySpan<double> confidences, ReadOnlySpan<bool> correct)
    {
        EvaluationChecks.Length(correct.Length, confidences.Length, nameof(correct));
        EvaluationChecks.Probabilities(confidences);
        return confidences.IsEmpty ? MetricValue.Undefined(MetricUndefined.NoItems)
            : CumulativeDifferences.Of(confidences, correct) is { } differences ? MetricValue.Of(Math.Max(differences.Most, -differences.Least))
            : MetricValue.Undefined(MetricUndefined.NoVariance);
    }

    /// <summary>The p-value: the probability that Brownian motion goes at least so far from 0 up to time 1. In [0, 1]; approximate, see the class.</summary>
    /// <param name="statistic">The statistic, finite and 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="statistic"/> is negative or not finite.</exception>
    /// <remarks>Two series of the same law (Feller 1971, X.5): by reflections far out, where each term is far smaller than the one before it, by eigenfunctions near 0.</remarks>
    public static double PValue(double statistic)
    {
        if (Guard.Finite(statistic) < 0.0)
        {
            throw new ArgumentOutOfRangeException(nameof(statistic), statistic, FormattableString.Invariant($"statistic must be 0 or more, but was {statistic:R}."));
        }

        return statistic < 1.0 ? Math.Clamp(1.0 - Near(statistic), 0.0, 1.0) : Far(statistic);
    }

    private static double Far(double statistic)
    {
        double sum = 0.0;
        for (int k = 9; k >= 1; k -= 2)
        {
            sum = NormalTail.Upper(k * statistic) - sum;
        }

        return Math.Min(4.0 * sum, 1.0);
    }

    /// <summary>The probability to stay within.</summary>
    private static double Near(double statistic)
    {
        if (statistic * statistic == 0.0)
        {
            return 0.0;
        }

        double sum = 0.0;
        for (int k = 9; k >= 1; k -= 2)
        {
            sum = (Math.Exp(-(k * k * Math.PI * Math.PI) / (8.0 * statistic * statistic)) / k) - sum;
        }

        return 4.0 / Math.PI * sum;
    }
}
