using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Triggers.Confidence;

/// <summary>Makes a confidence in [0, 1] of <see cref="AgentTurn.Samples"/>: the share of the most common meaning. It ranks answers; it is no calibrated probability before somebody calibrates it.</summary>
/// <remarks>
/// Meanings are the samples' clusters when each has one; when none has, samples are alike whose texts agree but for case and white space. Samples that are clustered in part are
/// missing as <see cref="Reason.NoSignal"/>, as are too few, and blank ones that nobody clustered. Source: Wang et al., <i>Self-Consistency</i> (ICLR 2023). Predictors are immutable, safe for concurrent use,
/// quadratic in the samples and allocate nothing.
/// </remarks>
public static class SelfConsistency
{
    /// <summary>The most samples that a predictor reads; more are missing as <see cref="Reason.InputTooLarge"/>.</summary>
    public const int MaximumSamples = 256;

    /// <summary>The share of the most common meaning.</summary>
    /// <param name="minimumSamples">How many samples there must be, from 2 to <see cref="MaximumSamples"/>; with n samples the share is one of n numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="minimumSamples"/> is out of range.</exception>
    public static IPredictor LargestShare(int minimumSamples = 5) => new Share(RequireCount(minimumSamples), ofAnswer: false);

    /// <summary>The share of the samples that say what <see cref="AgentTurn.Answer"/> says, by their texts alone; an answer that is itself one of the samples counts.</summary>
    /// <param name="minimumSamples">How many samples there must be, from 2 to <see cref="MaximumSamples"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="minimumSamples"/> is out of range.</exception>
    public static IPredictor AnswerShare(int minimumSamples = 5) => new Share(RequireCount(minimumSamples), ofAnswer: true);

    private static int RequireCount(int minimumSamples) => Guard.AtLeast(minimumSamples, 2) <= MaximumSamples
        ? minimumSamples
        : throw new ArgumentOutOfRangeException(nameof(minimumSamples), minimumSamples, string.Create(CultureInfo.InvariantCulture, $"minimumSamples must be at most {MaximumSamples}, but was {minimumSamples}."));

    private sealed class Share(int minimumSamples, bool ofAnswer) : IPredictor, IConfigured
    {
        public string Name => ofAnswer ? "self-consistency-of-answer" : "self-consistency";

        public string Configuration => minimumSamples.ToString(CultureInfo.InvariantCulture);

        public Estimate Predict(AgentTurn turn)
        {
            if (turn.Samples is not { } samples || samples.Count < minimumSamples)
            {
                return Estimate.Missing(Reason.NoSignal, "samples");
            }

            if (samples.Count > MaximumSamples)
            {
                return Estimate.Missing(Reason.InputTooLarge, "samples");
            }

            return ofAnswer ? OfAnswer(turn.Answer, samples) : OfLargest(samples);
        }

        private static Estimate OfAnswer(string? answer, IReadOnlyList<AnswerSample> samples)
        {
            if (string.IsNullOrWhiteSpace(answer))
            {
                return Estimate.Missing(Reason.NoSignal, "answer");
            }

            int alike = 0;
            for (int i = 0; i < samples.Count; i++)
            {
                if (samples[i]?.Text is not { } text)
                {
                    return Estimate.Missing(Reason.NoSignal, "sample-absent");
                }

                alike += SameText.Same(answer, text) ? 1 : 0;
            }

            return Estimate.Probability((double)alike / samples.Count);
        }

        private static Estimate OfLargest(IReadOnlyList<AnswerSample> samples)
        {
            bool clustered = samples[0]?.Cluster is not null;
            int largest = 0;
            for (int i = 0; i < samples.Count; i++)
            {
                if (samples[i] is not { Text: not null } sample || sample.Cluster.HasValue != clustered)
                {
                    return Estimate.Missing(Reason.NoSignal, samples[i]?.Text is null ? "sample-absent" : "clustered-in-part");
                }

                if (!clustered && string.IsNullOrWhiteSpace(sample.Text))
                {
                    // Replies that never came look all alike, and that is no agreement.
                    return Estimate.Missing(Reason.NoSignal, "sample-blank");
                }

                int alike = 1;
                for (int j = 0; j < i; j++)
                {
                    alike += clustered ? samples[j].Cluster == sample.Cluster ? 1 : 0 : SameText.Same(samples[j].Text, sample.Text) ? 1 : 0;
                }

                largest = Math.Max(largest, alike);
            }

            return Estimate.Probability((double)largest / samples.Count);
        }
    }
}
