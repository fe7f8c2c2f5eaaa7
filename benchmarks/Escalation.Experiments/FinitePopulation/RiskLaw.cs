using Escalation.Calibration;
using Escalation.Calibration.Populations;
using Escalation.Statistics;

namespace Escalation.Experiments.FinitePopulation;

/// <summary>The exact law of a certified selective risk under sampling without replacement: which threshold is reported how often, and how often its risk on the population exceeds the level.</summary>
/// <remarks>The test is restated here, <c>errors &lt;= max{k : P(Bin(acted, alpha) &lt;= k) &lt;= delta}</c> from the start on, and not taken from the calibration that is under examination.</remarks>
internal static class RiskLaw
{
    /// <summary>Computes the law.</summary>
    /// <param name="curve">The population's counts at each threshold.</param>
    /// <param name="draws">The size n of the calibration set, 1 to N - 1.</param>
    /// <param name="alpha">The risk level.</param>
    /// <param name="delta">The error level.</param>
    /// <param name="start">Where the sequence begins.</param>
    internal static PopulationLaw Of(PoolCurve curve, int draws, double alpha, double delta, SequenceStart start)
    {
        Cell[] cells = new Cell[curve.Count];
        for (int threshold = 0; threshold < cells.Length; threshold++)
        {
            cells[threshold] = curve.CellOf(threshold);
        }

        double[] reported = SequenceLaw.Reported(cells, curve.Size, draws, Required(alpha, delta, start), Allowed(draws, alpha, delta));
        double violation = 0.0;
        double certified = 0.0;
        double coverage = 0.0;
        for (int threshold = 0; threshold < reported.Length; threshold++)
        {
            violation += PopulationShare.Exceeds(curve.Errors(threshold), curve.Acted(threshold), alpha) ? reported[threshold] : 0.0;
            certified += reported[threshold];
            coverage += reported[threshold] * curve.Acted(threshold) / curve.Size;
        }

        return new PopulationLaw(violation, certified, coverage);
    }

    private static long Required(double alpha, double delta, SequenceStart start) => start switch
    {
        SequenceStart.Strictest => 1,
        SequenceStart.Floor => BinomialBudget.MinimumTrials(alpha, delta),
        SequenceStart.TwiceFloor => 2 * BinomialBudget.MinimumTrials(alpha, delta),
        SequenceStart.FourTimesFloor => 4 * BinomialBudget.MinimumTrials(alpha, delta),
        _ => throw new ArgumentOutOfRangeException(nameof(start), start, "Not a sequence start."),
    };

    private static int[] Allowed(int draws, double alpha, double delta)
    {
        int[] allowed = new int[draws + 1];
        for (int acted = 0; acted <= draws; acted++)
        {
            allowed[acted] = (int)BinomialBudget.LargestCount(acted, alpha, delta);
        }

        return allowed;
    }
}
