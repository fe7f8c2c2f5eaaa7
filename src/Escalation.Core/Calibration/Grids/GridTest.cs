using Escalation.Calibration.MultipleTesting;

namespace Escalation.Calibration.Grids;

/// <summary>Tests the thresholds of a grid together, so that with probability 1 - share every certified one keeps the risk.</summary>
internal static class GridTest
{
    internal static GridOutcome Run(GridEvidence evidence, GridPlan plan) => plan.Procedure switch
    {
        CertificateProcedure.FixedSequence => FixedSequence(evidence, plan.Required(evidence.Method, evidence.Alpha), plan.Level),
        CertificateProcedure.MultiStart => new FamilyOutcome(
            FamilywiseTest.MultiStart(FromStrictest(evidence, plan), FamilywiseTest.EvenStarts(plan.Count, plan.Starts), plan.Share), strictestFirst: true),
        CertificateProcedure.Graphical => new FamilyOutcome(
            FamilywiseTest.Graphical(TestGraph.Chains(Lengths(plan)), FromStrictest(evidence, plan), plan.Share), strictestFirst: true),
        CertificateProcedure.Bonferroni => new FamilyOutcome(FamilywiseTest.Bonferroni(All(evidence), plan.Share), strictestFirst: false),
        CertificateProcedure.Holm => new FamilyOutcome(FamilywiseTest.Holm(All(evidence), plan.Share), strictestFirst: false),
        _ => throw new ArgumentOutOfRangeException(nameof(plan), plan.Procedure, "Not a procedure for a grid."),
    };

    /// <summary>The one sequence at the full level. It asks only whether a threshold passes, which far from the level is much cheaper to say than the p-value, for exact tails even of many thresholds at once, and keeps nothing per threshold: a grid may have millions.</summary>
    private static SequenceOutcome FixedSequence(GridEvidence evidence, long required, double level)
    {
        int first = evidence.Grid.Count - 1;
        while (first >= 0 && evidence.Acted(first) < required)
        {
            first--;
        }

        int failure = evidence.FirstFailure(first, evidence.Alpha, level);
        return new SequenceOutcome(first, certifiedFrom: failure + 1, level);
    }

    /// <summary>P-values from the strictest threshold down, computed when a sequence gets there; those that act on too little are gone past, by counts alone.</summary>
    private static PValues FromStrictest(GridEvidence evidence, GridPlan plan)
    {
        long required = plan.Required(evidence.Method, evidence.Alpha);
        var latest = new LatestPValue(evidence);
        int last = plan.Count - 1;
        return PValues.OnDemand(plan.Count, place => latest.Of(last - place), place => evidence.Acted(last - place) < required);
    }

    private static double[] All(GridEvidence evidence)
    {
        var latest = new LatestPValue(evidence);
        double[] pValues = new double[evidence.Grid.Count];
        for (int i = 0; i < pValues.Length; i++)
        {
            pValues[i] = latest.Of(i);
        }

        return pValues;
    }

    /// <summary>The lengths of the chains between starts at equal spacing.</summary>
    private static int[] Lengths(GridPlan plan)
    {
        int[] starts = FamilywiseTest.EvenStarts(plan.Count, plan.Starts);
        int[] lengths = new int[starts.Length];
        for (int j = 0; j < starts.Length; j++)
        {
            lengths[j] = (j + 1 < starts.Length ? starts[j + 1] : plan.Count) - starts[j];
        }

        return lengths;
    }

    /// <summary>On a fine grid most neighbours act on the same items, and one p-value serves them all.</summary>
    private sealed class LatestPValue(GridEvidence evidence)
    {
        private long _acted = -1;
        private double _pValue;

        internal double Of(int index)
        {
            if (evidence.Acted(index) != _acted)
            {
                _acted = evidence.Acted(index);
                _pValue = evidence.PValue(index);
            }

            return _pValue;
        }
    }
}
