using System.Buffers;
using Escalation.Decisions;

namespace Escalation.Uncertainty;

/// <summary>How far several sampled answers agree, given which of them mean the same.</summary>
/// <remarks>
/// <para>
/// Cluster c holds <c>n_c</c> of n samples. The discrete semantic entropy is <c>-sum (n_c / n) ln(n_c / n)</c> (Kuhn, Gal and Farquhar, ICLR 2023, with frequencies in the
/// place of likelihoods); it underestimates by about <c>(C - 1) / 2n</c>, which the Miller-Madow form adds. With length-normalised log-probabilities s_i the Rao form
/// weighs each cluster by <c>ln P_c = LSE_(i in c) s_i - LSE_i s_i</c>. Frequencies carry information, so repeated answers stay in.
/// </para>
/// <para>Undefined values are NaN. Immutable; reading takes <c>O(n log n)</c> and scratch memory of the shared pool.</para>
/// </remarks>
public readonly record struct SampleAgreement
{
    /// <summary>Why there are no values, or null: no samples are <see cref="Reason.NoSignal"/>, a log-probability is judged by <see cref="LogProbability.Check"/>.</summary>
    public Reason? Fault { get; private init; }

    /// <summary>n, the number of samples.</summary>
    public int Samples { get; private init; }

    /// <summary>C, the number of different meanings.</summary>
    public int Clusters { get; private init; }

    /// <summary>The share of the samples in the largest cluster, in (0, 1]: self-consistency.</summary>
    public double LargestShare { get; private init; }

    /// <summary><c>1 - LargestShare</c>.</summary>
    public double VariationRatio => 1.0 - LargestShare;

    /// <summary>The probability that two samples drawn without replacement differ; 0 for a single sample.</summary>
    public double PairDisagreement { get; private init; }

    /// <summary><c>1 - sum (n_c / n)^2</c>.</summary>
    public double Gini { get; private init; }

    /// <summary>The discrete semantic entropy in nats.</summary>
    public double Entropy { get; private init; }

    /// <summary>The discrete semantic entropy over <c>ln n</c>, in [0, 1]; 0 for a single sample.</summary>
    public double NormalizedEntropy => Samples > 1 ? Entropy / Math.Log(Samples) : Entropy;

    /// <summary><c>Entropy + (C - 1) / (2 n)</c>, in nats.</summary>
    public double MillerMadowEntropy => Entropy + ((Clusters - 1) / (2.0 * Samples));

    /// <summary>The semantic entropy weighted by log-probabilities, in nats; NaN when none were given.</summary>
    public double RaoEntropy { get; private init; }

    /// <summary>Reads samples without log-probabilities.</summary>
    /// <param name="clusters">For each sample the cluster it belongs to; any numbers, equal ones are one cluster.</param>
    public static SampleAgreement Of(ReadOnlySpan<int> clusters) => Read(clusters, []);

    /// <summary>Reads samples with their log-probabilities.</summary>
    /// <param name="clusters">For each sample the cluster it belongs to; any numbers, equal ones are one cluster.</param>
    /// <param name="logProbs">For each sample its log-probability, usually the mean over its tokens; at most 0.</param>
    /// <exception cref="ArgumentException">Thrown when the lengths differ.</exception>
    public static SampleAgreement Of(ReadOnlySpan<int> clusters, ReadOnlySpan<double> logProbs)
    {
        if (clusters.Length != logProbs.Length)
        {
            throw new ArgumentException($"logProbs must hold {clusters.Length} elements, but holds {logProbs.Length}.", nameof(logProbs));
        }

        return Read(clusters, logProbs);
    }

    private static SampleAgreement Without(Reason fault) => new()
    {
        Fault = fault,
        LargestShare = double.NaN,
        PairDisagreement = double.NaN,
        Gini = double.NaN,
        Entropy = double.NaN,
        RaoEntropy = double.NaN,
    };

    private static SampleAgreement Read(ReadOnlySpan<int> clusters, ReadOnlySpan<double> logProbs)
    {
        if (clusters.IsEmpty)
        {
            return Without(Reason.NoSignal);
        }

        int[] ids = ArrayPool<int>.Shared.Rent(clusters.Length);
        double[] logs = ArrayPool<double>.Shared.Rent(clusters.Length);
        try
        {
            Span<int> sorted = ids.AsSpan(0, clusters.Length);
            Span<double> weights = logs.AsSpan(0, logProbs.Length);
            clusters.CopyTo(sorted);
            for (int i = 0; i < weights.Length; i++)
            {
                if (LogProbability.Check(logProbs[i], out weights[i]) is { } fault)
                {
                    return Without(fault);
                }
            }

            if (weights.IsEmpty)
            {
                sorted.Sort();
            }
            else
            {
                sorted.Sort(weights);
            }

            return Summarise(sorted, weights);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(ids);
            ArrayPool<double>.Shared.Return(logs);
        }
    }

    /// <summary>Walks the runs of equal ids. Sums of squares are integers, so they are exact.</summary>
    private static SampleAgreement Summarise(ReadOnlySpan<int> sorted, ReadOnlySpan<double> logs)
    {
        int n = sorted.Length, found = 0, largest = 0;
        long squares = 0, pairs = 0;
        double entropy = 0.0, rao = 0.0, total = LogSumExp.Of(logs);
        for (int start = 0; start < n;)
        {
            int end = start + 1;
            while (end < n && sorted[end] == sorted[start])
            {
                end++;
            }

            long size = end - start;
            double share = (double)size / n;
            found++;
            largest = Math.Max(largest, (int)size);
            squares += size * size;
            pairs += size * (size - 1);
            entropy -= share * Math.Log(share);
            if (!logs.IsEmpty)
            {
                double log = LogSumExp.Of(logs[start..end]) - total;
                rao -= double.IsNegativeInfinity(log) ? 0.0 : Math.Exp(log) * log;
            }

            start = end;
        }

        return new SampleAgreement
        {
            Samples = n,
            Clusters = found,
            LargestShare = (double)largest / n,
            PairDisagreement = n > 1 ? 1.0 - (pairs / ((double)n * (n - 1))) : 0.0,
            Gini = 1.0 - (squares / ((double)n * n)),
            Entropy = Math.Max(0.0, entropy),
            RaoEntropy = logs.IsEmpty ? double.NaN : Math.Max(0.0, rao),
        };
    }
}
