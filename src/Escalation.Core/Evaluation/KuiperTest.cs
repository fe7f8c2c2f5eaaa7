using Escalation.Statistics;

namespace Escalation.Evaluation;

/// <summary>A test of the hypothesis that every confidence is the probability of being right, by the range of cumulative differences: the largest misfit of any interval of confidences, without bins.</summary>
/// <remarks>
/// <c>(max - min over k of the sum over the k least confident of (y - p)) / sqrt(sum p (1 - p))</c>, k from 0 on; under the hypothesis about the range of Brownian motion up to time 1. It is never below <see cref="KolmogorovSmirnovTest"/>,
/// which looks at intervals from the least confident on alone, and sees overconfidence in the middle as well. Source: Arrieta-Ibarra, Gujral, Tannen, Tygert and Xu, Metrics of calibration for probabilistic predictions, 2022
/// (ECCE-R). Assumptions and cost as there; thread safe.
/// </remarks>
public static class KuiperTest
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
            : CumulativeDifferences.Of(confidences, correct) is { } differences ? MetricValue.Of(differences.Most - differences.Least)
            : MetricValue.Undefined(MetricUndefined.NoVariance);
    }

    /// <summary>The p-value: the probability that Brownian motion up to time 1 has at least such a range. In [0, 1]; approximate, see the class.</summary>
    /// <param name="statistic">The statistic, finite and 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="statistic"/> is negative or not finite.</exception>
    /// <remarks>Two series of the same law (Feller 1951): far out the terms fall quickly by themselves, near 0 after Poisson's summation.</remarks>
    public static double PValue(double statistic)
    {
        if (Guard.Finite(statistic) < 0.0)
        {
            throw new ArgumentOutOfRangeException(nameof(statistic), statistic, FormattableString.Invariant($"statistic must be 0 or more, but was {statistic:R}."));
        }

        return statistic < 1.5 ? Math.Clamp(1.0 - Near(statistic), 0.0, 1.0) : Far(statistic);
    }

    private static double Far(double statistic)
    {
        double sum = 0.0;
        for (int k = 8; k >= 1; k--)
        {
            sum = (k * NormalTail.Upper(k * statistic)) - sum;
        }

        return Math.Min(8.0 * sum, 1.0);
    }

    /// <summary>The probability of a smaller range.</summary>
    private static double Near(double statistic)
    {
        double square = statistic * statistic;
        if (square == 0.0)
        {
            return 0.0;
        }

        double sum = 0.0;
        for (int k = 9; k >= 1; k -= 2)
        {
            double frequency = k * k * Math.PI * Math.PI;
            double decay = Math.Exp(-frequency / (2.0 * square));
            sum += decay == 0.0 ? 0.0 : ((1.0 / square) + (1.0 / frequency)) * decay;
        }

        return 8.0 * sum;
    }
}
