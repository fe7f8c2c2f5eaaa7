using Escalation.Calibration.Grouping;
using Escalation.Tool.Input;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Calibrate;

/// <summary>Warns of rows that look like copies of each other or share an id, which no certificate that counts them as independent survives.</summary>
internal static class RepeatWarning
{
    /// <summary>What is suspicious about the rows, or, with clusters, about one row of each; empty when nothing is.</summary>
    internal static IReadOnlyList<string> Of(CalibrateRequest request, ScoreTable table)
    {
        var warnings = new List<string>();
        bool takesClusters = request is { Joint: null, Columns: { Group: null, Weight: null } };
        foreach ((string name, string[] values) in table.Ids)
        {
            if (RepeatDetection.OfColumn(name, values) is { IsSuspicious: true } ids)
            {
                string how = takesClusters ? $" That is --cluster {name}." : "";
                string where = values.Length < table.Scores.Length ? ", first rows" : "";
                warnings.Add($"column {ErrorText.Quote(name)}{where}: {ids.Sentence}{how}");
            }
        }

        if (warnings.Count > 0)
        {
            // Ids say it, so nothing has to be guessed from the rows.
            return warnings;
        }

        (double[] scores, double[] losses) = (table.Scores, table.Losses);
        if (request.Clusters is not null)
        {
            // Rows of one cluster may be copies: it counts once. Copies of whole clusters show in a row of each.
            int[] drawn = ClusterCalibration.DrawOnePerCluster(table.Clusters, seed: 0);
            scores = [.. drawn.Select(row => table.Scores[row])];
            losses = losses.Length == 0 ? [] : [.. drawn.Select(row => table.Losses[row])];
        }

        RepeatReport report = losses.Length == 0 ? RepeatDetection.OfRows(scores) : RepeatDetection.OfRows(scores, losses);
        if (report.IsSuspicious)
        {
            warnings.Add(report.Sentence);
        }

        return warnings;
    }
}
