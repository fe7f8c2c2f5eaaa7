using Escalation.Decisions;

namespace Escalation.Calibration;

/// <summary>Certifies the largest delegation whose rate stays within a budget, from scores alone.</summary>
/// <remarks>
/// The grid-free order-statistic rule: <c>k = max{k : P(Bin(n, alpha) &lt;= k) &lt;= delta}</c>, threshold <c>tau = s_(k+1)</c>, the (k+1)-th largest score, delegate iff <c>score &gt; tau</c>.
/// For continuous scores the true rate is Beta(k+1, n-k) distributed, so <c>P(rate &gt; alpha) = P(Bin(n, alpha) &lt;= k) &lt;= delta</c> exactly (Wilks 1941, tolerance limits); ties only lower the rate.
/// The threshold is always an observed score: delegating everything is never certified. Every higher threshold keeps the guarantee.
/// </remarks>
public static partial class DelegationBudget
{
    /// <summary>Calibrates the threshold.</summary>
    /// <param name="scores">Finite scores of a calibration set that neither trained nor tuned the score, in any order; no labels needed.</param>
    /// <param name="options">Budget, error level and direction.</param>
    /// <returns><see cref="Certified"/>, or <see cref="InsufficientSamples"/> when even no delegation at all among n items would not be evidence enough (no items included).</returns>
    /// <exception cref="ArgumentException">Thrown when a score is NaN or infinite; the message names its index.</exception>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="options"/> is null.</exception>
    /// <remarks>Linear time; the scores stay in place. Safe to call from several threads.</remarks>
    public static CalibrationResult Calibrate(ReadOnlySpan<double> scores, DelegationBudgetOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        CalibrationData.RequireScores(scores);
        long allowed = BudgetRule.Allowed(scores.Length, options);
        if (allowed < 0)
        {
            return BudgetRule.TooFew(scores.Length, options);
        }

        double threshold = Threshold(scores, (int)allowed, options.Direction);
        int delegated = CountDelegated(scores, options.Direction, threshold);
        return new Certified(BudgetRule.Certify(scores.Length, delegated, threshold, options, options.DataSha256 ?? CalibrationData.HashLines(scores, [], options.MaxWorkers)), []);
    }

    internal static int CountDelegated(ReadOnlySpan<double> scores, ScoreDirection direction, double threshold)
    {
        int delegated = 0;
        foreach (double score in scores)
        {
            delegated += ScoreComparison.Escalates(direction, score, threshold) ? 1 : 0;
        }

        return delegated;
    }

    internal static double Threshold(ReadOnlySpan<double> scores, int allowed, ScoreDirection direction)
    {
        int rank = direction == ScoreDirection.HigherDelegates ? scores.Length - 1 - allowed : allowed;

        // Adding zero turns a negative zero into the positive one, which prints alike and compares alike.
        return OrderStatistic.Select(scores, rank) + 0.0;
    }
}
