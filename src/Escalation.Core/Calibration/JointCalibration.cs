using Escalation.Calibration.RiskControl;
using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Calibration;

/// <summary>Certifies a threshold that keeps a delegation budget and a risk at once, and among the certified thresholds takes the one of least expected cost. The rule is "escalate when score &gt; threshold, act when score &lt;= threshold".</summary>
/// <remarks>
/// <para>The items are split at random by a seed. Some of them choose: they give the range of the grid and the expected costs. The others test, at shares of delta that add up to delta, so that by the union bound both promises hold at once with probability at least <c>1 - delta</c> over their draw.</para>
/// <para><b>Budget.</b> The order-statistic rule at level b: with <c>k = max{k : P(Bin(n, A) &lt;= k) &lt;= b}</c> every threshold that delegates at most k testing items keeps the budget, all of them at once, with probability at least <c>1 - b</c>. It needs no grid and pays for no multiplicity.</para>
/// <para><b>Risk among acted items.</b> Errors among acted items are <c>Bin(acted, risk)</c>; thresholds are tested upwards, from those that act least, up to the first <c>p &gt; level</c> (fixed-sequence testing). The chain begins at the first threshold that acts on at least <c>max(c, n - k)</c> items, c from <see cref="JointCalibrationOptions.Start"/>: a number fixed beforehand, which is the only start by counts that is known to be safe, and the very place where the budget begins, so nothing outside the budget has to pass.</para>
/// <para><b>Risk of all items.</b> Errors of the whole system are <c>Bin(n, risk)</c> at every threshold; the thresholds are tested in an order learned from the choosing items.</para>
/// <para>Neither chain hands its level to the other when it is rejected to its end. The budget's never is while the grid has a threshold that delegates more than the budget, and the end of a risk chain that began by counts does not mean that all its hypotheses were rejected, which is what the proof of such a hand-over needs.</para>
/// </remarks>
public static class JointCalibration
{
    /// <summary>Calibrates the threshold.</summary>
    /// <param name="scores">Finite scores of a calibration set that neither trained nor tuned the score; a higher score escalates.</param>
    /// <param name="lossAct">The loss of acting on each item: 1 when the act would be an error, else 0.</param>
    /// <param name="lossEscalate">The loss of escalating each item: 1 when what the escalation leads to would be an error, else 0.</param>
    /// <param name="options">Budget, risk, costs, error level, split and grid.</param>
    /// <returns><see cref="Certified"/>, with the risk as its promise and the budget as its second one; or <see cref="InsufficientSamples"/>, <see cref="BudgetInfeasible"/>, <see cref="SequenceBlocked"/> or <see cref="RiskTooHigh"/>. Counts are those of the testing items.</returns>
    /// <exception cref="ArgumentException">Thrown when a score is not finite, a loss is neither 0 nor 1, or the lengths differ; the message names column and index.</exception>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="options"/> is null.</exception>
    /// <remarks><c>O(n log m)</c> for m thresholds. Safe to call from several threads.</remarks>
    public static CalibrationResult Calibrate(ReadOnlySpan<double> scores, ReadOnlySpan<double> lossAct, ReadOnlySpan<double> lossEscalate, JointCalibrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        CalibrationData.RequireScores(scores);
        CalibrationData.RequireErrors(scores, lossAct, nameof(lossAct));
        CalibrationData.RequireErrors(scores, lossEscalate, nameof(lossEscalate));
        var split = CalibrationSplit.Random(scores.Length, options.ChoosingShare, options.Seed);
        if (TooFew(split, options, out long allowed) is { } insufficient)
        {
            return insufficient;
        }

        ThresholdGrid grid = options.Grid ?? ThresholdGrid.OverItems(scores, split.Choosing, ThresholdGrid.DefaultCount);
        var choosing = JointCounts.Of(grid, scores, lossAct, lossEscalate, split.Choosing);
        var testing = JointCounts.Of(grid, scores, lossAct, lossEscalate, split.Testing);
        var run = new JointRun(options, grid, choosing, testing, allowed);
        if (run.Choose() is not { } index)
        {
            return JointExplanation.Of(run, options);
        }

        string sha256 = options.DataSha256 ?? CalibrationData.Sha256(scores, lossAct, lossEscalate);
        return new Certified(Certify(run, options, index, sha256), run.Table);
    }

    private static InsufficientSamples? TooFew(CalibrationSplit split, JointCalibrationOptions options, out long allowed)
    {
        int n = split.Testing.Length;
        allowed = BinomialBudget.LargestCount(n, options.Budget, options.BudgetLevel);
        if (allowed < 0)
        {
            return new InsufficientSamples(n, options.Budget, options.Delta, n, BinomialBudget.MinimumTrials(options.Budget, options.BudgetLevel), []) { Level = options.BudgetLevel };
        }

        // Without items that choose there is neither a grid nor a cost.
        return split.Choosing.IsEmpty
            ? new InsufficientSamples(n, options.MaxRisk, options.Delta, 0, 1, []) { Level = options.RiskLevel }
            : null;
    }

    private static Certificate Certify(JointRun run, JointCalibrationOptions options, int index, string sha256)
    {
        long n = run.Testing.Items;
        double threshold = run.Grid.Thresholds[index];
        return new Certificate
        {
            Threshold = threshold,
            Direction = ScoreDirection.HigherDelegates,
            Comparison = ScoreComparison.Symbol(ScoreDirection.HigherDelegates),
            Rule = CertificateText.Rule(ScoreDirection.HigherDelegates, threshold),
            ScoreId = options.ScoreId,
            RiskOf = options.RiskOf,
            Alpha = options.MaxRisk,
            Delta = options.Delta,
            N = n,
            K = run.Risk.Errors(index),
            ActedCount = run.Testing.Acted(index),
            PValue = run.Risk.PValue(index),
            Level = options.RiskLevel,
            Procedure = CertificateProcedure.FixedSequence,
            Start = options.RiskOf == RiskSubject.Acted ? options.Start : null,
            Grid = run.Grid.Summary,
            HypothesesTested = run.TestedCount,
            Budget = BudgetClaim.Of(options.Budget, options.BudgetLevel, run.Testing.Delegated(index), n),
            Choice = new SplitChoice(options.ChoosingShare, run.Choosing.Items, options.CostRatio, run.Choosing.Cost(index, options.CostRatio)),
            EmpiricalRate = (double)run.Testing.Delegated(index) / n,
            EmpiricalRisk = (double)run.Risk.Errors(index) / run.Risk.Trials(index),
            Seed = options.Seed,
            DataSha256 = sha256,
            Assumptions = JointAssumptions.Of(options.RiskOf, run.Grid.FromScores),
            Expires = options.Expires,
            Library = LibraryIdentity.Text,
        };
    }
}
