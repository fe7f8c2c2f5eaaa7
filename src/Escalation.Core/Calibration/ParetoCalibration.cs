using Escalation.Calibration.RiskControl;
using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Calibration;

/// <summary>Certifies a delegation budget and, among the thresholds that keep it, takes the one with the least expected cost: Pareto testing as in Calibrate-Then-Delegate (arXiv 2604.14251) for the rule "escalate when score &gt; threshold".</summary>
/// <remarks>
/// The items are split by a seed into those that choose and those that test. Only the budget is promised; the cost is estimated on the choosing items and optimised. It may delegate less than the budget allows, so a weak expert does no harm.
/// Testing the Pareto front of the choosing items from the highest threshold down, each at <c>p = P(Bin(n, A) &lt;= delegated) &lt;= delta</c>, certifies exactly the thresholds that delegate at most the count of the order-statistic rule, since this p-value never falls as the threshold does; and the cheapest certified threshold, the highest of equals, is always on the front. So neither front nor sequence has to be walked.
/// </remarks>
public static class ParetoCalibration
{
    /// <summary>Calibrates the threshold.</summary>
    /// <param name="scores">Finite scores of a calibration set that neither trained nor tuned the score; a higher score escalates.</param>
    /// <param name="lossAct">The loss of acting on each item: 1 when the act would be an error, else 0.</param>
    /// <param name="lossEscalate">The loss of escalating each item: 1 when what the escalation leads to would be an error, else 0.</param>
    /// <param name="options">Budget, error level, costs, split and grid.</param>
    /// <returns><see cref="Certified"/>; <see cref="InsufficientSamples"/>; or <see cref="RiskTooHigh"/> when every threshold of a given grid delegates too much.</returns>
    /// <exception cref="ArgumentException">Thrown when a score is not finite, a loss is neither 0 nor 1, or the lengths differ; the message names column and index.</exception>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="options"/> is null.</exception>
    /// <remarks><c>O(n log m)</c> for m thresholds. Safe to call from several threads.</remarks>
    public static CalibrationResult Calibrate(ReadOnlySpan<double> scores, ReadOnlySpan<double> lossAct, ReadOnlySpan<double> lossEscalate, ParetoCalibrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        CalibrationData.RequireScores(scores);
        CalibrationData.RequireErrors(scores, lossAct, nameof(lossAct));
        CalibrationData.RequireErrors(scores, lossEscalate, nameof(lossEscalate));
        var split = CalibrationSplit.Random(scores.Length, options.ChoosingShare, options.Seed);
        int n = split.Testing.Length;
        long allowed = BinomialBudget.LargestCount(n, options.Budget, options.Delta);
        if (allowed < 0)
        {
            return new InsufficientSamples(n, options.Budget, options.Delta, n, BinomialBudget.MinimumTrials(options.Budget, options.Delta), []);
        }

        if (split.Choosing.IsEmpty)
        {
            return new InsufficientSamples(n, options.Budget, options.Delta, 0, 1, []);
        }

        ThresholdGrid grid = options.Grid ?? ThresholdGrid.OverItems(scores, split.Choosing, ThresholdGrid.DefaultCount);
        var choosing = JointCounts.Of(grid, scores, lossAct, lossEscalate, split.Choosing);
        var testing = JointCounts.Of(grid, scores, lossAct, lossEscalate, split.Testing);
        var table = new BudgetTable(grid, testing, options.Budget, allowed);
        if (choosing.Cheapest(options.CostRatio, index => testing.Delegated(index) <= allowed) is not { } chosen)
        {
            double bound = ClopperPearson.Upper(testing.Delegated(grid.Count - 1), n, options.Delta);
            return new RiskTooHigh(n, options.Budget, options.Delta, bound, grid.Last, table);
        }

        return new Certified(Certify(options, grid, choosing, testing, table.Tested, chosen, CalibrationData.Sha256(scores, lossAct, lossEscalate)), table);
    }

    private static Certificate Certify(ParetoCalibrationOptions options, ThresholdGrid grid, JointCounts choosing, JointCounts testing, int tested, int index, string sha256)
    {
        long n = testing.Items;
        double threshold = grid.Thresholds[index];
        return new Certificate
        {
            Threshold = threshold,
            Direction = ScoreDirection.HigherDelegates,
            Comparison = ScoreComparison.Symbol(ScoreDirection.HigherDelegates),
            Rule = CertificateText.Rule(ScoreDirection.HigherDelegates, threshold),
            ScoreId = options.ScoreId,
            RiskOf = null,
            Alpha = options.Budget,
            Delta = options.Delta,
            N = n,
            K = testing.Delegated(index),
            ActedCount = testing.Acted(index),
            PValue = BinomialTail.Lower(testing.Delegated(index), n, options.Budget),
            Level = options.Delta,
            Procedure = CertificateProcedure.FixedSequence,
            Grid = grid.Summary,
            HypothesesTested = tested,
            Choice = new SplitChoice(options.ChoosingShare, choosing.Items, options.CostRatio, choosing.Cost(index, options.CostRatio)),
            EmpiricalRate = (double)testing.Delegated(index) / n,
            Seed = options.Seed,
            DataSha256 = sha256,
            Assumptions = JointAssumptions.Budget(grid.FromScores),
            Expires = options.Expires,
            Library = LibraryIdentity.Text,
        };
    }
}
