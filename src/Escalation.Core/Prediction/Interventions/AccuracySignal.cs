using System.Globalization;

namespace Escalation.Prediction.Interventions;

/// <summary>The accuracy signal as a prompt fragment: how likely the answer is right, and how anybody knows.</summary>
/// <remarks>
/// Without such a signal a fine-tuned model decides hardly better than without fine-tuning, and a prompted one ignores costs more often than not (arXiv 2604.08588, sections 4 and 5). A fragment is a plain
/// sentence to put before the question of whether to act. It persuades and guarantees nothing: the policy that decides stays outside of the prompt. Pure functions.
/// </remarks>
public static class AccuracySignal
{
    /// <summary>From labelled cases.</summary>
    /// <param name="correct">How many of them were answered rightly, 0 to <paramref name="labelled"/>.</param>
    /// <param name="labelled">How many there are, at least 1.</param>
    /// <param name="kind">Which cases, for example <c>bookings of this hotel</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a count is out of range.</exception>
    /// <exception cref="ArgumentException">Thrown when <paramref name="kind"/> is blank.</exception>
    public static string FromCases(long correct, long labelled, string kind = "cases like this one")
    {
        Guard.NotBlank(kind);
        if (labelled < 1)
        {
            Guard.OutOfRange(nameof(labelled), "at least 1", labelled);
        }

        if (correct < 0 || correct > labelled)
        {
            Guard.OutOfRange(nameof(correct), $"from 0 to {labelled}", correct);
        }

        string share = Math.Round(100m * correct / labelled, 1).ToString("0.#", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"So far {correct:N0} of {labelled:N0} {kind} were answered rightly, which is {share} %.");
    }

    /// <summary>From an estimate.</summary>
    /// <param name="probability">The probability that the answer is right, in [0, 1]; shown in shortest form.</param>
    /// <param name="provenance">Where it comes from.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="probability"/> is no probability or <paramref name="provenance"/> not one of the enum.</exception>
    public static string FromEstimate(double probability, AccuracyProvenance provenance) => FromEstimate(TargetNumbers.Text(TargetNumbers.Exact(Guard.Probability(probability))), provenance);

    internal static string FromEstimate(string probability, AccuracyProvenance provenance) => provenance switch
    {
        AccuracyProvenance.Calibrated => $"The answer is right with probability {probability}, according to a predictor that was calibrated on labelled cases.",
        AccuracyProvenance.Uncalibrated => $"The answer is right with probability {probability}, according to a predictor that was not calibrated.",
        AccuracyProvenance.SelfReported => $"The answer is right with probability {probability} by the agent's own account, which nobody has checked.",
        _ => throw new ArgumentOutOfRangeException(nameof(provenance), provenance, "Not a provenance."),
    };
}
