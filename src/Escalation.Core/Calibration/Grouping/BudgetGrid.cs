using System.Diagnostics.CodeAnalysis;
using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Calibration.Grouping;

/// <summary>Certifies a delegation budget on a grid that was fixed beforehand.</summary>
/// <remarks>From the threshold that delegates least to the one that delegates most, each hypothesis "the delegation rate exceeds alpha" is tested at the full level by <c>P(Bin(n, alpha) &lt;= delegated)</c> until the first failure. The rate only grows along the way, so the first true null guards all behind it.</remarks>
internal static class BudgetGrid
{
    internal static CalibrationResult Calibrate(ReadOnlySpan<double> scores, DelegationBudgetOptions options, ThresholdGrid grid)
    {
        long[] delegated = Delegated(scores, options.Direction, grid);
        return TryTest(scores.Length, delegated, options, grid, out int passed, out CalibrationResult? failure)
            ? new Certified(Certify(scores.Length, delegated, options, grid, passed, options.DataSha256 ?? CalibrationData.Sha256(scores)), [])
            : failure;
    }

    /// <summary>Runs the sequence.</summary>
    /// <param name="n">How many items there are.</param>
    /// <param name="delegated">How many of them each threshold of the grid delegates.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="passed">How many thresholds passed.</param>
    /// <param name="failure">Why none did; null when one did.</param>
    internal static bool TryTest(long n, ReadOnlySpan<long> delegated, DelegationBudgetOptions options, ThresholdGrid grid, out int passed, [NotNullWhen(false)] out CalibrationResult? failure)
    {
        passed = 0;
        long allowed = BudgetRule.Allowed(n, options);
        if (allowed < 0)
        {
            failure = BudgetRule.TooFew(n, options);
            return false;
        }

        while (passed < grid.Count && delegated[Place(grid, options.Direction, passed)] <= allowed)
        {
            passed++;
        }

        if (passed > 0)
        {
            failure = null;
            return true;
        }

        int strictest = Place(grid, options.Direction, 0);
        double level = BudgetRule.LevelOf(options);
        failure = new RiskTooHigh(n, options.Alpha, options.Delta, ClopperPearson.Upper(delegated[strictest], n, level), grid.Thresholds[strictest], []) { Level = level };
        return false;
    }

    /// <summary>The certificate of the last threshold that passed.</summary>
    internal static Certificate Certify(long n, ReadOnlySpan<long> delegated, DelegationBudgetOptions options, ThresholdGrid grid, int passed, string sha256)
    {
        int last = Place(grid, options.Direction, passed - 1);
        return BudgetRule.Certify(n, delegated[last], grid.Thresholds[last], options, sha256, grid, Math.Min(passed + 1, grid.Count));
    }

    /// <summary>The grid's index of the threshold at a place of the sequence, which begins with the one that delegates least.</summary>
    internal static int Place(ThresholdGrid grid, ScoreDirection direction, int step) => direction == ScoreDirection.HigherDelegates ? grid.Count - 1 - step : step;

    /// <summary>How many items each threshold of the grid delegates. <c>O(n log m)</c>, without sorting.</summary>
    internal static long[] Delegated(ReadOnlySpan<double> scores, ScoreDirection direction, ThresholdGrid grid)
    {
        int m = grid.Count;
        long[] delegated = new long[m];
        foreach (double score in scores)
        {
            int least = LeastDelegating(grid, direction, score);
            if (least < m)
            {
                delegated[Place(grid, direction, least)]++;
            }
        }

        for (int step = 1; step < m; step++)
        {
            delegated[Place(grid, direction, step)] += delegated[Place(grid, direction, step - 1)];
        }

        return delegated;
    }

    /// <summary>The first place of the sequence whose threshold delegates a score; the length of the sequence when none does. From there on, all do.</summary>
    internal static int LeastDelegating(ThresholdGrid grid, ScoreDirection direction, double score)
    {
        int low = 0;
        int high = grid.Count;
        while (low < high)
        {
            int middle = (int)(((uint)low + (uint)high) >> 1);
            bool delegates = ScoreComparison.Escalates(direction, score, grid.Thresholds[Place(grid, direction, middle)]);
            (low, high) = delegates ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    /// <summary>Throws unless the thresholds were fixed without the calibration scores.</summary>
    internal static void RequireFixed(ThresholdGrid? grid)
    {
        if (grid is { Origin: ThresholdGridOrigin.Observed or ThresholdGridOrigin.ScoreRange })
        {
            throw new ArgumentException($"The grid of a budget must be fixed without the calibration scores, but its origin is {grid.Origin}.", nameof(grid));
        }
    }
}
