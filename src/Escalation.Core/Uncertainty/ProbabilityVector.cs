using Escalation.Decisions;

namespace Escalation.Uncertainty;

/// <summary>Reads vectors of class probabilities.</summary>
/// <remarks>Pure, linear time, allocates nothing.</remarks>
public static class ProbabilityVector
{
    /// <summary>How far the sum may lie from 1. Wide enough for single-precision softmax over thousands of classes.</summary>
    public const double SumTolerance = 1e-4;

    /// <summary>The largest probability. Empty: missing as <see cref="Reason.NoSignal"/>; NaN or infinite: as <see cref="Reason.ScoreUndefined"/>; negative, or a sum other than 1: as <see cref="Reason.InvalidDistribution"/>.</summary>
    /// <param name="probabilities">One probability for each class.</param>
    public static Estimate Maximum(ReadOnlySpan<double> probabilities)
    {
        if (probabilities.IsEmpty)
        {
            return Estimate.Missing(Reason.NoSignal);
        }

        double sum = 0.0, largest = 0.0;
        bool negative = false;
        foreach (double p in probabilities)
        {
            if (!double.IsFinite(p))
            {
                return Estimate.Missing(Reason.ScoreUndefined);
            }

            negative |= p < -Estimate.RangeTolerance;
            largest = p > largest ? p : largest;
            sum += p;
        }

        return negative || !(Math.Abs(sum - 1.0) <= SumTolerance)
            ? Estimate.Missing(Reason.InvalidDistribution)
            : Estimate.Probability(largest > 1.0 ? 1.0 : largest);
    }
}
