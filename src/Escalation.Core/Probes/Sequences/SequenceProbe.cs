using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Escalation.Learning;
using Escalation.Probes.Pooling;

namespace Escalation.Probes.Sequences;

/// <summary>A probe over the activations of all of a sequence's tokens, instead of one pooled vector.</summary>
/// <remarks>
/// <para>
/// Every probe of this family reads a token through a few linear projections and folds those into a small state, so a sequence is scored in one pass while it is
/// generated: the state does not grow with the sequence and no token is kept (but for a window of projections). <see cref="CreateScorer"/> makes the caller-owned
/// object that does so; <see cref="Score(ActivationRows)"/> is the same arithmetic over a sequence that is there as a whole, to the same bits.
/// </para>
/// <para>
/// In a policy: an <see cref="Decisions.AgentTurn"/> carries one vector and no matrix of tokens. A host therefore feeds a <see cref="SequenceScorer"/> while the
/// model generates and sets what it gives on the turn: <see cref="Decisions.AgentTurn.Confidence"/> from <see cref="SequenceScorer.Probability"/>, or
/// <see cref="Decisions.AgentTurn.DelegationValue"/> from <see cref="SequenceScorer.Score"/>. Null, for a sequence without tokens, and NaN then count as a missing
/// signal, and that escalates.
/// </para>
/// <para>Immutable and safe for concurrent use.</para>
/// </remarks>
public abstract class SequenceProbe
{
    private readonly ProbeSet _projections;

    private protected SequenceProbe(string kind, LinearProbe[] projections, TokenReducer reducer, double bias, ProbeFingerprint fingerprint, PlattCalibration? calibration)
    {
        _projections = new ProbeSet([.. projections.Select(static (projection, index) => KeyValuePair.Create(index.ToString(CultureInfo.InvariantCulture), projection))]);
        Reducer = reducer;
        Bias = Guard.Finite(bias);
        Fingerprint = fingerprint;
        Calibration = calibration;
        Id = $"{kind}:{Hash(projections, bias)}";
    }

    /// <summary>The number of activations of a token.</summary>
    public int Length => _projections.Length;

    /// <summary>The offset b of the score.</summary>
    public double Bias { get; }

    /// <summary>Whose activations the probe was trained on; its pooling says that they are those of single tokens.</summary>
    public ProbeFingerprint Fingerprint { get; }

    /// <summary>How a score becomes a probability; null when it is not one.</summary>
    public PlattCalibration? Calibration { get; }

    /// <summary>The kind with its parameters, and the first 16 hex digits of the SHA-256 of the weights: a saved state names the probe that it belongs to.</summary>
    public string Id { get; }

    internal TokenReducer Reducer { get; }

    internal int ProjectionCount => _projections.Count;

    /// <summary>Makes an object that scores one sequence after the other, token by token.</summary>
    public SequenceScorer CreateScorer() => new(this);

    /// <summary>Scores a sequence that is there as a whole. Linear in its size; allocates a scorer: keep one of your own for many sequences.</summary>
    /// <param name="tokens">The activations, one row for each real token.</param>
    /// <returns>The score; null for a sequence without tokens, NaN or infinite when an activation is.</returns>
    /// <exception cref="ArgumentException">Thrown when the rows are of another length than <see cref="Length"/>.</exception>
    public double? Score(ActivationRows tokens)
    {
        SequenceScorer scorer = CreateScorer();
        scorer.Add(tokens);
        return scorer.Score;
    }

    /// <summary>Scores the real tokens of a padded sequence. Linear in its size; allocates a scorer: keep one of your own for many sequences.</summary>
    /// <param name="tokens">The activations, one row for each token; those of padding may be anything.</param>
    /// <param name="real">For each token whether it is a real one; false is padding.</param>
    /// <returns>The score; null when no token is real, NaN or infinite when an activation of a real token is.</returns>
    /// <exception cref="ArgumentException">Thrown when the rows are of another length than <see cref="Length"/>, or the mask has not one element for each row.</exception>
    public double? Score(ActivationRows tokens, ReadOnlySpan<bool> real)
    {
        SequenceScorer scorer = CreateScorer();
        scorer.Add(tokens, real);
        return scorer.Score;
    }

    /// <summary>Refuses activations that the probe was not trained on.</summary>
    /// <param name="activations">Whose activations they are.</param>
    /// <exception cref="ProbeMismatchException">Thrown when a part of the fingerprint differs.</exception>
    public void RequireSource(ProbeFingerprint activations) => _projections.RequireSource(activations);

    internal void Project(ActivationRows token, Span<float> projected) => _projections.Score(token, projected);

    private static string Hash(LinearProbe[] projections, double bias)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(number, bias);
        hash.AppendData(number);
        foreach (LinearProbe projection in projections)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(number, projection.Bias);
            hash.AppendData(number);
            hash.AppendData(MemoryMarshal.AsBytes(projection.Direction));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
