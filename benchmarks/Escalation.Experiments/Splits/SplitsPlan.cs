using Escalation.Experiments.Data;
using Escalation.Experiments.FinitePopulation;

namespace Escalation.Experiments.Splits;

/// <summary>Which promises are certified on which pool. Everything here is fixed before a calibration set is drawn.</summary>
internal static class SplitsPlan
{
    /// <summary>The error level of every row.</summary>
    internal const double Delta = 0.1;

    private const int Draws = 500;
    private const string Detailed = "mmlu_llama13b";
    private const int LevelsPerUnit = 200;

    private static readonly double[] Budgets = [0.1, 0.3];
    private static readonly double[] DetailedBudgets = [0.1, 0.2, 0.3];
    private static readonly int[] DetailedDraws = [200, 500, 1000];
    private static readonly double[] Coverages = [0.6, 0.9];

    /// <summary>The rows of a pool; none for one that is too small to be called a population of calibration sets.</summary>
    internal static IEnumerable<SplitCase> Of(Pool pool)
    {
        bool detailed = pool.DataSet == Detailed;
        foreach (double budget in detailed ? DetailedBudgets : Budgets)
        {
            foreach (int draws in detailed ? DetailedDraws : [Draws])
            {
                if (draws < pool.Size)
                {
                    yield return new BudgetCase(pool, draws, budget, Delta);
                }
            }
        }

        if (Draws < pool.Size)
        {
            var curve = new PoolCurve(ConfidenceGrid.Thresholds, pool.Confidences, pool.Losses);
            foreach (double level in Coverages.Select(coverage => LevelAt(curve, coverage)).Where(static level => level > 0.0).Distinct())
            {
                yield return new RiskCase(pool, curve, Draws, level, Delta);
            }
        }
    }

    /// <summary>The largest multiple of .005 below the pool's risk at the threshold whose coverage is nearest: a level that this threshold breaks, by as little as possible.</summary>
    internal static double LevelAt(PoolCurve curve, double coverage)
    {
        int nearest = 0;
        for (int threshold = 1; threshold < curve.Count; threshold++)
        {
            nearest = Distance(curve, threshold, coverage) < Distance(curve, nearest, coverage) ? threshold : nearest;
        }

        long errors = curve.Errors(nearest);
        return errors == 0 ? 0.0 : (double)(((LevelsPerUnit * errors) - 1) / curve.Acted(nearest)) / LevelsPerUnit;
    }

    private static double Distance(PoolCurve curve, int threshold, double coverage) => Math.Abs(((double)curve.Acted(threshold) / curve.Size) - coverage);
}
