namespace Escalation.Calibration;

/// <summary>How a threshold was chosen among the certified ones: the least expected cost on items that took no part in the test.</summary>
/// <param name="Share">The share of all items that chose, strictly between 0 and 1; they are the first <c>floor(Share * count)</c> of a shuffle by the certificate's seed.</param>
/// <param name="Items">How many items chose. They are not among the certificate's N, which test.</param>
/// <param name="CostRatio">What a wrong answer costs in escalations, R; null where escalations cost nothing, so that the error rate alone decided.</param>
/// <param name="ExpectedCost">The cost of the chosen threshold on these items, in escalations for each: <c>(R * wrong answers + escalations) / Items</c>; without R the error rate, <c>wrong answers / Items</c>. A description, without any guarantee.</param>
public sealed record SplitChoice(double Share, long Items, double? CostRatio, double ExpectedCost);
