using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Calibration;

/// <summary>Certifies a threshold that bounds the error rate among the items acted on (those with score &gt;= threshold), acting on as much as it can.</summary>
/// <remarks>
/// For a fixed threshold the errors among acted items are Bin(acted, risk), so <c>p = P(Bin(acted, alpha) &lt;= errors)</c> is an exact p-value (Geifman and El-Yaniv 2017; Jung et al. 2024).
/// The thresholds of a fixed grid are tested from strict to permissive, each at the full level, until the first <c>p &gt; delta</c> (fixed-sequence testing, Angelopoulos et al. 2021, Learn then Test): the family-wise error rate is at most delta for any true risk curve.
/// The sequence begins at the strictest threshold that acts on at least c items, c fixed in advance; thresholds that act on nothing have p = 1, never pass and never block.
/// </remarks>
public static class SelectiveRisk
{
    /// <summary>Calibrates the threshold.</summary>
    /// <param name="scores">Finite scores of a calibration set that neither trained nor tuned the score; a higher score acts.</param>
    /// <param name="losses">One loss for each score: 1 when acting on the item would have been an error, else 0.</param>
    /// <param name="options">Risk, error level, grid and start.</param>
    /// <returns><see cref="Certified"/>, <see cref="InsufficientSamples"/>, <see cref="SequenceBlocked"/> or <see cref="RiskTooHigh"/>.</returns>
    /// <exception cref="ArgumentException">Thrown when a score is not finite, a loss is neither 0 nor 1, or the lengths differ; the message names the index.</exception>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="options"/> is null.</exception>
    /// <remarks><c>O(n log m)</c> for m thresholds, without sorting or copying the data. Safe to call from several threads.</remarks>
    public static CalibrationResult Calibrate(ReadOnlySpan<double> scores, ReadOnlySpan<double> losses, SelectiveRiskOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        CalibrationData.RequireScores(scores);
        CalibrationData.RequireLosses(scores, losses);
        double level = options.Level ?? options.Delta;
        long required = FixedSequence.RequiredAtStart(options.Start, options.Alpha, level);
        long needed = Math.Max(required, BinomialBudget.MinimumTrials(options.Alpha, level));
        if (options.Grid is null && scores.IsEmpty)
        {
            return new InsufficientSamples(0, options.Alpha, options.Delta, 0, needed, []) { Level = level };
        }

        ThresholdGrid grid = options.Grid ?? ThresholdGrid.OverRange(scores);
        GridCounts counts = GridCounts.Of(grid, scores, losses);
        HypothesisTable table = FixedSequence.Test(grid, counts, options.Alpha, level, required);
        if (table.LowestCertified is { } certified)
        {
            return new Certified(Certify(scores, losses, options, grid, table, certified), table);
        }

        int most = counts.Acted(0);
        return most < needed
            ? new InsufficientSamples(scores.Length, options.Alpha, options.Delta, most, needed, table) { Level = level }
            : FixedSequence.Explain(scores.Length, options.Alpha, options.Delta, level, table);
    }

    private static Certificate Certify(
        ReadOnlySpan<double> scores,
        ReadOnlySpan<double> losses,
        SelectiveRiskOptions options,
        ThresholdGrid grid,
        HypothesisTable table,
        Hypothesis certified)
    {
        int n = scores.Length;
        return new Certificate
        {
            Group = options.Group,
            Threshold = certified.Threshold,
            Direction = ScoreDirection.HigherActs,
            Comparison = ScoreComparison.Symbol(ScoreDirection.HigherActs),
            Rule = CertificateText.Rule(ScoreDirection.HigherActs, certified.Threshold),
            ScoreId = options.ScoreId,
            RiskOf = RiskSubject.Acted,
            Alpha = options.Alpha,
            Delta = options.Delta,
            N = n,
            K = certified.Errors,
            ActedCount = certified.Acted,
            PValue = certified.PValue,
            Level = options.Level ?? options.Delta,
            Procedure = CertificateProcedure.FixedSequence,
            Start = options.Start,
            Grid = grid.Summary,
            HypothesesTested = table.Tested,
            EmpiricalRate = (double)(n - certified.Acted) / n,
            EmpiricalRisk = (double)certified.Errors / certified.Acted,
            DataSha256 = options.DataSha256 ?? CalibrationData.Sha256(scores, losses),
            Assumptions = CertificateAssumptions.SelectiveRisk(grid, options.Group),
            Expires = options.Expires,
            Library = LibraryIdentity.Text,
        };
    }
}
