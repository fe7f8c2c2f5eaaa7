using Escalation.Decisions;

namespace Escalation.Uncertainty;

/// <summary>What the listed alternatives at one token position say about the whole distribution there, the unlisted tail included. In nats.</summary>
/// <remarks>
/// <para>
/// A provider lists the k most likely tokens of a vocabulary of V and leaves out the rest, so the entropy is not known but bounded. With <c>p_j = exp(l_j)</c> over the
/// listed tokens and the chosen one, <c>S = sum p_j</c>, tail mass <c>r = max(0, 1 - S)</c> and m the smallest listed log-probability, an unlisted token has
/// <c>p &lt;= min(exp(m), r)</c>. Hence <c>H_trunc - r min(m, ln r) &lt;= H &lt;= min(ln V, H_trunc - r ln(r / (V - k)))</c> with <c>H_trunc = -sum p_j ln p_j</c>.
/// </para>
/// <para>
/// r is held to <c>(V - k) exp(m)</c>, which is true of the exact tail and keeps rounding from crossing the bounds. Alternatives count as different tokens even when their
/// texts are equal; the chosen token is one of them when text and log-probability agree. A sentinel (see <see cref="LogProbability.SentinelCeiling"/>) is no probability: a
/// chosen token that carries one lies in the tail. Undefined values are NaN. Immutable; reading is linear and allocates nothing.
/// </para>
/// </remarks>
public readonly record struct TopKDistribution
{
    /// <summary>The vocabulary assumed unless given. A number below the model's own makes the upper bound of the entropy too low, one above only makes it wider.</summary>
    public const int DefaultVocabulary = 200_000;

    /// <summary>Why there is nothing to read, or null: no listed alternative is <see cref="Reason.NoSignal"/>, the others are those of <see cref="ListedMass.Fault"/>.</summary>
    public Reason? Fault { get; private init; }

    /// <summary>k, the number of different tokens known: the listed ones, and the chosen one where it is not listed.</summary>
    public int Support { get; private init; }

    /// <summary>S, the summed probability of the known tokens. Rounding can push it above 1.</summary>
    public double ListedMass { get; private init; }

    /// <summary>r, the probability of all tokens that are not known.</summary>
    public double TailMass { get; private init; }

    /// <summary>Whether the chosen token is among the alternatives. In recorded answers about one in twenty is not.</summary>
    public bool IsChosenListed { get; private init; }

    /// <summary>The chosen token's rank, from 1 on: exact when it is listed, the least that it can be otherwise.</summary>
    public int ChosenRankAtLeast { get; private init; }

    /// <summary>The probability of the most likely listed token.</summary>
    public double TopProbability { get; private init; }

    /// <summary>The most likely minus the second most likely listed probability; the second counts as 0 where only one is listed.</summary>
    public double Margin { get; private init; }

    /// <summary>The same in log-probabilities; NaN where only one is listed.</summary>
    public double LogMargin { get; private init; }

    /// <summary><c>-sum p ln p</c> over the known tokens alone: too low by the tail's share.</summary>
    public double TruncatedEntropy { get; private init; }

    /// <summary>The entropy of <c>p / S</c>, as if there were no tail.</summary>
    public double RenormalizedEntropy { get; private init; }

    /// <summary><c>1 - RenormalizedEntropy / ln k</c>: 1 for certainty, 0 for an even spread; NaN when k is 1.</summary>
    public double RenormalizedNegentropy => Support > 1 ? 1.0 - (RenormalizedEntropy / Math.Log(Support)) : double.NaN;

    /// <summary>The entropy with the tail as one more token.</summary>
    public double TailBucketEntropy { get; private init; }

    /// <summary>A lower bound of the entropy of the whole distribution; the feature to use unless there is a reason for another.</summary>
    public double EntropyLowerBound { get; private init; }

    /// <summary>An upper bound of the entropy of the whole distribution, given the vocabulary.</summary>
    public double EntropyUpperBound { get; private init; }

    /// <summary>Whether the two most likely listed tokens have the very same log-probability. Providers round logits, so this is common.</summary>
    public bool IsTied => LogMargin == 0.0;

    /// <summary>Reads one position.</summary>
    /// <param name="token">The chosen token with its listed alternatives.</param>
    /// <param name="vocabulary">V, the number of tokens that the model knows, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="vocabulary"/> is below 1.</exception>
    public static TopKDistribution Of(in TokenLogProb token, int vocabulary = DefaultVocabulary)
    {
        Guard.AtLeast(vocabulary, 1);
        ReadOnlySpan<TokenAlternative> alternatives = token.Top.Span;
        var listed = Uncertainty.ListedMass.Of(alternatives);
        if (listed.Fault is { } fault)
        {
            return Without(fault);
        }

        if (LogProbability.Check(token.LogProb, out double chosen) is { } chosenFault)
        {
            return Without(chosenFault);
        }

        if (listed.Count == 0)
        {
            return Without(Reason.NoSignal);
        }

        return Read(new ListedScan(alternatives, token.Token, chosen), listed, chosen, vocabulary);
    }

    private static TopKDistribution Without(Reason fault) => new()
    {
        Fault = fault,
        ListedMass = double.NaN,
        TailMass = double.NaN,
        TopProbability = double.NaN,
        Margin = double.NaN,
        LogMargin = double.NaN,
        TruncatedEntropy = double.NaN,
        RenormalizedEntropy = double.NaN,
        TailBucketEntropy = double.NaN,
        EntropyLowerBound = double.NaN,
        EntropyUpperBound = double.NaN,
    };

    private static TopKDistribution Read(in ListedScan scan, in ListedMass listed, double chosen, int vocabulary)
    {
        int support = listed.Count + (scan.HoldsChosen ? 0 : 1);
        double mass = listed.Mass, truncated = scan.Entropy;
        if (!scan.HoldsChosen && !LogProbability.IsSentinel(chosen))
        {
            mass += Math.Exp(chosen);
            truncated -= Term(chosen);
        }

        double most = Math.Max(0, vocabulary - support) * Math.Exp(listed.Smallest);
        double tail = Math.Min(Math.Max(0.0, 1.0 - mass), most);
        double top = Math.Exp(scan.First);
        return new TopKDistribution
        {
            Support = support,
            ListedMass = mass,
            TailMass = tail,
            IsChosenListed = scan.HoldsChosen,
            ChosenRankAtLeast = scan.HoldsChosen ? scan.Above + 1 : listed.Count + 1,
            TopProbability = top,
            Margin = top - (listed.Count > 1 ? Math.Exp(scan.Second) : 0.0),
            LogMargin = listed.Count > 1 ? scan.First - scan.Second : double.NaN,
            TruncatedEntropy = truncated,
            RenormalizedEntropy = Renormalized(truncated, mass),
            TailBucketEntropy = tail > 0.0 ? truncated - (tail * Math.Log(tail)) : truncated,
            EntropyLowerBound = tail > 0.0 ? truncated - (tail * Math.Min(listed.Smallest, Math.Log(tail))) : truncated,
            EntropyUpperBound = tail > 0.0 ? Math.Min(Math.Log(vocabulary), truncated - (tail * Math.Log(tail / (vocabulary - support)))) : truncated,
        };
    }

    /// <summary><c>-sum q ln q = H_trunc / S + ln S</c> for <c>q = p / S</c>.</summary>
    private static double Renormalized(double truncated, double mass) => mass > 0.0 ? Math.Max(0.0, (truncated / mass) + Math.Log(mass)) : double.NaN;

    /// <summary><c>p ln p</c>, 0 for a probability of 0.</summary>
    private static double Term(double logProb) => double.IsNegativeInfinity(logProb) ? 0.0 : Math.Exp(logProb) * logProb;

    /// <summary>What one pass over checked alternatives gives.</summary>
    private readonly ref struct ListedScan
    {
        internal ListedScan(ReadOnlySpan<TokenAlternative> alternatives, string token, double chosen)
        {
            First = double.NegativeInfinity;
            Second = double.NegativeInfinity;
            foreach (TokenAlternative alternative in alternatives)
            {
                double l = Math.Min(alternative.LogProb, 0.0);
                if (LogProbability.IsSentinel(l))
                {
                    continue;
                }

                HoldsChosen |= l == chosen && string.Equals(alternative.Token, token, StringComparison.Ordinal);
                Above += l > chosen ? 1 : 0;
                Entropy -= Term(l);
                Second = l > First ? First : Math.Max(Second, l);
                First = Math.Max(First, l);
            }
        }

        internal bool HoldsChosen { get; }

        internal int Above { get; }

        internal double Entropy { get; }

        internal double First { get; }

        internal double Second { get; }
    }
}
