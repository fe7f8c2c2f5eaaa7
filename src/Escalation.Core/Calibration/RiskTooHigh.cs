using System.Globalization;

namespace Escalation.Calibration;

/// <summary>There are items enough, but no threshold of the grid passes, even taken alone, at the level that the procedure leaves to one.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class RiskTooHigh : CalibrationResult
{
    internal RiskTooHigh(long n, double alpha, double delta, double bestUpperBound, double bestThreshold, IReadOnlyList<Hypothesis> hypotheses)
        : base(n, alpha, delta, hypotheses)
    {
        BestUpperBound = bestUpperBound;
        BestThreshold = bestThreshold;
    }

    /// <inheritdoc/>
    public override string Status => CalibrationStatus.RiskTooHigh;

    /// <inheritdoc/>
    public override string Message => string.Create(CultureInfo.InvariantCulture, $"Not certifiable: the best threshold, {BestThreshold:R}, has an upper bound of {BestUpperBound:R} on its risk, above alpha {Alpha:R} at {LevelText}.");

    /// <summary>The least upper bound on the risk over the grid (one-sided at <see cref="CalibrationResult.Level"/>, by the method of the p-values: Clopper-Pearson for losses of 0 and 1), above alpha. It says how far off the data are; chosen as the best of many, it is no guarantee.</summary>
    public double BestUpperBound { get; }

    /// <summary>The threshold that has this bound.</summary>
    public double BestThreshold { get; }
}
