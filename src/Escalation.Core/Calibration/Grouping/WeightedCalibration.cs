namespace Escalation.Calibration.Grouping;

/// <summary>Certifies thresholds for a deployment whose items are known to differ from the calibration items: each calibration item counts by its importance weight.</summary>
/// <remarks>
/// What is promised is the rate or risk under the weighted distribution. <see cref="ImportanceWeights"/> states the exact transformation; the p-value is one for bounded losses, betting unless told otherwise, and the certificate says that weights were used and how large they could be.
/// The weights must be known, as from a sampling plan, and fixed with their bound before the calibration data were seen: weights fitted to data leave the promise open by the error of the fit.
/// </remarks>
public static class WeightedCalibration
{
    /// <summary>Calibrates a threshold that bounds the mean loss among acted items under the weighted distribution.</summary>
    /// <param name="scores">Finite scores of a calibration set that neither trained nor tuned the score; a higher score acts.</param>
    /// <param name="losses">The loss of acting on each item, in [0, 1].</param>
    /// <param name="weights">The weight of each item, in [0, <paramref name="maximum"/>].</param>
    /// <param name="maximum">The bound w_max on weights, finite and above 0, fixed beforehand.</param>
    /// <param name="options">Risk, error level, procedure, grid, start, and betting or Hoeffding-Bentkus as the method; betting unless given.</param>
    /// <returns>As <see cref="SelectiveRisk.Calibrate(ReadOnlySpan{double}, ReadOnlySpan{double}, SelectiveRiskOptions)"/>. The certificate's losses are the transformed ones of <see cref="ImportanceWeights.Transform(ReadOnlySpan{double}, ReadOnlySpan{double}, double, double)"/>, with which it can be verified as any other, or from losses and weights by <see cref="WeightedVerifier"/>. A fingerprint in the options must be that of the transformed losses.</returns>
    /// <exception cref="ArgumentException">Thrown when a score is not finite, a loss or weight is out of its range, the lengths differ (the message names the index), or the method is exact: a weighted count is not binomial.</exception>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the maximum is not finite and above 0.</exception>
    public static CalibrationResult CalibrateRisk(ReadOnlySpan<double> scores, ReadOnlySpan<double> losses, ReadOnlySpan<double> weights, double maximum, SelectiveRiskOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        CalibrationData.RequireLosses(scores, losses);
        if (options.Method == CertificateMethod.Exact)
        {
            throw new ArgumentException("Method must be betting or Hoeffding-Bentkus with weights, since a weighted count is not binomial, but was Exact.", nameof(options));
        }

        if (options.Grid?.Origin == ThresholdGridOrigin.Observed)
        {
            throw new ArgumentException("The grid must not be one of observed scores with weights.", nameof(options));
        }

        double[] transformed = ImportanceWeights.Transform(losses, weights, maximum, options.Alpha);
        CalibrationResult result = SelectiveRisk.Calibrate(scores, transformed, GroupOptions.Bounded(options));
        if (result is not Certified certified)
        {
            return result;
        }

        IReadOnlyList<string> assumptions = GroupingAssumptions.WeightedRisk(certified.Certificate.Assumptions, weights, maximum);
        return new Certified(new Certificate(certified.Certificate) { Assumptions = assumptions }, certified.Hypotheses);
    }

    /// <summary>Calibrates a threshold whose delegation rate under the weighted distribution stays within a budget, from scores alone.</summary>
    /// <param name="scores">Finite scores of a calibration set that neither trained nor tuned the score.</param>
    /// <param name="weights">The weight of each item, in [0, <paramref name="maximum"/>].</param>
    /// <param name="maximum">The bound w_max on weights, finite and above 0, fixed beforehand.</param>
    /// <param name="options">Budget, error level and direction.</param>
    /// <param name="grid">The thresholds to choose from, fixed without these scores: the order-statistic rule counts items of equal weight.</param>
    /// <param name="method">Betting or Hoeffding-Bentkus.</param>
    /// <param name="seed">The seed of the order in which a betting test sees the items, from 0 to 2^53 - 1.</param>
    /// <returns><see cref="Certified"/>, <see cref="InsufficientSamples"/> or <see cref="RiskTooHigh"/>.</returns>
    /// <exception cref="ArgumentException">Thrown when a score is not finite, a weight is out of its range, the lengths differ (the message names the index), the grid is placed by these scores or the method is exact.</exception>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="options"/> or <paramref name="grid"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the maximum is not finite and above 0, or the seed is out of range.</exception>
    public static CalibrationResult CalibrateBudget(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights, double maximum, DelegationBudgetOptions options, ThresholdGrid grid, CertificateMethod method = CertificateMethod.Betting, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(grid);
        CalibrationData.RequireScores(scores);
        BoundedBudget.Require(grid, method);
        ImportanceWeights.Require(weights, scores.Length, maximum);
        long order = new ClusterOptions(ClusterMethod.Means) { Seed = seed }.Seed;
        var units = new WeightedUnits(scores, weights, maximum, options, grid, order);
        return BoundedBudget.Calibrate(units, scores, options, grid, method, order, GroupingAssumptions.WeightedBudget(options.Group, method, weights, maximum));
    }
}
