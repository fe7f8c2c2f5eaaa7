using Escalation.Decisions;
using Escalation.Uncertainty;

namespace Escalation.Triggers.Confidence;

/// <summary>Makes a confidence in [0, 1] of <see cref="AgentTurn.LogProbs"/>. It ranks answers; it is no calibrated probability before somebody calibrates it.</summary>
/// <remarks>
/// No log-probabilities: missing as <see cref="Reason.NoSignal"/>. NaN or +infinity: missing as <see cref="Reason.ScoreUndefined"/>. More than 1e-6 above 0:
/// missing as <see cref="Reason.ScoreOutOfRange"/>. Minus infinity is a probability of 0. Predictors are immutable, safe for concurrent use, linear in
/// the tokens and allocate nothing.
/// </remarks>
public static class LogProbConfidence
{
    /// <summary>The geometric mean of the token probabilities, <c>exp(mean l)</c>. Independent of length; dilutes one bad token among many good ones.</summary>
    /// <param name="censored">What to do about unreported tokens.</param>
    public static IPredictor GeometricMean(CensoredTokens censored = CensoredTokens.Escalate) => new SequenceConfidence("log-prob-geometric-mean", useMinimum: false, censored);

    /// <summary>The probability of the least likely token, <c>exp(min l)</c>. Sees one bad token; falls with length.</summary>
    /// <param name="censored">What to do about unreported tokens.</param>
    public static IPredictor Minimum(CensoredTokens censored = CensoredTokens.Escalate) => new SequenceConfidence("log-prob-minimum", useMinimum: true, censored);

    /// <summary>The share of the most likely label at one token position, as a lower bound that grants unlisted forms to the other labels.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="position">The token's place in the answer, from 0.</param>
    /// <param name="minimumLabelMass">How much probability must lie on the labels at all, in (0, 1]; less is missing as <see cref="Reason.NoSignal"/>, for then the answer is none of them.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="labels"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a number is out of range.</exception>
    public static IPredictor Label(LabelSet labels, int position = 0, double minimumLabelMass = 0.5)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return new LabelConfidence(labels, Guard.AtLeast(position, 0), Guard.Probability(Guard.Positive(minimumLabelMass)));
    }

    private sealed class SequenceConfidence(string name, bool useMinimum, CensoredTokens censored) : IPredictor
    {
        public string Name => name;

        public Estimate Predict(AgentTurn turn)
        {
            var moments = TokenMoments.Of(turn.LogProbs);
            if (moments.Fault is { } fault)
            {
                return Estimate.Missing(fault, moments.Detail);
            }

            return moments.CensoredCount > 0 && censored != CensoredTokens.UpperBound
                ? Estimate.Missing(Reason.ScoreUndefined, "censored-log-prob")
                : Estimate.Probability(Math.Exp(useMinimum ? moments.Minimum : moments.Mean));
        }
    }

    private sealed class LabelConfidence(LabelSet labels, int position, double minimumLabelMass) : IPredictor
    {
        public string Name => "log-prob-label";

        public Estimate Predict(AgentTurn turn)
        {
            if (turn.LogProbs is not { } tokens || tokens.Count <= position)
            {
                return Estimate.Missing(Reason.NoSignal);
            }

            var distribution = LabelDistribution.Of(labels, tokens[position].Top.Span);
            if (distribution.Fault is { } fault)
            {
                return Estimate.Missing(fault);
            }

            return distribution.LabelMass >= minimumLabelMass
                ? Estimate.Probability(distribution.MaximumProbabilityLowerBound)
                : Estimate.Missing(Reason.NoSignal, "label-mass");
        }
    }
}
