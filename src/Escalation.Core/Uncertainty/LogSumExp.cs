using System.Diagnostics.CodeAnalysis;
using Escalation.Decisions;

namespace Escalation.Uncertainty;

/// <summary>Sums of exponentials with the maximum taken out first, so that no logit is too large or too small for them.</summary>
/// <remarks>Pure, linear time, allocates nothing. Natural logarithms throughout.</remarks>
public static class LogSumExp
{
    /// <summary><c>ln sum_i exp(x_i) = m + ln sum_i exp(x_i - m)</c> with <c>m = max x</c>.</summary>
    /// <param name="values">Logarithms; -infinity is a zero. Empty, or all -infinity, gives -infinity.</param>
    /// <returns>The logarithm of the sum; NaN when a value is NaN or +infinity.</returns>
    public static double Of(ReadOnlySpan<double> values)
    {
        if (!TryMaximum(values, out double maximum))
        {
            return double.NaN;
        }

        return double.IsNegativeInfinity(maximum) ? maximum : maximum + Math.Log(ShiftedSum(values, maximum));
    }

    /// <summary><c>p_i = exp(x_i - ln sum_j exp(x_j))</c>.</summary>
    /// <param name="logits">The logits; -infinity gives probability 0.</param>
    /// <param name="probabilities">Receives the probabilities, as many as there are logits.</param>
    /// <param name="reason">Why there is no distribution: <see cref="Reason.NoSignal"/> when empty, <see cref="Reason.ScoreUndefined"/> when a logit is NaN or +infinity or all are -infinity.</param>
    /// <returns>Whether there is a distribution.</returns>
    /// <exception cref="ArgumentException">Thrown when the spans differ in length.</exception>
    public static bool TrySoftmax(ReadOnlySpan<double> logits, Span<double> probabilities, [NotNullWhen(false)] out Reason? reason)
    {
        if (logits.Length != probabilities.Length)
        {
            throw new ArgumentException($"probabilities must hold {logits.Length} elements, but holds {probabilities.Length}.", nameof(probabilities));
        }

        reason = null;
        if (logits.IsEmpty)
        {
            reason = Reason.NoSignal;
            return false;
        }

        if (!TryMaximum(logits, out double maximum) || double.IsNegativeInfinity(maximum))
        {
            reason = Reason.ScoreUndefined;
            return false;
        }

        double sum = ShiftedSum(logits, maximum);
        for (int i = 0; i < logits.Length; i++)
        {
            probabilities[i] = Math.Exp(logits[i] - maximum) / sum;
        }

        return true;
    }

    private static bool TryMaximum(ReadOnlySpan<double> values, out double maximum)
    {
        maximum = double.NegativeInfinity;
        foreach (double value in values)
        {
            if (double.IsNaN(value) || double.IsPositiveInfinity(value))
            {
                return false;
            }

            maximum = value > maximum ? value : maximum;
        }

        return true;
    }

    private static double ShiftedSum(ReadOnlySpan<double> values, double maximum)
    {
        double sum = 0.0;
        foreach (double value in values)
        {
            sum += Math.Exp(value - maximum);
        }

        return sum;
    }
}
