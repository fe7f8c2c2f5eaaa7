using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Calibration.Grouping;

/// <summary>Certifies a threshold for each group of items, such as customer segments or kinds of task, so that with probability at least 1 - delta the promises to all groups hold at once.</summary>
/// <remarks>
/// <para>A single certificate over all items bounds an average: a small group may lie far above alpha under it. Here each group has a calibration of its own items at its share of delta.</para>
/// <para><b>Recycling.</b> A group whose hypotheses were all rejected, its grid certified down to the most permissive threshold, leaves its level to the others in proportion to their shares, who are calibrated again at more. Write T for the groups that have a true null among their hypotheses.
/// When a true null is rejected for the first time, no group of T can have left, since leaving takes the rejection of its true null. The levels held then are at most <c>delta w_g / sum of w over T</c>, so the probability is at most the sum of those over T, which is delta, under any dependence. It is the sequentially rejective graph of Bretz et al. (2009) with one chain for each group, and Holm's procedure where each group has one hypothesis.</para>
/// <para>Nothing else may be passed on. That a group has found a threshold is no rejection of all its hypotheses: the next more permissive threshold, at which it stopped, may be the true null that its level guards.</para>
/// <para><b>Budgets.</b> The order-statistic rule speaks about every threshold there is, and that delegating everything exceeds the budget is true in each group. No group ever rejects all, so that rule has nothing to recycle, and its levels stay at their shares. On a grid fixed beforehand a group can be done: then its loosest threshold is certified, and its level goes on to the others.</para>
/// <para>Starts of sequences, and the bets of betting tests, go by the share that a group began with, so that more level later on only ever adds certified thresholds.</para>
/// <para>What a certificate of a group states: <see cref="Certificate.Group"/>, as <see cref="Certificate.Level"/> the level at which its hypothesis was rejected, as <see cref="Certificate.Delta"/> that of all groups, and as fingerprint that of the group's items in file order. Where level was inherited its procedure reads <see cref="CertificateProcedure.Graphical"/>.</para>
/// </remarks>
public static class GroupCalibration
{
    /// <summary>Calibrates a threshold for each group whose error rate, or mean loss, among acted items is at most alpha.</summary>
    /// <param name="groups">The group of each item, a name that is known before the act; compared ordinally.</param>
    /// <param name="scores">Finite scores of a calibration set that neither trained nor tuned the score; a higher score acts.</param>
    /// <param name="losses">The loss of acting on each item, in [0, 1].</param>
    /// <param name="options">Risk, family-wise error level, procedure, grid and start; without group and fingerprint. Without a grid, each group has one over the range of its scores.</param>
    /// <param name="sharing">How the groups share delta; null for equal shares with recycling.</param>
    /// <returns>An answer for each group.</returns>
    /// <exception cref="ArgumentException">Thrown when a name is null or blank or has no weight, a score is not finite, a loss is outside [0, 1] or, for the exact method, neither 0 nor 1, the lengths differ (the message names the index), the grid is one of observed scores, or the options name a group or a fingerprint.</exception>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="options"/> is null.</exception>
    /// <remarks>At most as many rounds as groups, each as long as one calibration of the items of the groups left. Safe to call from several threads.</remarks>
    public static GroupCalibrationResult CalibrateRisk(ReadOnlySpan<string> groups, ReadOnlySpan<double> scores, ReadOnlySpan<double> losses, SelectiveRiskOptions options, GroupSharing? sharing = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        GroupOptions.Require(options.Group, options.DataSha256, options.Grid);
        CalibrationData.RequireScores(scores);
        CalibrationData.RequireLosses(scores, losses);
        sharing ??= new GroupSharing();
        ItemPartition parts = ItemPartition.OfGroups(groups, scores.Length, sharing.Weights?.Keys);
        CalibrationResult pooled = SelectiveRisk.Calibrate(scores, losses, options);
        double[][] scoresOf = Columns(parts, scores);
        double[][] lossesOf = Columns(parts, losses);
        string?[] fingerprints = new string?[parts.Count];
        GroupResult[] results = GroupRun.Of(parts, options.Alpha, options.Delta, sharing, Calibrate, IsExhausted, AtPooled);
        return new GroupCalibrationResult(options.Alpha, options.Delta, results, pooled);

        CalibrationResult Calibrate(int group, double share, double level)
        {
            SelectiveRiskOptions own = GroupOptions.For(options, parts.Names[group], share, level, fingerprints[group]);
            CalibrationResult result = SelectiveRisk.Calibrate(scoresOf[group], lossesOf[group], own);
            fingerprints[group] ??= (result as Certified)?.Certificate.DataSha256;
            return level > share ? GroupCertificates.Inherited(result) : result;
        }

        GroupCounts? AtPooled(int group, double level) => pooled is Certified { Certificate: var certificate }
            ? Count(scoresOf[group], lossesOf[group], certificate, level)
            : null;
    }

    /// <summary>Calibrates a threshold for each group whose delegation rate is at most alpha, from scores alone.</summary>
    /// <param name="groups">The group of each item, a name that is known before the act; compared ordinally.</param>
    /// <param name="scores">Finite scores of a calibration set that neither trained nor tuned the score.</param>
    /// <param name="options">Budget, family-wise error level and direction; without group and fingerprint.</param>
    /// <param name="sharing">How the groups share delta; null for equal shares with recycling.</param>
    /// <param name="grid">The thresholds to choose from, fixed without these scores; null for the order-statistic rule, which finds the best threshold of all and never recycles.</param>
    /// <returns>An answer for each group.</returns>
    /// <exception cref="ArgumentException">Thrown when a name is null or blank or has no weight, a score is not finite, the lengths differ (the message names the index), the grid is one of observed scores or over the range of scores, or the options name a group or a fingerprint.</exception>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="options"/> is null.</exception>
    /// <remarks>Safe to call from several threads.</remarks>
    public static GroupCalibrationResult CalibrateBudget(ReadOnlySpan<string> groups, ReadOnlySpan<double> scores, DelegationBudgetOptions options, GroupSharing? sharing = null, ThresholdGrid? grid = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        GroupOptions.Require(options.Group, options.DataSha256, grid: null);
        BudgetGrid.RequireFixed(grid);
        CalibrationData.RequireScores(scores);
        sharing ??= new GroupSharing();
        ItemPartition parts = ItemPartition.OfGroups(groups, scores.Length, sharing.Weights?.Keys);
        CalibrationResult pooled = CalibrateBudget(scores, options, grid);
        double[][] scoresOf = Columns(parts, scores);
        string?[] fingerprints = new string?[parts.Count];
        GroupResult[] results = GroupRun.Of(parts, options.Alpha, options.Delta, sharing, Calibrate, result => grid is not null && IsExhausted(result, grid, options.Direction), AtPooled);
        return new GroupCalibrationResult(options.Alpha, options.Delta, results, pooled);

        CalibrationResult Calibrate(int group, double share, double level)
        {
            DelegationBudgetOptions own = GroupOptions.For(options, parts.Names[group], level, fingerprints[group]);
            CalibrationResult result = CalibrateBudget(scoresOf[group], own, grid);
            fingerprints[group] ??= (result as Certified)?.Certificate.DataSha256;
            return level > share ? GroupCertificates.Inherited(result) : result;
        }

        GroupCounts? AtPooled(int group, double level) => pooled is Certified { Certificate: var certificate }
            ? Count(scoresOf[group], [], certificate, level)
            : null;
    }

    private static CalibrationResult CalibrateBudget(ReadOnlySpan<double> scores, DelegationBudgetOptions options, ThresholdGrid? grid) =>
        grid is null ? DelegationBudget.Calibrate(scores, options) : BudgetGrid.Calibrate(scores, options, grid);

    private static double[][] Columns(ItemPartition parts, ReadOnlySpan<double> values)
    {
        double[][] columns = new double[parts.Count][];
        for (int part = 0; part < columns.Length; part++)
        {
            columns[part] = parts.Take(part, values);
        }

        return columns;
    }

    /// <summary>Whether a risk calibration has nothing left to gain. A fixed sequence rejects neighbours up to where it stops, so its last hypothesis tells; other procedures must have certified every threshold.</summary>
    private static bool IsExhausted(CalibrationResult result)
    {
        if (result is not Certified { Certificate.Procedure: var procedure })
        {
            return false;
        }

        if (procedure == CertificateProcedure.FixedSequence)
        {
            return result.Hypotheses[0].Certified;
        }

        foreach (Hypothesis hypothesis in result.Hypotheses)
        {
            if (!hypothesis.Certified)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsExhausted(CalibrationResult result, ThresholdGrid grid, ScoreDirection direction) =>
        result is Certified { Certificate.Threshold: var threshold } && threshold == (direction == ScoreDirection.HigherDelegates ? grid.First : grid.Last);

    private static GroupCounts Count(ReadOnlySpan<double> scores, ReadOnlySpan<double> losses, Certificate certificate, double level)
    {
        bool isBudget = certificate.RiskOf is null;
        bool isBinary = CalibrationData.FirstFraction(losses) < 0;
        int acted = 0;
        int errors = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            bool acts = !ScoreComparison.Escalates(certificate.Direction, scores[i], certificate.Threshold);
            acted += acts ? 1 : 0;
            errors += acts && !isBudget && losses[i] > 0.0 ? 1 : 0;
        }

        int k = isBudget ? scores.Length - acted : errors;
        int trials = isBudget ? scores.Length : acted;
        double? lower = !isBinary ? null : trials == 0 ? 0.0 : ClopperPearson.Lower(k, trials, level);
        return new GroupCounts(scores.Length, acted, k, lower);
    }
}
