using Escalation.Calibration.Grouping;
using Escalation.Tool.Input;

namespace Escalation.Tool.Verbs.Calibrate;

/// <summary>Warns of rows that look like copies of each other, which no certificate that counts them as independent survives.</summary>
internal static class RepeatWarning
{
    /// <summary>What is suspicious about the rows, or, with clusters, about one row of each; null when nothing is.</summary>
    internal static string? Of(CalibrateRequest request, ScoreTable table)
    {
        (double[] scores, double[] losses) = (table.Scores, table.Losses);
        if (request.Clusters is not null)
        {
            // Rows of one cluster may be copies: it counts once. Copies of whole clusters show in a row of each.
            int[] drawn = ClusterCalibration.DrawOnePerCluster(table.Clusters, seed: 0);
            scores = [.. drawn.Select(row => table.Scores[row])];
            losses = losses.Length == 0 ? [] : [.. drawn.Select(row => table.Losses[row])];
        }

        RepeatReport report = losses.Length == 0 ? RepeatDetection.OfRows(scores) : RepeatDetection.OfRows(scores, losses);
        return report.IsSuspicious ? report.Sentence : null;
    }
}
