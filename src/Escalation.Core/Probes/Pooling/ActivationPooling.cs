using System.Numerics.Tensors;
using Escalation.Probes.Training;

namespace Escalation.Probes.Pooling;

/// <summary>Pools the activation vectors of a sequence's tokens, element by element, one token after the other as they are generated.</summary>
/// <remarks>
/// <para>
/// Owned by the caller and made once: <see cref="Reset"/> starts the next sequence. The state is a few doubles for each element; with a rolling window or the k
/// largest so many more. Pass real tokens only, or a mask: padding never counts. Adding and reading allocate nothing. Not safe for concurrent use.
/// </para>
/// <para>
/// An element that is NaN or infinite in one token is NaN or infinite in the result, whatever the rule, except that <see cref="PoolingRule.First"/> and
/// <see cref="PoolingRule.Last"/> read one token and know nothing of the others. The pooled vector is what <see cref="Decisions.AgentTurn.Activations"/> carries.
/// </para>
/// </remarks>
public sealed class ActivationPooling
{
    private readonly TokenAccumulator _accumulator;
    private readonly float[] _row;
    private readonly double[] _token;

    /// <summary>Creates an accumulator without tokens.</summary>
    /// <param name="rule">How to pool.</param>
    /// <param name="length">The number of activations of a token, at least 1.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="rule"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="length"/> is below 1.</exception>
    /// <exception cref="OverflowException">Thrown when the state would have more than 2^31 - 1 numbers.</exception>
    public ActivationPooling(PoolingRule rule, int length)
    {
        ArgumentNullException.ThrowIfNull(rule);
        Rule = rule;
        _accumulator = new TokenAccumulator(rule.Reducer, rule.Name, Guard.AtLeast(length, 1));
        _row = new float[length];
        _token = new double[length];
    }

    /// <summary>How it pools.</summary>
    public PoolingRule Rule { get; }

    /// <summary>The number of activations of a token.</summary>
    public int Length => _accumulator.Width;

    /// <summary>How many real tokens it has taken.</summary>
    public long Count => _accumulator.Count;

    /// <summary>Takes one real token.</summary>
    /// <param name="activations">Its activations, <see cref="Length"/> of them.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="activations"/> is of another length.</exception>
    public void Add(ReadOnlySpan<float> activations)
    {
        TokenRows.RequireLength(activations.Length, Length, nameof(activations));
        TensorPrimitives.ConvertTruncating(activations, _token.AsSpan());
        _accumulator.Add(_token);
    }

    /// <summary>Takes real tokens in their order.</summary>
    /// <param name="tokens">Their activations, one row for each token.</param>
    /// <exception cref="ArgumentException">Thrown when the rows are of another length than <see cref="Length"/>.</exception>
    public void Add(ActivationRows tokens)
    {
        TokenRows.RequireRows(tokens, Length, nameof(tokens));
        for (int i = 0; i < tokens.Rows; i++)
        {
            AddRow(tokens.Slice(i, 1));
        }
    }

    /// <summary>Takes the real ones among tokens, in their order.</summary>
    /// <param name="tokens">The activations, one row for each token; those of padding may be anything.</param>
    /// <param name="real">For each token whether it is a real one; false is padding.</param>
    /// <exception cref="ArgumentException">Thrown when the rows are of another length than <see cref="Length"/>, or the mask has not one element for each row.</exception>
    public void Add(ActivationRows tokens, ReadOnlySpan<bool> real)
    {
        TokenRows.RequireRows(tokens, Length, nameof(tokens));
        TokenMask.Require(real, tokens.Rows);
        for (int i = 0; i < tokens.Rows; i++)
        {
            if (real[i])
            {
                AddRow(tokens.Slice(i, 1));
            }
        }
    }

    /// <summary>Writes the pooled vector of the tokens so far.</summary>
    /// <param name="pooled">Receives <see cref="Length"/> activations, rounded to floats; unchanged when there is no token.</param>
    /// <returns>Whether there was a token.</returns>
    /// <exception cref="ArgumentException">Thrown when <paramref name="pooled"/> is of another length.</exception>
    public bool TryRead(Span<float> pooled)
    {
        TokenRows.RequireLength(pooled.Length, Length, nameof(pooled));
        if (!_accumulator.TryRead(_token))
        {
            return false;
        }

        TensorPrimitives.ConvertTruncating(_token, pooled);
        return true;
    }

    /// <summary>Forgets all tokens.</summary>
    public void Reset() => _accumulator.Reset();

    /// <summary>The state as bytes, so that the sequence can go on in another process and end in the same bits. The format has a version.</summary>
    public byte[] SaveState() => TokenStateFormat.Save(_accumulator);

    /// <summary>Takes over a state that <see cref="SaveState"/> gave for the same rule and length. The bytes carry no checksum: keep them as safe as the conversation.</summary>
    /// <param name="saved">The bytes.</param>
    /// <exception cref="FormatException">Thrown when the bytes are no such state, of another version, rule or length; this object is then unchanged.</exception>
    public void LoadState(ReadOnlySpan<byte> saved) => TokenStateFormat.Load(_accumulator, saved);

    private void AddRow(ActivationRows row)
    {
        ActivationDecoder.Decode(row.Bytes, row.Type, row.Scale, _row);
        Add(_row);
    }
}
