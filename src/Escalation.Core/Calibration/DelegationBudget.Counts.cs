using Escalation.Calibration.Counting;
using Escalation.Calibration.Grouping;
using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Calibration;

/// <content>A budget from counts alone.</content>
public static partial class DelegationBudget
{
    /// <summary>Calibrates from counts, which may have been streamed and merged, so that the number of items is not bounded by memory.</summary>
    /// <param name="counts">Counts over thresholds that were fixed without the calibration scores; losses may have been counted and play no part.</param>
    /// <param name="options">Budget, error level and direction, of which the side that acts must be that of the counts.</param>
    /// <returns><see cref="Certified"/>, <see cref="InsufficientSamples"/>, or <see cref="RiskTooHigh"/> when every threshold delegates too much.</returns>
    /// <exception cref="ArgumentException">Thrown when the counts act on the other side of a threshold, hold more than <see cref="BinomialTail.MaxTrials"/> items, or are over a grid that the calibration scores placed.</exception>
    /// <exception cref="ArgumentNullException">Thrown when an argument is null.</exception>
    /// <remarks>
    /// From the threshold that delegates least to the one that delegates most, "the delegation rate exceeds alpha" is tested at the full level by <c>P(Bin(n, alpha) &lt;= delegated)</c> until the first failure: a fixed sequence over the grid.
    /// Between two thresholds it cannot choose, so it delegates at most what the scores themselves would have certified, and the same where that order statistic is a threshold.
    /// The certificate carries the fingerprint of the scores when the options give it or the counts, counted without losses, carry it; else that of the counts without their losses, and says so among its assumptions.
    /// Time grows with the grid. Safe to call from several threads.
    /// </remarks>
    public static CalibrationResult Calibrate(ThresholdCounts counts, DelegationBudgetOptions options)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(options);
        RequireSide(counts, options.Direction);
        counts.RequireTestable(nameof(counts));
        BudgetGrid.RequireFixed(counts.Grid);
        long[] delegated = [.. Enumerable.Range(0, counts.Grid.Count).Select(counts.Delegated)];
        if (!BudgetGrid.TryTest(counts.N, delegated, options, counts.Grid, out int passed, out CalibrationResult? failure))
        {
            return failure;
        }

        string? sha256 = options.DataSha256 ?? (counts.Losses == CountedLosses.None ? counts.DataSha256 : null);
        Certificate certificate = BudgetGrid.Certify(counts.N, delegated, options, counts.Grid, passed, sha256 ?? counts.WithoutLosses().CountsSha256);
        return new Certified(sha256 is null ? CountsFingerprint.State(certificate) : certificate, []);
    }

    /// <summary>Whether the counts act on the side of a threshold that a budget of this direction acts on.</summary>
    internal static bool IsSide(ThresholdCounts counts, ScoreDirection direction) =>
        (counts.Direction == ScoreDirection.HigherDelegates) == (direction == ScoreDirection.HigherDelegates);

    private static void RequireSide(ThresholdCounts counts, ScoreDirection direction)
    {
        if (!IsSide(counts, direction))
        {
            throw new ArgumentException($"counts must be of a direction that acts on the side that {direction} acts on, but are of {counts.Direction}.", nameof(counts));
        }
    }
}
