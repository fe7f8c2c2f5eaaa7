using System.Diagnostics.CodeAnalysis;
using Escalation.Decisions;
using Escalation.Triggers.Confidence;

namespace Escalation.Triggers.Ambiguity.Scores;

/// <summary>Reads which samples mean the same: by their clusters when each has one, by their texts when none has. Quadratic in the samples; allocates nothing.</summary>
internal static class SampleMeanings
{
    /// <summary>Fills the clusters.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="clusters">As many as samples.</param>
    /// <param name="fault">What is wrong with them, or null.</param>
    internal static bool TryRead(IReadOnlyList<AnswerSample> samples, Span<int> clusters, [NotNullWhen(false)] out string? fault)
    {
        fault = null;
        bool clustered = samples[0]?.Cluster is not null;
        for (int i = 0; i < clusters.Length; i++)
        {
            if (samples[i] is not { Text: { } text } sample)
            {
                fault = "sample-absent";
                return false;
            }

            if (sample.Cluster.HasValue != clustered)
            {
                fault = "clustered-in-part";
                return false;
            }

            if (!clustered && string.IsNullOrWhiteSpace(text))
            {
                fault = "sample-blank";
                return false;
            }

            clusters[i] = sample.Cluster ?? i;
            for (int j = 0; j < i && !clustered; j++)
            {
                if (SameText.Same(samples[j].Text, text))
                {
                    clusters[i] = clusters[j];
                    break;
                }
            }
        }

        return true;
    }

    /// <summary>Fills the log-probabilities; every sample must have one.</summary>
    internal static bool TryReadLogProbs(IReadOnlyList<AnswerSample> samples, Span<double> logs, [NotNullWhen(false)] out string? fault)
    {
        fault = null;
        for (int i = 0; i < logs.Length; i++)
        {
            if (samples[i].LogProb is not { } log)
            {
                fault = "sample-log-prob";
                return false;
            }

            logs[i] = log;
        }

        return true;
    }
}
