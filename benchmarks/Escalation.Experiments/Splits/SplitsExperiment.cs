using Escalation.Calibration;
using Escalation.Decisions;
using Escalation.Experiments.Data;
using Escalation.Statistics;

namespace Escalation.Experiments.Splits;

/// <summary>Certifies on random calibration sets drawn from finite pools, deploys on the whole pool, and counts.</summary>
internal static class SplitsExperiment
{
    /// <summary>Runs every case of the plan.</summary>
    /// <param name="pools">The data sets; at least one large enough for a case.</param>
    /// <param name="splits">Random splits for each case, at least 1.</param>
    /// <param name="seed">The seed; the same one gives the same result.</param>
    /// <exception cref="ExperimentException">Thrown when no pool is large enough.</exception>
    internal static SplitsResult Run(IReadOnlyList<Pool> pools, int splits, ulong seed)
    {
        var seeds = new SplitMix64(seed);
        ulong evaluationSeed = seeds.NextBits();
        SplitRow[] rows = [.. pools.SelectMany(SplitsPlan.Of).Select(promise => Measure(promise, splits, seeds.NextBits()))];
        return new SplitsResult
        {
            Splits = splits,
            Seed = seed,
            Rows = rows,
            Pooled = rows.Length > 0 ? PooledRows.Of(rows) : throw new ExperimentException("no data set has more items than a calibration set"),
            Evaluation = EvaluationSplit.Run(pools, splits, evaluationSeed),
        };
    }

    /// <summary>Runs one case.</summary>
    internal static SplitRow Measure(SplitCase promise, int splits, ulong seed)
    {
        var sampler = new Sampler(promise.Pool.Size, seed);
        int certified = 0;
        int violations = 0;
        double rates = 0.0;
        for (int split = 0; split < splits; split++)
        {
            if (promise.Calibrate(sampler.Next()[..promise.Draws]) is Certified { Certificate: { } certificate })
            {
                Threshold deployed = certificate;
                Deployment deployment = promise.Deploy(deployed);
                certified++;
                rates += deployment.Rate;
                violations += deployment.Violates ? 1 : 0;
            }
        }

        return new SplitRow
        {
            Case = promise,
            Splits = splits,
            Certified = certified,
            MeanRate = rates / splits,
            Violations = violations,
            Law = promise.Law(),
        };
    }
}
