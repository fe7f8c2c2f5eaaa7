namespace Escalation.Calibration.Grids;

/// <summary>Says why a grid has no certified threshold.</summary>
internal static class GridFailure
{
    /// <summary>The answer when there is neither an item nor a grid.</summary>
    internal static InsufficientSamples WithoutItems(SelectiveRiskOptions options, CertificateMethod method)
    {
        GridPlan plan = GridPlan.Of(options, ThresholdGrid.DefaultCount);
        return new InsufficientSamples(0, options.Alpha, options.Delta, 0, plan.Needed(method, options.Alpha), []) { Level = plan.Level };
    }

    /// <param name="n">How many calibration items there were.</param>
    /// <param name="delta">The error level that was asked for.</param>
    /// <param name="plan">The test.</param>
    /// <param name="table">Its hypotheses, none of them certified.</param>
    internal static CalibrationResult Explain(long n, double delta, GridPlan plan, HypothesisTable table)
    {
        GridEvidence evidence = table.Evidence;
        double level = plan.Level;
        long needed = plan.Needed(evidence.Method, evidence.Alpha);
        if (evidence.Trials(0) < needed)
        {
            return new InsufficientSamples(n, evidence.Alpha, delta, evidence.Trials(0), needed, table) { Level = level };
        }

        int passingAlone = 0;
        double bestBound = 1.0;
        int best = 0;
        int next;
        for (int i = 0; i < table.Count; i = next)
        {
            // On a fine grid most neighbours act on the same items, and one test serves them all.
            next = i + 1;
            while (next < table.Count && evidence.Acted(next) == evidence.Acted(i))
            {
                next++;
            }

            passingAlone += evidence.Passes(i, evidence.Alpha, level) ? next - i : 0;

            // Only where the best bound so far is rejected too can this bound be as low, so most rows need no root search.
            if (evidence.Passes(i, bestBound, level))
            {
                double bound = evidence.UpperBound(i, level);
                best = bound < bestBound ? i : best;
                bestBound = Math.Min(bound, bestBound);
            }
        }

        return passingAlone > 0
            ? new SequenceBlocked(n, evidence.Alpha, delta, [.. table.Outcome.Stops.Select(stop => table[stop])], passingAlone, table) { Level = level }
            : new RiskTooHigh(n, evidence.Alpha, delta, bestBound, evidence.Threshold(best), table) { Level = level };
    }
}
