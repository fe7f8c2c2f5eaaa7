namespace Escalation.Triggers.Confidence;

/// <summary>What the labels that arrived say of a score: the probability that it is higher for a right answer than for a wrong one, ties counted half. 0.5 is chance.</summary>
/// <param name="Pairs">The disjoint pairs of one right and one wrong answer behind it.</param>
/// <param name="Estimate">The share of pairs in which the right answer has the higher score; NaN without pairs.</param>
/// <param name="Lower">The lower end of an interval that holds the true value at all times at once with probability 1 - delta.</param>
/// <param name="Upper">Its upper end.</param>
public readonly record struct SignalAuroc(long Pairs, double Estimate, double Lower, double Upper);
