using System.Globalization;

namespace Escalation.Calibration.Grouping;

/// <summary>Importance weights: how much more often an item's kind occurs in deployment than in the calibration set, up to a common factor.</summary>
/// <remarks>
/// <para>Let items be drawn from P and met in deployment from Q, with <c>w = dQ/dP</c> up to a factor, known and at most w_max, both fixed before the calibration data were seen. For a loss L in [0, 1] that counts on some of the items (those acted on, say), the risk under Q is <c>E[w L 1] / E[w 1]</c>: numerator and denominator are both random in a sample. But</para>
/// <para><c>risk under Q &gt; alpha &lt;=&gt; E[w (L - alpha) 1] &gt; 0 &lt;=&gt; E[alpha + (w / w_max) (L - alpha) | 1] &gt; alpha</c>,</para>
/// <para>and <c>M = alpha + (w / w_max) (L - alpha)</c> lies in [0, 1]. So the hypothesis under Q is one on the mean of M under P, and every method for bounded losses tests it. No exact binomial test does: a weighted count is not binomial, and an effective sample size in its place has no guarantee.</para>
/// <para>The price of weights is w_max over their mean, about so many times the items.</para>
/// </remarks>
public static class ImportanceWeights
{
    /// <summary>Three roundings of numbers of at most one, twice over.</summary>
    private const double Rounding = 4.4408920985006262E-16; // 2^-51

    /// <summary>The losses M whose mean exceeds alpha under the calibration distribution exactly where that of the losses does under the weighted one.</summary>
    /// <param name="losses">The losses, in [0, 1].</param>
    /// <param name="weights">One weight for each loss, in [0, <paramref name="maximum"/>].</param>
    /// <param name="maximum">The bound w_max on weights, finite and above 0, fixed beforehand: not the largest of these.</param>
    /// <param name="alpha">The risk level, strictly between 0 and 1.</param>
    /// <returns>Losses in [0, 1], never below the true M.</returns>
    /// <exception cref="ArgumentException">Thrown when a loss is outside [0, 1], a weight is NaN, negative or above the maximum, or the lengths differ; the message names the index.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the maximum or alpha is out of range.</exception>
    public static double[] Transform(ReadOnlySpan<double> losses, ReadOnlySpan<double> weights, double maximum, double alpha)
    {
        Guard.OpenProbability(alpha);
        Require(weights, losses.Length, maximum);
        double[] transformed = new double[losses.Length];
        for (int i = 0; i < transformed.Length; i++)
        {
            if (!(losses[i] >= 0.0 && losses[i] <= 1.0))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"losses[{i}] must be in [0, 1], but was {losses[i]:R}."), nameof(losses));
            }

            transformed[i] = Transform(losses[i], weights[i], maximum, alpha);
        }

        return transformed;
    }

    /// <summary>Kish's effective sample size, <c>(sum w)^2 / sum w^2</c>: how many items of equal weight would vary as much. A description; no guarantee rests on it.</summary>
    /// <param name="weights">Weights, finite and at least 0.</param>
    /// <returns>A number from 0 to the number of weights; 0 when no weight is above 0.</returns>
    /// <exception cref="ArgumentException">Thrown when a weight is not finite or negative; the message names its index.</exception>
    public static double EffectiveSampleSize(ReadOnlySpan<double> weights)
    {
        double largest = 0.0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= 0.0 && double.IsFinite(weights[i])))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"weights[{i}] must be a finite number of at least 0, but was {weights[i]:R}."), nameof(weights));
            }

            largest = Math.Max(largest, weights[i]);
        }

        if (largest == 0.0)
        {
            return 0.0;
        }

        double sum = 0.0;
        double squares = 0.0;
        foreach (double weight in weights)
        {
            double part = weight / largest;
            sum += part;
            squares += part * part;
        }

        return Math.Min(sum * sum / squares, weights.Length);
    }

    internal static double Transform(double loss, double weight, double maximum, double alpha)
    {
        if (weight == maximum && (loss == 0.0 || loss == 1.0))
        {
            return loss;
        }

        return Math.Min(alpha + (weight / maximum * (loss - alpha)) + Rounding, 1.0);
    }

    internal static void Require(ReadOnlySpan<double> weights, int items, double maximum)
    {
        Guard.Positive(maximum);
        if (weights.Length != items)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"weights must have one value for each of the {items} items, but has {weights.Length}."), nameof(weights));
        }

        for (int i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= 0.0 && weights[i] <= maximum))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"weights[{i}] must be from 0 to the maximum {maximum:R}, but was {weights[i]:R}."), nameof(weights));
            }
        }
    }
}
