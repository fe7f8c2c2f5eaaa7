namespace Escalation.Prediction.Features;

/// <summary>What can be read off the distribution over a set of labels at one token position. <c>log m_y</c> is the log-mass of label y, M their log-sum-exp.</summary>
public enum LabelMeasure
{
    /// <summary>The log-odds of the likeliest label against all others, from the logarithms, so that they keep an order where the probability rounds to 1. A label without a listed form counts with the most that it can hold.</summary>
    LogOdds = 0,

    /// <summary>The likeliest minus the second likeliest log-mass, counted likewise.</summary>
    LogMargin,

    /// <summary>The entropy of the renormalised shares in nats, counted likewise.</summary>
    Entropy,

    /// <summary>M: low when the answer is none of the labels.</summary>
    LogMass,

    /// <summary><c>log m_y - M</c>, one column a label, counted likewise.</summary>
    LogShares,

    /// <summary>The likeliest label as one column a label, 1 or 0; the first of equals. It shows a model's liking for one letter.</summary>
    Best,
}
