using Escalation.Calibration.Grids;
using Escalation.Decisions;
using Escalation.Statistics;
using Escalation.Statistics.Sequential;

namespace Escalation.Calibration.Grouping;

/// <summary>Certifies a delegation budget on a fixed grid where the draws are not single items of equal weight: by a test for the mean of numbers between 0 and 1.</summary>
/// <remarks>From the threshold that delegates least on, each at the full level until the first failure. The delegation rate only grows along the way, so a bound at each single threshold suffices (risk-controlling prediction sets, Bates et al. 2021).</remarks>
internal static class BoundedBudget
{
    internal static void Require(ThresholdGrid? grid, CertificateMethod method)
    {
        if (grid is null)
        {
            throw new ArgumentException("grid must be given: the order-statistic rule counts independent items of equal weight, and these are not.", nameof(grid));
        }

        BudgetGrid.RequireFixed(grid);
        if (method is not (CertificateMethod.Betting or CertificateMethod.HoeffdingBentkus))
        {
            throw new ArgumentException($"method must be betting or Hoeffding-Bentkus, since the tested numbers are not counts, but was {method}.", nameof(method));
        }
    }

    internal static CalibrationResult Calibrate(BudgetUnits units, ReadOnlySpan<double> scores, DelegationBudgetOptions options, ThresholdGrid grid, CertificateMethod method, long seed, IReadOnlyList<string> assumptions)
    {
        double level = options.Level ?? options.Delta;
        long needed = LeastCount.Of(method, options.Alpha, level);
        if (units.Count < needed)
        {
            return new InsufficientSamples(scores.Length, options.Alpha, options.Delta, units.Count, needed, []) { Level = level };
        }

        long[] delegated = BudgetGrid.Delegated(scores, options.Direction, grid);
        double[] values = new double[units.Count];
        double[] certified = new double[units.Count];
        int passed = 0;
        long previous = -1;
        while (passed < grid.Count)
        {
            // Thresholds that delegate the same items give the same numbers.
            long k = delegated[BudgetGrid.Place(grid, options.Direction, passed)];
            if (k != previous)
            {
                previous = k;
                units.Fill(passed, values);
                if (!(PValue(values, method, options.Alpha, level) <= level))
                {
                    break;
                }

                values.CopyTo(certified);
            }

            passed++;
        }

        if (passed == 0)
        {
            return new RiskTooHigh(scores.Length, options.Alpha, options.Delta, Upper(values, method, level), grid.Thresholds[BudgetGrid.Place(grid, options.Direction, 0)], []) { Level = level };
        }

        int last = BudgetGrid.Place(grid, options.Direction, passed - 1);
        return new Certified(Certify(units, scores, options, grid, method, seed, assumptions, last, delegated[last], certified, Math.Min(passed + 1, grid.Count), level), []);
    }

    private static double PValue(ReadOnlySpan<double> values, CertificateMethod method, double alpha, double level) => method == CertificateMethod.Betting
        ? BettingTest.PValue(values, alpha, level)
        : HoeffdingBentkus.PValue(LossSum.Of(values).Value, values.Length, alpha);

    private static double Upper(ReadOnlySpan<double> values, CertificateMethod method, double level) => method == CertificateMethod.Betting
        ? BettingTest.Upper(values, level)
        : HoeffdingBentkus.Upper(LossSum.Of(values).Value, values.Length, level);

    private static Certificate Certify(BudgetUnits units, ReadOnlySpan<double> scores, DelegationBudgetOptions options, ThresholdGrid grid, CertificateMethod method, long seed, IReadOnlyList<string> assumptions, int index, long delegated, double[] values, int tested, double level)
    {
        int n = scores.Length;
        return new Certificate
        {
            Group = options.Group,
            Threshold = grid.Thresholds[index],
            Direction = options.Direction,
            Comparison = ScoreComparison.Symbol(options.Direction),
            Rule = CertificateText.Rule(options.Direction, grid.Thresholds[index]),
            ScoreId = options.ScoreId,
            RiskOf = null,
            Alpha = options.Alpha,
            Delta = options.Delta,
            N = n,
            K = delegated,
            ActedCount = n - delegated,
            LossSum = LossSum.Of(values).Value,
            Clusters = units.Clusters,
            PValue = PValue(values, method, options.Alpha, level),
            Method = method,
            Level = level,
            Procedure = CertificateProcedure.FixedSequence,
            Grid = grid.Summary,
            HypothesesTested = tested,
            EmpiricalRate = (double)delegated / n,
            UpperBound = Math.Min(options.Alpha, Upper(values, method, level)),
            Seed = method == CertificateMethod.Betting ? seed : null,
            DataSha256 = options.DataSha256 ?? CalibrationData.Sha256(scores),
            Assumptions = assumptions,
            Expires = options.Expires,
            Library = LibraryIdentity.Text,
        };
    }
}
