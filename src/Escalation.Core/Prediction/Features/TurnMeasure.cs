namespace Escalation.Prediction.Features;

/// <summary>A number that can be read off one turn. Logarithms are natural; a parameter, where one is named, is given to <see cref="TurnFeature.Of(TurnMeasure, double?)"/>.</summary>
public enum TurnMeasure
{
    /// <summary>The mean log-probability of the answer's tokens, at most 0.</summary>
    MeanLogProb = 0,

    /// <summary>The smallest log-probability.</summary>
    MinimumLogProb,

    /// <summary>The sum of the log-probabilities.</summary>
    SumLogProb,

    /// <summary>The population standard deviation of the log-probabilities.</summary>
    LogProbDeviation,

    /// <summary>A quantile of the log-probabilities, interpolated between order statistics. Parameter: the level in [0, 1], 0.1 unless given.</summary>
    LogProbQuantile,

    /// <summary>How many tokens are less likely than the parameter, a probability in (0, 1], 0.5 unless given.</summary>
    CountBelow,

    /// <summary>The share of such tokens.</summary>
    ShareBelow,

    /// <summary>The place of the least likely token as a share of the answer, in [0, 1): 0 is the first, of equals the first counts.</summary>
    MinimumPosition,

    /// <summary><c>ln T</c> for an answer of T tokens.</summary>
    LogTokenCount,

    /// <summary>The log-probability of the token at one place. Parameter: the place from 0, 0 unless given.</summary>
    AnswerLogProb,

    /// <summary>The margin in log-probability of the two most likely alternatives at one place. Parameter as before. Absent where fewer than two are listed.</summary>
    AnswerLogMargin,

    /// <summary>The lower bound of the entropy at one place. Parameter as before.</summary>
    AnswerEntropyLowerBound,

    /// <summary>The upper bound of the entropy at one place. Parameter as before.</summary>
    AnswerEntropyUpperBound,

    /// <summary>The probability that is not listed at one place. Parameter as before.</summary>
    AnswerTailMass,

    /// <summary>The mean lower bound of the entropy over the positions with alternatives.</summary>
    MeanEntropyLowerBound,

    /// <summary>The mean upper bound.</summary>
    MeanEntropyUpperBound,

    /// <summary>The largest lower bound: the least certain position.</summary>
    MaximumEntropyLowerBound,

    /// <summary>The mean probability that is not listed.</summary>
    MeanTailMass,

    /// <summary>The share of forking tokens, those whose entropy is surely above the parameter in nats, at least 0, <c>ln 2</c> unless given.</summary>
    ForkingShare,

    /// <summary>The log-odds of <see cref="Decisions.AgentTurn.Confidence"/>, held to [1e-6, 1 - 1e-6].</summary>
    ConfidenceLogOdds,

    /// <summary><see cref="Decisions.AgentTurn.VerifierScore"/>.</summary>
    VerifierScore,

    /// <summary>The share of the samples in the largest cluster. Absent unless somebody has clustered the samples.</summary>
    SampleAgreement,

    /// <summary>The discrete semantic entropy of the samples in nats. Absent unless somebody has clustered them.</summary>
    SemanticEntropy,

    /// <summary>The disagreement among samples that are each confident, in [0, 1]: the mark of an ambiguous request. Absent unless the samples have clusters and log-probabilities.</summary>
    ConfidentDisagreement,

    /// <summary><c>ln(1 + n)</c> for a request of n characters.</summary>
    LogRequestLength,

    /// <summary><c>ln(1 + n)</c> for an answer of n characters; absent without an answer.</summary>
    LogAnswerLength,
}
