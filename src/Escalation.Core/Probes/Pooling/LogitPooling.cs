namespace Escalation.Probes.Pooling;

/// <summary>Pools the logits of a sequence's tokens, one after the other as they are generated.</summary>
/// <remarks>
/// <para>
/// Owned by the caller and made once: <see cref="Reset"/> starts the next sequence. The state is constant, but for the window or the k of the rules that have
/// one. Pass real tokens only, or a mask: padding never counts. Adding allocates nothing. Not safe for concurrent use.
/// </para>
/// <para>
/// A token that is NaN or infinite shows: <see cref="Value"/> is then NaN or infinite, whatever the rule, except that <see cref="PoolingRule.First"/> and
/// <see cref="PoolingRule.Last"/> read one token and know nothing of the others.
/// </para>
/// </remarks>
public sealed class LogitPooling
{
    private readonly TokenAccumulator _accumulator;

    /// <summary>Creates an accumulator without tokens.</summary>
    /// <param name="rule">How to pool.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="rule"/> is null.</exception>
    public LogitPooling(PoolingRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        Rule = rule;
        _accumulator = new TokenAccumulator(rule.Reducer, rule.Name, width: 1);
    }

    /// <summary>How it pools.</summary>
    public PoolingRule Rule { get; }

    /// <summary>How many real tokens it has taken.</summary>
    public long Count => _accumulator.Count;

    /// <summary>The pooled logit of the tokens so far; null before the first. NaN or infinite when a token was.</summary>
    public double? Value
    {
        get
        {
            double value = 0.0;
            return _accumulator.TryRead(new Span<double>(ref value)) ? value : null;
        }
    }

    /// <summary>Takes one real token.</summary>
    /// <param name="logit">Its logit.</param>
    public void Add(double logit) => _accumulator.Add(new ReadOnlySpan<double>(in logit));

    /// <summary>Takes real tokens in their order.</summary>
    /// <param name="logits">Their logits.</param>
    public void Add(ReadOnlySpan<double> logits)
    {
        foreach (double logit in logits)
        {
            Add(logit);
        }
    }

    /// <summary>Takes the real ones among tokens, in their order.</summary>
    /// <param name="logits">The logits; those of padding may be anything.</param>
    /// <param name="real">For each token whether it is a real one; false is padding.</param>
    /// <exception cref="ArgumentException">Thrown when the spans differ in length.</exception>
    public void Add(ReadOnlySpan<double> logits, ReadOnlySpan<bool> real)
    {
        TokenMask.Require(real, logits.Length);
        for (int i = 0; i < logits.Length; i++)
        {
            if (real[i])
            {
                Add(logits[i]);
            }
        }
    }

    /// <summary>Forgets all tokens.</summary>
    public void Reset() => _accumulator.Reset();

    /// <summary>The state as bytes, so that the sequence can go on in another process and end in the same bits. The format has a version.</summary>
    public byte[] SaveState() => TokenStateFormat.Save(_accumulator);

    /// <summary>Takes over a state that <see cref="SaveState"/> gave for the same rule. The bytes carry no checksum: keep them as safe as the conversation.</summary>
    /// <param name="saved">The bytes.</param>
    /// <exception cref="FormatException">Thrown when the bytes are no such state, of another version or another rule; this object is then unchanged.</exception>
    public void LoadState(ReadOnlySpan<byte> saved) => TokenStateFormat.Load(_accumulator, saved);
}
