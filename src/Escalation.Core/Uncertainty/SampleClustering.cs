using System.Text;

namespace Escalation.Uncertainty;

/// <summary>Groups sampled answers by meaning, with the judgement whether one answer entails another left to the caller.</summary>
/// <remarks>
/// Greedy: a sample joins the first cluster whose founder it entails and is entailed by, and founds one where there is none (Kuhn, Gal and Farquhar, ICLR 2023). Entailment
/// need not be transitive, so the order of the samples can matter; first come, first served makes the result one of theirs alone. Answers whose texts agree but for
/// case and white space are one meaning and are never judged. The judge is asked at most twice for each pair of a new text and a founder, <c>n (n - 1)</c> times in all.
/// </remarks>
public static class SampleClustering
{
    /// <summary>Finds the cluster of each sample.</summary>
    /// <param name="samples">The answers, in order.</param>
    /// <param name="entails">Judges whether the first text entails the second. It may ask a model; what it throws surfaces.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>For each sample its cluster, numbered from 0 in order of appearance.</returns>
    /// <exception cref="ArgumentNullException">Thrown when an argument, or one of the samples, is null.</exception>
    /// <exception cref="OperationCanceledException">Thrown when cancelled.</exception>
    public static async ValueTask<int[]> ClusterAsync(
        IReadOnlyList<string> samples,
        Func<string, string, CancellationToken, ValueTask<bool>> entails,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(entails);
        int[] clusters = new int[samples.Count];
        List<string> founders = [];
        Dictionary<string, int> known = new(StringComparer.Ordinal);
        for (int i = 0; i < clusters.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            string sample = samples[i] ?? throw new ArgumentNullException(nameof(samples), $"samples[{i}] must not be null.");
            string plain = Plain(sample);
            if (!known.TryGetValue(plain, out int cluster))
            {
                cluster = await FindAsync(founders, sample, entails, cancellationToken).ConfigureAwait(false);
                if (cluster == founders.Count)
                {
                    founders.Add(sample);
                }

                known.Add(plain, cluster);
            }

            clusters[i] = cluster;
        }

        return clusters;
    }

    /// <summary>Finds the cluster of each sample by their texts alone: equal but for case and white space.</summary>
    /// <param name="samples">The answers, in order.</param>
    /// <returns>For each sample its cluster, numbered from 0 in order of appearance.</returns>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="samples"/>, or one of the samples, is null.</exception>
    public static int[] ByText(IReadOnlyList<string> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        int[] clusters = new int[samples.Count];
        Dictionary<string, int> known = new(StringComparer.Ordinal);
        for (int i = 0; i < clusters.Length; i++)
        {
            string plain = Plain(samples[i] ?? throw new ArgumentNullException(nameof(samples), $"samples[{i}] must not be null."));
            known.TryAdd(plain, known.Count);
            clusters[i] = known[plain];
        }

        return clusters;
    }

    private static async ValueTask<int> FindAsync(
        List<string> founders, string sample, Func<string, string, CancellationToken, ValueTask<bool>> entails, CancellationToken cancellationToken)
    {
        for (int c = 0; c < founders.Count; c++)
        {
            if (await entails(sample, founders[c], cancellationToken).ConfigureAwait(false)
                && await entails(founders[c], sample, cancellationToken).ConfigureAwait(false))
            {
                return c;
            }
        }

        return founders.Count;
    }

    /// <summary>Lower case, one blank for each run of white space, none at the ends.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        bool gap = false;
        foreach (char c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                gap = plain.Length > 0;
                continue;
            }

            if (gap)
            {
                plain.Append(' ');
                gap = false;
            }

            plain.Append(char.ToLowerInvariant(c));
        }

        return plain.ToString();
    }
}
