using static Escalation.Calibration.CertificateAssumptions;

namespace Escalation.Calibration.Grouping;

/// <summary>The assumptions of certificates over clusters, over weighted items and on a budget's grid.</summary>
internal static class GroupingAssumptions
{
    internal const string IndependentClusters = "The clusters of calibration items and those met in deployment are exchangeable: independent draws from one distribution, without duplicates and without drift. Nothing is assumed about the items within a cluster.";
    internal const string OneDrawn = "One item was drawn at random from each cluster by the seed, which was fixed before a label was read: the promise is about a random item of a random cluster.";
    internal const string SharesOfClusters = "Each cluster counts once, with the share of its items that is delegated: the promise bounds the mean of that share, which is the rate for a random item of a random cluster.";
    internal const string MeansOfClusters = "Each cluster counts once, with the mean loss of its items that are acted on: the promise bounds the mean of that over the clusters in which the rule acts on anything.";
    internal const string Pilot = "The sequence began where the first tenth of the clusters in the seeded order foretold enough others to act; those clusters were not tested.";
    internal const string FixedBudgetGrid = "The thresholds were fixed without the calibration scores.";
    internal const string SeededUnits = "The seed of the order in which the draws were bet on was fixed before the data were seen.";

    internal static IReadOnlyList<string> GridBudget(string? group) => Begin().Add(FixedBudgetGrid).End(group);

    internal static IReadOnlyList<string> BudgetMeans(string? group, CertificateMethod method) => BeginWith(IndependentClusters)
        .Add(SharesOfClusters)
        .Add(FixedBudgetGrid)
        .AddWhen(method == CertificateMethod.Betting, SeededUnits)
        .End(group);

    internal static IReadOnlyList<string> RiskMeans(ThresholdGrid grid, string? group, bool betting, bool pilots, double? startAt) => BeginWith(IndependentClusters)
        .Add(MeansOfClusters)
        .Add(FixedThresholds)
        .AddWhen(grid.Origin == ThresholdGridOrigin.ScoreRange, GridFromScores)
        .AddWhen(grid.Origin == ThresholdGridOrigin.Quantiles, GridFromPool)
        .AddWhen(grid.Origin == ThresholdGridOrigin.Split, GridFromSplit)
        .AddWhen(pilots, Pilot)
        .AddWhen(startAt is not null, $"The sequence began at the threshold {CanonicalNumber.Format(startAt ?? 0.0)} or the next one below it, which was fixed before the data were seen.")
        .Add(TrueBoundedLosses)
        .AddWhen(betting, SeededOrder)
        .End(group);

    internal static IReadOnlyList<string> WeightedBudget(string? group, CertificateMethod method, ReadOnlySpan<double> weights, double maximum) => BeginWith(Weighted(weights, maximum))
        .Add("Tested was alpha + w / w_max (delegated - alpha) for each item, delegated being 0 or 1.")
        .Add(FixedBudgetGrid)
        .AddWhen(method == CertificateMethod.Betting, SeededUnits)
        .End(group);

    /// <summary>The assumptions of a selective risk with what was drawn in place of independent items.</summary>
    internal static IReadOnlyList<string> OnePerCluster(IReadOnlyList<string> ofItems) => Replace(ofItems, IndependentClusters, OneDrawn);

    /// <summary>The assumptions of a selective risk with weighted items in place of exchangeable ones.</summary>
    internal static IReadOnlyList<string> WeightedRisk(IReadOnlyList<string> ofItems, ReadOnlySpan<double> weights, double maximum) =>
        Replace(ofItems, Weighted(weights, maximum), "Tested was alpha + w / w_max (loss - alpha) for each item; sum, mean and fingerprint of the losses are those of these numbers.");

    private static string Weighted(ReadOnlySpan<double> weights, double maximum) =>
        $"The calibration items are independent draws from one distribution, without duplicates and without drift, and the promise is about that distribution reweighted: w is the density of the items met in deployment over that of the calibration items, up to a factor, known and at most w_max = {CanonicalNumber.Format(maximum)}, both fixed beforehand. No exact binomial p-value exists for weighted items. The weights have the SHA-256 {CalibrationData.HashLines(weights)}.";

    private static List<string> Replace(IReadOnlyList<string> assumptions, string draws, string further)
    {
        var replaced = new List<string>(assumptions.Count + 1);
        foreach (string sentence in assumptions)
        {
            if (sentence == Exchangeable)
            {
                replaced.Add(draws);
                replaced.Add(further);
            }
            else
            {
                replaced.Add(sentence);
            }
        }

        return replaced;
    }
}
