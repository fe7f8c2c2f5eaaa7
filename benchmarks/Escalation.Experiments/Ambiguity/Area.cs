using Escalation.Statistics;

namespace Escalation.Experiments.Ambiguity;

/// <summary>An area under the ROC curve with a bootstrap interval over clusters of rows.</summary>
internal static class Area
{
    internal const int Resamples = 2_000;
    private const double Level = 0.95;

    /// <summary>Measures.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="figure">What the score is.</param>
    /// <param name="scores">Higher means positive.</param>
    /// <param name="labels">The positives.</param>
    /// <param name="clusters">Rows that depend on each other share a number.</param>
    /// <param name="seed">The seed of the resamples.</param>
    /// <param name="reference">What is known of it from elsewhere, or null.</param>
    /// <param name="least">The least value that the evaluation promises, or null.</param>
    internal static AmbiguityRow Of(string data, string figure, double[] scores, bool[] labels, int[] clusters, ulong seed, string? reference = null, double? least = null)
    {
        var area = new WeightedAuroc(scores, labels);
        int[] once = new int[scores.Length];
        Array.Fill(once, 1);
        BootstrapInterval interval = ClusteredBootstrap.Interval(clusters, counts => area.Of(counts), Resamples, Level, seed);
        return new AmbiguityRow(data, figure, area.Of(once), interval.Lower, interval.Upper, Total: scores.Length, Reference: reference, Least: least);
    }
}
