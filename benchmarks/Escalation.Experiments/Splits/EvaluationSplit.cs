using Escalation.Calibration;
using Escalation.Calibration.Populations;
using Escalation.Decisions;
using Escalation.Experiments.Data;
using Escalation.Statistics;

namespace Escalation.Experiments.Splits;

/// <summary>Why a finite evaluation split misleads: the same certified thresholds judged on a held-out part and on the whole pool.</summary>
/// <remarks>
/// Where all scores differ, calibration set and evaluation split are a random division of n + m ranks, so the number delegated on the split is beta-binomial with the parameters m, k + 1, n - k, whatever the population.
/// Its spread adds to that of the threshold, and the share of the split exceeds the budget far more often than delta although no promise is broken.
/// </remarks>
internal sealed record EvaluationSplit
{
    private const int Size = 793;
    private const double Alpha = 0.3;

    /// <summary>The pool.</summary>
    internal required Pool Pool { get; init; }

    /// <summary>The number of splits.</summary>
    internal required int Splits { get; init; }

    /// <summary>The items n of the calibration set and m of the evaluation split.</summary>
    internal int Draws => Size;

    /// <summary>The budget.</summary>
    internal double Budget => Alpha;

    /// <summary>How often the whole pool delegates more than the budget.</summary>
    internal required int PoolViolations { get; init; }

    /// <summary>How often the evaluation split does.</summary>
    internal required int SplitViolations { get; init; }

    /// <summary>The exact probability of a pool violation.</summary>
    internal required double PoolProbability { get; init; }

    /// <summary>The exact probability that the evaluation split exceeds the budget.</summary>
    internal required double SplitProbability { get; init; }

    /// <summary>The exact violation probability in an endless population, <c>P(Bin(n, alpha) &lt;= k)</c>.</summary>
    internal required double EndlessProbability { get; init; }

    /// <summary>The pool violations that their probability explains.</summary>
    internal CountInterval PoolInterval => BinomialAcceptance.Of(Splits, PoolProbability, SplitRow.FalseAlarm);

    /// <summary>The violations on the split that their probability explains.</summary>
    internal CountInterval SplitInterval => BinomialAcceptance.Of(Splits, SplitProbability, SplitRow.FalseAlarm);

    /// <summary>Whether both counts are inside.</summary>
    internal bool Inside => PoolInterval.Contains(PoolViolations) && SplitInterval.Contains(SplitViolations);

    /// <summary>Runs it on the largest pool in which no two scores are equal.</summary>
    /// <returns>The comparison, or null when no pool is large enough and free of ties.</returns>
    internal static EvaluationSplit? Run(IEnumerable<Pool> pools, int splits, ulong seed)
    {
        Pool? pool = pools.Where(static pool => pool.Size >= 2 * Size && pool.Delegation.Values.Distinct().Count() == pool.Size).MaxBy(static pool => pool.Size);
        return pool is null ? null : Run(pool, splits, seed);
    }

    private static EvaluationSplit Run(Pool pool, int splits, ulong seed)
    {
        var promise = new BudgetCase(pool, Size, Alpha, SplitsPlan.Delta);
        var sampler = new Sampler(pool.Size, seed);
        int onPool = 0;
        int onSplit = 0;
        for (int split = 0; split < splits; split++)
        {
            ReadOnlySpan<int> order = sampler.Next();
            Threshold deployed = ((Certified)promise.Calibrate(order[..Size])).Certificate;
            onPool += promise.Deploy(deployed).Violates ? 1 : 0;
            int delegated = BudgetCase.CountDelegated(deployed, Pool.Select(pool.Delegation.Values, order.Slice(Size, Size)));
            onSplit += PopulationShare.Exceeds(delegated, Size, Alpha) ? 1 : 0;
        }

        long allowed = BinomialBudget.LargestCount(Size, Alpha, SplitsPlan.Delta);
        int firstAbove = 0;
        while (!PopulationShare.Exceeds(firstAbove, Size, Alpha))
        {
            firstAbove++;
        }

        return new EvaluationSplit
        {
            Pool = pool,
            Splits = splits,
            PoolViolations = onPool,
            SplitViolations = onSplit,
            PoolProbability = promise.Law().Violation,
            SplitProbability = BetaBinomialTail.Upper(firstAbove, Size, allowed + 1, Size - allowed),
            EndlessProbability = BinomialTail.Lower(allowed, Size, Alpha),
        };
    }
}
