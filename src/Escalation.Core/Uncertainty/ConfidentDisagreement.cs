using System.Buffers;
using Escalation.Decisions;

namespace Escalation.Uncertainty;

/// <summary>How much of the disagreement among samples is between samples that are each sure of themselves: the mark of an ambiguous request, as distinct from a model that does not know.</summary>
/// <remarks>
/// <para>
/// With confidences <c>p_i = exp(s_i)</c> of n samples and <c>d_ij = 1</c> where i and j mean different things, the disagreement of pairs
/// <c>D = 2 / (n (n - 1)) sum_(i &lt; j) d_ij</c> splits into <c>Confident = 2 / (n (n - 1)) sum_(i &lt; j) d_ij min(p_i, p_j)</c> and <c>Unsure = D - Confident</c>: a pair
/// counts as confident as far as the less sure of its two samples is. An even split into two camps of sure samples gives about one half; one stray sample among n gives at most 2 / n.
/// </para>
/// <para>No level of confidence has to be chosen; the score itself is what a threshold is calibrated on. Undefined values are NaN. Immutable; reading is quadratic in the samples and uses scratch memory of the shared pool.</para>
/// </remarks>
public readonly record struct ConfidentDisagreement
{
    /// <summary>Why there are no values, or null: no samples are <see cref="Reason.NoSignal"/>; a log-probability is judged by <see cref="LogProbability.Check"/>, and one that stands for "not reported" is <see cref="Reason.ScoreUndefined"/>.</summary>
    public Reason? Fault { get; private init; }

    /// <summary>n, the number of samples.</summary>
    public int Samples { get; private init; }

    /// <summary>The number of different meanings.</summary>
    public int Clusters { get; private init; }

    /// <summary>The number of meanings that come up more than once: a disagreement that persists has at least two.</summary>
    public int RecurringClusters { get; private init; }

    /// <summary>The mean of the samples' confidences, in [0, 1].</summary>
    public double MeanConfidence { get; private init; }

    /// <summary>D, the share of pairs that disagree, in [0, 1]; 0 for a single sample.</summary>
    public double PairDisagreement { get; private init; }

    /// <summary>The part of D that is between sure samples, in [0, D]. Higher means ambiguous.</summary>
    public double Confident { get; private init; }

    /// <summary>The part of D that mere low confidence explains, <c>D - Confident</c>.</summary>
    public double Unsure => PairDisagreement - Confident;

    /// <summary>Reads samples.</summary>
    /// <param name="clusters">For each sample the cluster it belongs to; any numbers, equal ones are one cluster.</param>
    /// <param name="logProbs">For each sample its log-probability, the mean over its tokens, so that length does not count as doubt; at most 0.</param>
    /// <exception cref="ArgumentException">Thrown when the lengths differ.</exception>
    public static ConfidentDisagreement Of(ReadOnlySpan<int> clusters, ReadOnlySpan<double> logProbs)
    {
        if (clusters.Length != logProbs.Length)
        {
            throw new ArgumentException($"logProbs must hold {clusters.Length} elements, but holds {logProbs.Length}.", nameof(logProbs));
        }

        if (clusters.IsEmpty)
        {
            return Without(Reason.NoSignal);
        }

        double[] rented = ArrayPool<double>.Shared.Rent(logProbs.Length);
        try
        {
            Span<double> confidences = rented.AsSpan(0, logProbs.Length);
            for (int i = 0; i < logProbs.Length; i++)
            {
                if (LogProbability.Check(logProbs[i], out double log) is { } fault)
                {
                    return Without(fault);
                }

                if (LogProbability.IsSentinel(log))
                {
                    return Without(Reason.ScoreUndefined);
                }

                confidences[i] = Math.Exp(log);
            }

            return Read(clusters, confidences);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    private static ConfidentDisagreement Without(Reason fault) => new()
    {
        Fault = fault,
        MeanConfidence = double.NaN,
        PairDisagreement = double.NaN,
        Confident = double.NaN,
    };

    private static ConfidentDisagreement Read(ReadOnlySpan<int> clusters, ReadOnlySpan<double> confidences)
    {
        int found = 0, recurring = 0;
        long differing = 0;
        double sure = 0.0, total = 0.0;
        for (int i = 0; i < clusters.Length; i++)
        {
            int before = 0;
            for (int j = 0; j < i; j++)
            {
                if (clusters[i] == clusters[j])
                {
                    before++;
                    continue;
                }

                differing++;
                sure += Math.Min(confidences[i], confidences[j]);
            }

            found += before == 0 ? 1 : 0;
            recurring += before == 1 ? 1 : 0;
            total += confidences[i];
        }

        double pairs = clusters.Length > 1 ? clusters.Length * (clusters.Length - 1.0) / 2.0 : 1.0;
        return new ConfidentDisagreement
        {
            Samples = clusters.Length,
            Clusters = found,
            RecurringClusters = recurring,
            MeanConfidence = Math.Min(1.0, total / clusters.Length),
            PairDisagreement = differing / pairs,
            Confident = Math.Min(sure / pairs, differing / pairs),
        };
    }
}
