using MathNet.Numerics;

namespace Escalation.Statistics.Sequential;

/// <summary>Evidence that a rate changed at some time, without knowing what the rate was: an e-process against "independent trials with one rate".</summary>
/// <remarks>
/// <para>Trials come in blocks, a day's for example. The evidence is a probability that was fixed beforehand over the largest one that a constant rate gives to the same outcomes:</para>
/// <para><c>E_t = (sum over c &lt; t of w_c KT(blocks 1..c) KT(blocks c+1..t) + (sum over c &gt;= t of w_c) KT(blocks 1..t)) / (p^k (1 - p)^(n - k))</c> with <c>p = k / n</c>, <c>w_c = 1 / (c (c + 1))</c>
/// and <c>KT(k, n) = B(k + 1/2, n - k + 1/2) / pi</c>. As the denominator is at least the true probability, <c>P(some E_t &gt;= 1/delta) &lt;= delta</c> under every constant rate: it can be looked at after each block, for ever.</para>
/// <para>It sees lasting changes in both directions. Trials that depend on each other, those of one conversation for example, are not covered by the promise. How many trials a block has must not depend on their outcomes.
/// A block costs O(blocks before it); memory grows by some 40 bytes a block. Not safe for concurrent use.
/// Source: universal inference (Wasserman, Ramdas and Balakrishnan, PNAS 2020) with the mixture of Krichevsky and Trofimov.</para>
/// </remarks>
public sealed class RateChange
{
    private static readonly double LogPi = Math.Log(Math.PI);

    private readonly List<(long Successes, long Trials, double LogMixture)> _after = [(0, 0, 0.0)];

    /// <summary>How many blocks with trials were observed.</summary>
    public int Blocks => _after.Count - 1;

    /// <summary>The natural logarithm of the evidence after the latest block; 0 before the first.</summary>
    public double LogEvidence { get; private set; }

    /// <summary>The largest evidence after any block so far, as a natural logarithm, at least 0: a change is found at a level delta once this is at least <c>ln(1/delta)</c>.</summary>
    public double LargestLogEvidence { get; private set; }

    /// <summary>The number of the block, from 1, after which the rate most likely changed, seen from the latest block; 0 when no block but the latest has been observed.</summary>
    public int LikeliestChange { get; private set; }

    /// <summary>Takes a block in. A block without trials is passed over.</summary>
    /// <param name="successes">The successes, 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">The trials, 0 or more; all blocks together at most <see cref="BinomialTail.MaxTrials"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a count is out of range; nothing is changed.</exception>
    public void Observe(long successes, long trials)
    {
        (long successesBefore, long trialsBefore, _) = _after[^1];
        Check.Between(trials, 0, BinomialTail.MaxTrials - trialsBefore);
        Check.Between(successes, 0, trials);
        if (trials == 0)
        {
            return;
        }

        long k = successesBefore + successes;
        long n = trialsBefore + trials;
        int latest = _after.Count;
        double unchanged = LogMixture(k, n);

        // The weights of all changes from the latest block on add up to one over its number.
        double evidence = unchanged - Math.Log(latest);
        double best = double.NegativeInfinity;
        for (int change = 1; change < latest; change++)
        {
            (long x, long m, double before) = _after[change];
            double here = before + LogMixture(k - x, n - m) - Math.Log((double)change * (change + 1));
            evidence = LogSum.Of(evidence, here);
            if (here > best)
            {
                (best, LikeliestChange) = (here, change);
            }
        }

        _after.Add((k, n, unchanged));
        LogEvidence = evidence - LogLargest(k, n);
        LargestLogEvidence = Math.Max(LargestLogEvidence, LogEvidence);
    }

    /// <summary>The counts up to a block and after it.</summary>
    /// <param name="block">The block's number, 0 to <see cref="Blocks"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when there is no such block.</exception>
    public (long SuccessesBefore, long TrialsBefore, long SuccessesAfter, long TrialsAfter) SplitAt(int block)
    {
        Check.Between(block, 0, Blocks);
        (long x, long m, _) = _after[block];
        (long k, long n, _) = _after[^1];
        return (x, m, k - x, n - m);
    }

    private static double LogMixture(long successes, long trials) =>
        SpecialFunctions.GammaLn(successes + 0.5) + SpecialFunctions.GammaLn(trials - successes + 0.5) - SpecialFunctions.GammaLn(trials + 1.0) - LogPi;

    private static double LogLargest(long successes, long trials) => Entropy(successes, trials) + Entropy(trials - successes, trials);

    private static double Entropy(long count, long trials) => count == 0 ? 0.0 : count * Math.Log((double)count / trials);
}
