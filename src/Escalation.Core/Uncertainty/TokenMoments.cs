using Escalation.Decisions;

namespace Escalation.Uncertainty;

/// <summary>What one pass over the chosen log-probabilities of an answer gives. In nats. <c>default</c> has no tokens and no fault.</summary>
/// <remarks>
/// A censored token (a sentinel, see <see cref="LogProbability.SentinelCeiling"/>) counts with the upper bound of <see cref="ListedMass.UnlistedLogBound"/>
/// and is flagged; so does a token of probability 0 where alternatives are listed. Where none are, a probability of 0 stands for itself and a sentinel
/// cannot be bounded: there is no value. Values lie between <see cref="LogProbability.SentinelCeiling"/> and 0, so sums cannot overflow.
/// </remarks>
public readonly record struct TokenMoments
{
    private TokenMoments(Reason? fault, string? detail)
    {
        Fault = fault;
        Detail = detail;
    }

    /// <summary>Why there is no value, or null.</summary>
    public Reason? Fault { get; }

    /// <summary>A short machine-readable detail of the fault.</summary>
    public string? Detail { get; }

    /// <summary>T, the number of tokens.</summary>
    public int Count { get; private init; }

    /// <summary>How many tokens stand in with a bound instead of a value.</summary>
    public int CensoredCount { get; private init; }

    /// <summary>The sum, the log-probability of the whole sequence; at most 0, possibly -infinity.</summary>
    public double Sum { get; private init; }

    /// <summary>The smallest log-probability.</summary>
    public double Minimum { get; private init; }

    /// <summary>The largest log-probability.</summary>
    public double Maximum { get; private init; }

    /// <summary>The first log-probability.</summary>
    public double First { get; private init; }

    /// <summary>The last log-probability.</summary>
    public double Last { get; private init; }

    /// <summary><c>sum / T</c>; NaN without tokens.</summary>
    public double Mean => Sum / Count;

    /// <summary>Reads the tokens of an answer. Linear; allocates nothing.</summary>
    /// <param name="tokens">The tokens; null or empty is <see cref="Reason.NoSignal"/>.</param>
    public static TokenMoments Of(IReadOnlyList<TokenLogProb>? tokens) => Of(tokens, TokenSelector.All);

    /// <summary>Reads some of the tokens of an answer, for example those that are no formatting. Linear; allocates nothing.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="selector">Which of them count; when none does, that is <see cref="Reason.NoSignal"/>.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="selector"/> is null.</exception>
    public static TokenMoments Of(IReadOnlyList<TokenLogProb>? tokens, TokenSelector selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        var moments = default(TokenMoments);
        for (int i = 0; i < (tokens?.Count ?? 0); i++)
        {
            TokenLogProb token = tokens![i];
            if (!selector.Includes(i, token.Token))
            {
                continue;
            }

            moments = moments.With(token.LogProb, token.Top.Span);
            if (moments.Fault is not null)
            {
                return moments;
            }
        }

        return moments.Count > 0 ? moments : new TokenMoments(Reason.NoSignal, null);
    }

    /// <summary>Reads bare log-probabilities, without alternatives. Linear; allocates nothing.</summary>
    /// <param name="logProbs">The log-probabilities; empty is <see cref="Reason.NoSignal"/>.</param>
    public static TokenMoments Of(ReadOnlySpan<double> logProbs)
    {
        if (logProbs.IsEmpty)
        {
            return new TokenMoments(Reason.NoSignal, null);
        }

        var moments = default(TokenMoments);
        foreach (double logProb in logProbs)
        {
            moments = moments.With(logProb, []);
            if (moments.Fault is not null)
            {
                return moments;
            }
        }

        return moments;
    }

    private TokenMoments With(double logProb, ReadOnlySpan<TokenAlternative> alternatives)
    {
        if (LogProbability.Check(logProb, out double l) is { } fault)
        {
            return new TokenMoments(fault, null);
        }

        bool censored = false;
        if (l <= LogProbability.SentinelCeiling)
        {
            var listed = ListedMass.Of(alternatives);
            if (listed.Fault is { } listFault)
            {
                return new TokenMoments(listFault, "alternatives");
            }

            censored = listed.Count > 0;
            if (!censored && LogProbability.IsSentinel(l))
            {
                return new TokenMoments(Reason.ScoreUndefined, "censored-log-prob");
            }

            l = censored ? listed.UnlistedLogBound : l;
        }

        return new TokenMoments
        {
            Count = Count + 1,
            CensoredCount = CensoredCount + (censored ? 1 : 0),
            Sum = Sum + l,
            Minimum = Count == 0 || l < Minimum ? l : Minimum,
            Maximum = Count == 0 || l > Maximum ? l : Maximum,
            First = Count == 0 ? l : First,
            Last = l,
        };
    }
}
