using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Calibration.Grouping;

/// <summary>Certifies a delegation budget on a grid that was fixed beforehand.</summary>
/// <remarks>From the threshold that delegates least to the one that delegates most, each hypothesis "the delegation rate exceeds alpha" is tested at the full level by <c>P(Bin(n, alpha) &lt;= delegated)</c> until the first failure. The rate only grows along the way, so the first true null guards all behind it.</remarks>
internal static class BudgetGrid
{
    internal static CalibrationResult Calibrate(ReadOnlySpan<double> scores, DelegationBudgetOptions options, ThresholdGrid grid)
    {
        int n = scores.Length;
        double level = options.Level ?? options.Delta;
        int allowed = n == 0 ? -1 : (int)BinomialBudget.LargestCount(n, options.Alpha, level);
        if (allowed < 0)
        {
            return new InsufficientSamples(n, options.Alpha, options.Delta, n, BinomialBudget.MinimumTrials(options.Alpha, level), []) { Level = level };
        }

        int[] delegated = Delegated(scores, options.Direction, grid);
        int passed = 0;
        while (passed < grid.Count && delegated[Place(grid, options.Direction, passed)] <= allowed)
        {
            passed++;
        }

        if (passed == 0)
        {
            int strictest = Place(grid, options.Direction, 0);
            return new RiskTooHigh(n, options.Alpha, options.Delta, ClopperPearson.Upper(delegated[strictest], n, level), grid.Thresholds[strictest], []) { Level = level };
        }

        int last = Place(grid, options.Direction, passed - 1);
        int k = delegated[last];
        return new Certified(
            new Certificate
            {
                Group = options.Group,
                Threshold = grid.Thresholds[last],
                Direction = options.Direction,
                Comparison = ScoreComparison.Symbol(options.Direction),
                Rule = CertificateText.Rule(options.Direction, grid.Thresholds[last]),
                ScoreId = options.ScoreId,
                RiskOf = null,
                Alpha = options.Alpha,
                Delta = options.Delta,
                N = n,
                K = k,
                ActedCount = n - k,
                PValue = BinomialTail.Lower(k, n, options.Alpha),
                Level = level,
                Procedure = CertificateProcedure.FixedSequence,
                Grid = grid.Summary,
                HypothesesTested = Math.Min(passed + 1, grid.Count),
                EmpiricalRate = (double)k / n,
                DataSha256 = options.DataSha256 ?? CalibrationData.Sha256(scores),
                Assumptions = GroupingAssumptions.GridBudget(options.Group),
                Expires = options.Expires,
                Library = LibraryIdentity.Text,
            },
            []);
    }

    /// <summary>The grid's index of the threshold at a place of the sequence, which begins with the one that delegates least.</summary>
    internal static int Place(ThresholdGrid grid, ScoreDirection direction, int step) => direction == ScoreDirection.HigherDelegates ? grid.Count - 1 - step : step;

    /// <summary>How many items each threshold of the grid delegates. <c>O(n log m)</c>, without sorting.</summary>
    internal static int[] Delegated(ReadOnlySpan<double> scores, ScoreDirection direction, ThresholdGrid grid)
    {
        int m = grid.Count;
        int[] delegated = new int[m];
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
