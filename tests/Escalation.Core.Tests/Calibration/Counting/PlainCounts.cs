using Escalation.Calibration;
using Escalation.Decisions;

namespace Escalation.Core.Tests.Calibration.Counting;

/// <summary>Counts by definition: every score against every threshold, with the comparison that decisions use.</summary>
internal static class PlainCounts
{
    internal static (long[] Acted, long[] Errors) Of(ThresholdGrid grid, ScoreDirection direction, double[] scores, double[] losses)
    {
        long[] acted = new long[grid.Count];
        long[] errors = new long[grid.Count];
        for (int j = 0; j < grid.Count; j++)
        {
            double threshold = grid.Thresholds[j];
            for (int i = 0; i < scores.Length; i++)
            {
                if (!ScoreComparison.Escalates(direction, scores[i], threshold))
                {
                    acted[j]++;
                    errors[j] += losses[i] > 0.0 ? 1 : 0;
                }
            }
        }

        return (acted, errors);
    }
}
