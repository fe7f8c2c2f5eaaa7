using Escalation.Statistics;

namespace Escalation.Calibration;

/// <summary>Fixed-sequence testing of nested thresholds from strict to permissive, and the reason when nothing passes.</summary>
internal static class FixedSequence
{
    /// <summary>How many acted items the first hypothesis of a sequence must have.</summary>
    internal static long RequiredAtStart(SequenceStart start, double alpha, double delta)
    {
        if (start == SequenceStart.Strictest)
        {
            return 1;
        }

        long floor = BinomialBudget.MinimumTrials(alpha, delta);
        return start == SequenceStart.Floor ? floor : 2 * floor;
    }

    /// <summary>Tests from the strictest threshold that acts on at least <paramref name="required"/> items until the first failure.</summary>
    internal static HypothesisTable Test(ThresholdGrid grid, GridCounts counts, double alpha, double delta, long required)
    {
        int first = grid.Count - 1;
        while (first >= 0 && counts.Acted(first) < required)
        {
            first--;
        }

        int next = first;
        while (next >= 0 && Passes(counts.Errors(next), counts.Acted(next), alpha, delta))
        {
            next--;
        }

        return new HypothesisTable(grid, counts, alpha, first, lastTested: Math.Max(next, 0), certifiedFrom: next + 1);
    }

    /// <summary>Why a sequence certified nothing although there were items enough.</summary>
    internal static CalibrationResult Explain(long n, double alpha, double delta, double level, HypothesisTable table)
    {
        int passingAlone = 0;
        bool passes = false;
        double bestBound = 1.0;
        Hypothesis best = table[0];
        Hypothesis previous = default;
        foreach (Hypothesis hypothesis in table)
        {
            // On a fine grid most neighbours act on the same items, and one test serves them all.
            if (hypothesis.Acted != previous.Acted)
            {
                passes = Passes(hypothesis.Errors, hypothesis.Acted, alpha, level);

                // Only where the tail at the best bound so far is at most the level can this bound be as low, so most rows need no root search.
                if (BinomialTail.Lower(hypothesis.Errors, hypothesis.Acted, bestBound) <= level)
                {
                    double bound = ClopperPearson.Upper(hypothesis.Errors, hypothesis.Acted, level);
                    best = bound < bestBound ? hypothesis : best;
                    bestBound = Math.Min(bound, bestBound);
                }
            }

            passingAlone += passes ? 1 : 0;
            previous = hypothesis;
        }

        return passingAlone > 0
            ? new SequenceBlocked(n, alpha, delta, table.FirstTested, passingAlone, table) { Level = level }
            : new RiskTooHigh(n, alpha, delta, bestBound, best.Threshold, table) { Level = level };
    }

    private static bool Passes(long errors, long acted, double alpha, double delta) =>
        acted > 0 && (PassesByFar(errors, acted, alpha, delta) || BinomialTail.Lower(errors, acted, alpha) <= delta);

    /// <summary>Whether even the Chernoff bound on the tail, <c>exp(-n KL(k/n || alpha))</c>, is below delta by a margin that dwarfs rounding. It never decides otherwise than the exact tail, which costs a hundred times as much.</summary>
    private static bool PassesByFar(long errors, long acted, double alpha, double delta)
    {
        const double Margin = 1.001;
        double rate = (double)errors / acted;
        if (!(rate < alpha))
        {
            return false;
        }

        double right = errors == 0 ? 0.0 : errors * Math.Log(rate / alpha);
        double wrong = (acted - errors) * (Elementary.LogOnePlus(-rate) - Elementary.LogOnePlus(-alpha));
        return right + wrong > Margin * -Math.Log(delta);
    }
}
