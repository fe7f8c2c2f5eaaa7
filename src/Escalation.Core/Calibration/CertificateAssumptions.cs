namespace Escalation.Calibration;

/// <summary>The assumptions that certificates state, a sentence each. A feature that leans on something adds its sentence here and, between <see cref="Begin"/> and <see cref="End"/>, to its certificates.</summary>
internal static class CertificateAssumptions
{
    internal const string FixedThresholds = "The thresholds and the procedure were fixed before a label was read.";
    internal const string FixedGrid = "The thresholds, their order and the start of the sequence were fixed before a label was read.";
    internal const string GridFromScores = "The ends of the grid are the lowest and the highest calibration score: no label was read for them, but thresholds placed by two of the items are not strictly fixed beforehand; the promise is proven for a range that is.";
    internal const string GridFromPool = "The thresholds are quantiles of the scores of other items: no item of that pool is among the calibration items.";
    internal const string GridFromSplit = "The thresholds were chosen with the labels of a split, and no item of that split is among the calibration items.";
    internal const string GridFromObservedScores = "The thresholds lie right above the calibration scores, and the true risk among acted items is monotone: it does not rise with the threshold.";
    internal const string TrueLosses = "The losses are the true 0/1 errors of acting on each item, for every item of the calibration set.";
    internal const string TrueBoundedLosses = "The losses are the true losses of acting on each item, between 0 and 1, for every item of the calibration set.";
    internal const string SeededOrder = "The seed of the order in which the losses were bet on was fixed before a label was read.";
    internal const string Exchangeable = "The calibration items and the items met in deployment are exchangeable: independent draws from one distribution, without duplicates and without drift.";
    private const string FixedScore = "The score was fixed before these items were used: none of them trained, tuned or selected it.";
    private const string SingleRun = "The calibration was run once: repeating it as data arrive, or choosing among several runs, is not covered by delta.";
    internal const string RuleOnly = "The promise covers this rule alone; other reasons to escalate and later changes of the score are outside.";
    private const string PolicyCovered = "The promise covers the final decision of the policy with the fingerprint named here; changes of its triggers, costs, version or score end it, and its faults were as frequent when the turns were recorded as they will be.";
    private const string OneGroup = "The items are those of one group, told apart by what is known before the act; what delta promises, it promises for all groups of this calibration together.";

    internal static IReadOnlyList<string> Budget(string? group) => Begin().End(group);

    internal static IReadOnlyList<string> SelectiveRisk(ThresholdGridOrigin grid, bool isSequential, CertificateMethod method, bool isBinary, string? group) => Begin()
        .Add(isSequential ? FixedGrid : FixedThresholds)
        .AddWhen(grid == ThresholdGridOrigin.ScoreRange, GridFromScores)
        .AddWhen(grid == ThresholdGridOrigin.Quantiles, GridFromPool)
        .AddWhen(grid == ThresholdGridOrigin.Split, GridFromSplit)
        .AddWhen(grid == ThresholdGridOrigin.Observed, GridFromObservedScores)
        .Add(isBinary ? TrueLosses : TrueBoundedLosses)
        .AddWhen(method == CertificateMethod.Betting, SeededOrder)
        .End(group);

    /// <summary>Whether a sentence is about where the thresholds of a grid came from.</summary>
    internal static bool IsOfGrid(string sentence) => sentence is GridFromScores or GridFromPool or GridFromSplit or GridFromObservedScores;

    /// <summary>Where the thresholds came from, by the sentence that says so; fixed beforehand where none does.</summary>
    internal static ThresholdGridOrigin OriginIn(IReadOnlyList<string> assumptions)
    {
        foreach (string sentence in assumptions)
        {
            switch (sentence)
            {
                case GridFromScores:
                    return ThresholdGridOrigin.ScoreRange;
                case GridFromPool:
                    return ThresholdGridOrigin.Quantiles;
                case GridFromSplit:
                    return ThresholdGridOrigin.Split;
                case GridFromObservedScores:
                    return ThresholdGridOrigin.Observed;
            }
        }

        return ThresholdGridOrigin.Fixed;
    }

    /// <summary>The assumptions of a rule whose certificate covers the final decision of a policy.</summary>
    internal static IReadOnlyList<string> OfPolicy(IReadOnlyList<string> ofRule) => [.. ofRule.Where(static sentence => sentence != RuleOnly), PolicyCovered];

    /// <summary>What every certificate assumes of the draw of its items and of the score.</summary>
    internal static AssumptionBuilder Begin() => BeginWith(Exchangeable);

    /// <summary>The same for draws that are not independent items.</summary>
    internal static AssumptionBuilder BeginWith(string draws) => new AssumptionBuilder().Add(draws).Add(FixedScore);

    /// <summary>What every certificate says of its run and of what it covers.</summary>
    internal static IReadOnlyList<string> End(this AssumptionBuilder assumptions, string? group, string covers = RuleOnly) => assumptions
        .AddWhen(group is not null, OneGroup)
        .Add(SingleRun)
        .Add(covers)
        .ToList();
}
