using System.Numerics.Tensors;
using Escalation.Learning;
using Escalation.Probes.Pooling;

namespace Escalation.Probes.Sequences;

/// <summary>Scores a sequence with a <see cref="SequenceProbe"/>, token by token.</summary>
/// <remarks>
/// Owned by the caller and made once: <see cref="Reset"/> starts the next sequence. Pass real tokens only, or a mask: padding never counts. All
/// projections of a token are computed in one pass; adding and reading allocate nothing. Not safe for concurrent use.
/// </remarks>
public sealed class SequenceScorer
{
    private readonly SequenceProbe _probe;
    private readonly TokenAccumulator _accumulator;
    private readonly float[] _projected;
    private readonly double[] _token;

    internal SequenceScorer(SequenceProbe probe)
    {
        _probe = probe;
        _accumulator = new TokenAccumulator(probe.Reducer, probe.Id, probe.ProjectionCount);
        _projected = new float[probe.ProjectionCount];
        _token = new double[probe.ProjectionCount];
    }

    /// <summary>How many real tokens it has taken.</summary>
    public long Count => _accumulator.Count;

    /// <summary>The score of the tokens so far; null before the first. NaN or infinite when an activation was, or when a product overflowed.</summary>
    public double? Score
    {
        get
        {
            double score = 0.0;
            return _accumulator.TryRead(new Span<double>(ref score)) ? score + _probe.Bias : null;
        }
    }

    /// <summary>The probability of the score; null before the first token, NaN when the score is not finite.</summary>
    /// <exception cref="InvalidOperationException">Thrown when the probe has no calibration.</exception>
    public double? Probability
    {
        get
        {
            PlattCalibration calibration = _probe.Calibration ?? throw new InvalidOperationException("The probe has no calibration, so its score is not a probability.");
            return Score is { } score ? calibration.Probability(score) : null;
        }
    }

    /// <summary>Takes one real token.</summary>
    /// <param name="activations">Its activations, as many as the probe reads.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="activations"/> is of another length.</exception>
    public void Add(ReadOnlySpan<float> activations)
    {
        TokenRows.RequireLength(activations.Length, _probe.Length, nameof(activations));
        AddRow(ActivationRows.FromSingles(activations, _probe.Length));
    }

    /// <summary>Takes real tokens in their order.</summary>
    /// <param name="tokens">Their activations, one row for each token.</param>
    /// <exception cref="ArgumentException">Thrown when the rows are of another length than the probe's.</exception>
    public void Add(ActivationRows tokens)
    {
        TokenRows.RequireRows(tokens, _probe.Length, nameof(tokens));
        for (int i = 0; i < tokens.Rows; i++)
        {
            AddRow(tokens.Slice(i, 1));
        }
    }

    /// <summary>Takes the real ones among tokens, in their order.</summary>
    /// <param name="tokens">The activations, one row for each token; those of padding may be anything.</param>
    /// <param name="real">For each token whether it is a real one; false is padding.</param>
    /// <exception cref="ArgumentException">Thrown when the rows are of another length than the probe's, or the mask has not one element for each row.</exception>
    public void Add(ActivationRows tokens, ReadOnlySpan<bool> real)
    {
        TokenRows.RequireRows(tokens, _probe.Length, nameof(tokens));
        TokenMask.Require(real, tokens.Rows);
        for (int i = 0; i < tokens.Rows; i++)
        {
            if (real[i])
            {
                AddRow(tokens.Slice(i, 1));
            }
        }
    }

    /// <summary>Forgets all tokens.</summary>
    public void Reset() => _accumulator.Reset();

    /// <summary>The state as bytes, so that the sequence can go on in another process and end in the same bits. The format has a version.</summary>
    public byte[] SaveState() => TokenStateFormat.Save(_accumulator);

    /// <summary>Takes over a state that <see cref="SaveState"/> gave for the same probe. The bytes carry no checksum: keep them as safe as the conversation.</summary>
    /// <param name="saved">The bytes.</param>
    /// <exception cref="FormatException">Thrown when the bytes are no such state, of another version or another probe; this object is then unchanged.</exception>
    public void LoadState(ReadOnlySpan<byte> saved) => TokenStateFormat.Load(_accumulator, saved);

    private void AddRow(ActivationRows row)
    {
        _probe.Project(row, _projected);
        TensorPrimitives.ConvertTruncating(_projected, _token.AsSpan());
        _accumulator.Add(_token);
    }
}
