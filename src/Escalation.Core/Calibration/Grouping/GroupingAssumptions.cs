using System.Globalization;
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

    private const string StartBegins = "The sequence began at the threshold ";
    private const string StartEnds = " or the next one below it, which was fixed before the data were seen.";
    private const string WeightedBegins = "The calibration items are independent draws from one distribution, without duplicates and without drift, and the promise is about that distribution reweighted: w is the density of the items met in deployment over that of the calibration items, up to a factor, known and at most w_max = ";
    private const string WeightedGoesOn = ", both fixed beforehand. No exact binomial p-value exists for weighted items. The weights have the SHA-256 ";

    /// <summary>Where a certificate over cluster means says that its sequence began; null where it says nothing of the kind.</summary>
    internal static double? StartIn(IReadOnlyList<string> assumptions) => NumberIn(assumptions, StartBegins, StartEnds);

    /// <summary>The bound on weights that a certificate states; null where it says nothing of weights.</summary>
    internal static double? MaximumIn(IReadOnlyList<string> assumptions) => NumberIn(assumptions, WeightedBegins, WeightedGoesOn) is > 0.0 and var maximum ? maximum : null;

    internal static IReadOnlyList<string> GridBudget(string? group) => Begin().Add(FixedBudgetGrid).End(group);

    internal static IReadOnlyList<string> BudgetMeans(string? group, CertificateMethod method, string clusters) => BeginWith(IndependentClusters)
        .Add(SharesOfClusters)
        .Add(Clusters(clusters))
        .Add(FixedBudgetGrid)
        .AddWhen(method == CertificateMethod.Betting, SeededUnits)
        .End(group);

    internal static IReadOnlyList<string> RiskMeans(ThresholdGrid grid, string? group, bool betting, bool pilots, bool sequence, double? startAt, string clusters) => BeginWith(IndependentClusters)
        .Add(MeansOfClusters)
        .Add(Clusters(clusters))
        .Add(FixedThresholds)
        .AddWhen(grid.Origin == ThresholdGridOrigin.ScoreRange, GridFromScores)
        .AddWhen(grid.Origin == ThresholdGridOrigin.Quantiles, GridFromPool)
        .AddWhen(grid.Origin == ThresholdGridOrigin.Split, GridFromSplit)
        .AddWhen(pilots, Pilot)
        .AddWhen(sequence && startAt is not null, $"{StartBegins}{CanonicalNumber.Format(startAt ?? 0.0)}{StartEnds}")
        .Add(TrueBoundedLosses)
        .AddWhen(betting, SeededOrder)
        .End(group);

    internal static IReadOnlyList<string> WeightedBudget(string? group, CertificateMethod method, ReadOnlySpan<double> weights, double maximum) => BeginWith(Weighted(weights, maximum))
        .Add("Tested was alpha + w / w_max (delegated - alpha) for each item, delegated being 0 or 1.")
        .Add(FixedBudgetGrid)
        .AddWhen(method == CertificateMethod.Betting, SeededUnits)
        .End(group);

    /// <summary>The assumptions of a selective risk with what was drawn in place of independent items.</summary>
    internal static IReadOnlyList<string> OnePerCluster(IReadOnlyList<string> ofItems, string clusters) => Replace(ofItems, IndependentClusters, OneDrawn, Clusters(clusters));

    /// <summary>The assumptions of a selective risk with weighted items in place of exchangeable ones.</summary>
    internal static IReadOnlyList<string> WeightedRisk(IReadOnlyList<string> ofItems, ReadOnlySpan<double> weights, double maximum) =>
        Replace(ofItems, Weighted(weights, maximum), "Tested was alpha + w / w_max (loss - alpha) for each item; sum, mean and fingerprint of the losses are those of these numbers.");

    internal static string Clusters(string sha256) => $"Which item belongs to which cluster has the SHA-256 {sha256}, taken over each item's cluster as its number in the order of first appearance, from 0.";

    internal static string Weighted(ReadOnlySpan<double> weights, double maximum) =>
        $"{WeightedBegins}{CanonicalNumber.Format(maximum)}{WeightedGoesOn}{CalibrationData.HashLines(weights)}.";

    /// <summary>The number between two pieces of a sentence; null where no sentence has both, or another text between them.</summary>
    private static double? NumberIn(IReadOnlyList<string> assumptions, string before, string after)
    {
        foreach (string sentence in assumptions)
        {
            int end = sentence.IndexOf(after, StringComparison.Ordinal);
            if (sentence.StartsWith(before, StringComparison.Ordinal) && end >= before.Length
                && double.TryParse(sentence.AsSpan(before.Length..end), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value))
            {
                return value;
            }
        }

        return null;
    }

    private static List<string> Replace(IReadOnlyList<string> assumptions, params ReadOnlySpan<string> draws)
    {
        List<string> replaced = [];
        foreach (string sentence in assumptions)
        {
            if (sentence == Exchangeable)
            {
                replaced.AddRange(draws);
            }
            else
            {
                replaced.Add(sentence);
            }
        }

        return replaced;
    }
}
