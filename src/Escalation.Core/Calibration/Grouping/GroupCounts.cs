namespace Escalation.Calibration.Grouping;

/// <summary>What a rule that was calibrated on all items does in one group.</summary>
/// <param name="N">How many items the group has.</param>
/// <param name="Acted">How many of them the rule acts on.</param>
/// <param name="K">The items delegated for a budget, the acted items with any loss for a risk.</param>
/// <param name="LowerBound">The one-sided Clopper-Pearson lower bound at the group's share of delta on its delegation rate or error rate: above alpha, the rule demonstrably breaks alpha in this group. Null for losses other than 0 and 1.</param>
public sealed record GroupCounts(long N, long Acted, long K, double? LowerBound);
