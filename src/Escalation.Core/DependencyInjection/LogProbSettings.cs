using Escalation.Decisions;
using Escalation.Triggers.Confidence;
using Escalation.Uncertainty;

namespace Escalation.DependencyInjection;

/// <summary>A threshold on a confidence from token log-probabilities; trigger <c>log-probs</c>. A certificate, or a number typed by hand: exactly one of the two.</summary>
/// <remarks>Reasons: <c>low-confidence</c>; <c>no-signal</c> without log-probabilities or with too little on the labels, <c>score-undefined</c> for NaN and unreported ones, <c>score-out-of-range</c> for positive ones; <c>stale-calibration</c> once the certificate has expired.</remarks>
public sealed class LogProbSettings
{
    /// <summary>What makes the confidence.</summary>
    public LogProbMeasure Measure { get; set; }

    /// <summary>The confidence, in [0, 1], below which the policy escalates; marked uncalibrated.</summary>
    public double? Below { get; set; }

    /// <summary>The path of a certificate for this measure, see <see cref="ConfidenceSettings.Certificate"/>; low values must delegate.</summary>
    public string? Certificate { get; set; }

    /// <summary>What the calibration called the score, see <see cref="ConfidenceSettings.ScoreId"/>. For a certificate.</summary>
    public string? ScoreId { get; set; }

    /// <summary>What to do about tokens whose log-probability was not reported; for the geometric mean and the minimum.</summary>
    public CensoredTokens Censored { get; set; }

    /// <summary>Whether only tokens with a letter or digit count; for the geometric mean and the minimum.</summary>
    public bool WordsOnly { get; set; }

    /// <summary>How many tokens the model knows, at least 1; for the entropy.</summary>
    public int Vocabulary { get; set; } = TopKDistribution.DefaultVocabulary;

    /// <summary>The labels and the token texts that stand for each; for the label, at least two.</summary>
    /// <remarks>The name of a label cannot hold a colon here, because configuration takes it for a separator.</remarks>
    public IDictionary<string, IList<string>> Labels { get; } = new Dictionary<string, IList<string>>(StringComparer.Ordinal);

    /// <summary>The place of the label's token in the answer, from 0; for the label.</summary>
    public int Position { get; set; }

    /// <summary>How much probability must lie on the labels at all, in (0, 1]; for the label.</summary>
    public double MinimumLabelMass { get; set; } = 0.5;

    /// <summary>What to propose; stricter than acting.</summary>
    public DecisionOutcome Outcome { get; set; } = DecisionOutcome.EscalateToPerson;

    internal IPredictor ToPredictor() => Measure switch
    {
        LogProbMeasure.GeometricMean => LogProbConfidence.GeometricMean(RequireCensored(), WordsOnly ? TokenSelector.Words : null),
        LogProbMeasure.Minimum => LogProbConfidence.Minimum(RequireCensored(), WordsOnly ? TokenSelector.Words : null),
        LogProbMeasure.Margin => LogProbConfidence.Margin(),
        LogProbMeasure.Entropy => LogProbConfidence.Entropy(Vocabulary),
        LogProbMeasure.Label => LogProbConfidence.Label(new LabelSet([.. Labels.Select(label => (label.Key, label.Value.ToArray()))]), Position, MinimumLabelMass),
        _ => throw new ArgumentOutOfRangeException(nameof(Measure), Measure, $"Measure must be GeometricMean, Minimum, Margin, Entropy or Label, but was {(int)Measure}."),
    };

    private CensoredTokens RequireCensored() => Enum.IsDefined(Censored)
        ? Censored
        : throw new ArgumentOutOfRangeException(nameof(Censored), Censored, $"Censored must be Escalate or UpperBound, but was {(int)Censored}.");
}
