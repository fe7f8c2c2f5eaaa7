using System.Globalization;
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
    /// <param name="selector">Which tokens count; all when null.</param>
    public static IPredictor GeometricMean(CensoredTokens censored = CensoredTokens.Escalate, TokenSelector? selector = null) => new SequenceConfidence("log-prob-geometric-mean", useMinimum: false, censored, selector);

    /// <summary>The probability of the least likely token, <c>exp(min l)</c>. Sees one bad token; falls with length.</summary>
    /// <param name="censored">What to do about unreported tokens.</param>
    /// <param name="selector">Which tokens count; all when null.</param>
    public static IPredictor Minimum(CensoredTokens censored = CensoredTokens.Escalate, TokenSelector? selector = null) => new SequenceConfidence("log-prob-minimum", useMinimum: true, censored, selector);

    /// <summary>The mean difference between the two most likely tokens, <c>mean(p1 - p2)</c>, in [0, 1]. Needs listed alternatives.</summary>
    public static IPredictor Margin() => new DistributionConfidence("log-prob-margin", answer => answer.MeanMargin);

    /// <summary>
    /// <c>exp(-H)</c> with H the mean upper bound of the tokens' entropies, in (0, 1]: 1 for certainty, <c>1 / n</c> for an even spread over n tokens. The bound grants the tokens that
    /// are not listed the most that they can hold, so a short list gives a low confidence and never a high one. Needs listed alternatives.
    /// </summary>
    /// <param name="vocabulary">The number of tokens that the model knows, at least 1; see <see cref="TopKDistribution.DefaultVocabulary"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="vocabulary"/> is below 1.</exception>
    public static IPredictor Entropy(int vocabulary = TopKDistribution.DefaultVocabulary) =>
        new DistributionConfidence("log-prob-entropy", answer => Math.Exp(-answer.MeanEntropyUpperBound), Guard.AtLeast(vocabulary, 1));

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

    private sealed class SequenceConfidence(string name, bool useMinimum, CensoredTokens censored, TokenSelector? selector) : IPredictor, IConfigured
    {
        public string Name => name;

        public string Configuration => $"{censored};{(selector ?? TokenSelector.All).Name}";

        public Estimate Predict(AgentTurn turn)
        {
            var moments = selector is null ? TokenMoments.Of(turn.LogProbs) : TokenMoments.Of(turn.LogProbs, selector);
            if (moments.Fault is { } fault)
            {
                return Estimate.Missing(fault, moments.Detail);
            }

            return moments.CensoredCount > 0 && censored != CensoredTokens.UpperBound
                ? Estimate.Missing(Reason.ScoreUndefined, "censored-log-prob")
                : Estimate.Probability(Math.Exp(useMinimum ? moments.Minimum : moments.Mean));
        }
    }

    private sealed class DistributionConfidence(string name, Func<AnswerDistribution, double> read, int vocabulary = TopKDistribution.DefaultVocabulary) : IPredictor, IConfigured
    {
        public string Name => name;

        public string Configuration => vocabulary.ToString(CultureInfo.InvariantCulture);

        public Estimate Predict(AgentTurn turn)
        {
            var answer = AnswerDistribution.Of(turn.LogProbs, vocabulary);
            return answer.Fault is { } fault ? Estimate.Missing(fault) : Estimate.Probability(read(answer));
        }
    }

    private sealed class LabelConfidence(LabelSet labels, int position, double minimumLabelMass) : IPredictor, IConfigured
    {
        public string Name => "log-prob-label";

        public string Configuration => string.Create(CultureInfo.InvariantCulture, $"{position};{minimumLabelMass:R};{labels.Configuration}");

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
