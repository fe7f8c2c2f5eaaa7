namespace Escalation.Core.Tests.Learning.Calibrators;

/// <summary>Isotonic regression by its definition as a formula: the least over ends of the greatest over starts of the mean between (Barlow et al., 1972).</summary>
internal static class IsotonicReference
{
    /// <summary>The fit at a score that is one of the rows'.</summary>
    internal static double At(double[] scores, bool[] labels, double score)
    {
        double[] distinct = [.. scores.Distinct().Order()];
        double best = double.PositiveInfinity;
        foreach (double end in distinct.Where(x => x >= score))
        {
            double greatest = double.NegativeInfinity;
            foreach (double start in distinct.Where(x => x <= score))
            {
                int rows = scores.Count(x => x >= start && x <= end);
                int right = Enumerable.Range(0, scores.Length).Count(i => scores[i] >= start && scores[i] <= end && labels[i]);
                greatest = Math.Max(greatest, (double)right / rows);
            }

            best = Math.Min(best, greatest);
        }

        return best;
    }
}
