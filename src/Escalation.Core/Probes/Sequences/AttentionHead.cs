namespace Escalation.Probes.Sequences;

/// <summary>One head of an attention probe: where it looks, and what it reads there.</summary>
/// <remarks>Immutable; the weights are copied.</remarks>
public sealed class AttentionHead
{
    private readonly float[] _query;
    private readonly float[] _value;

    /// <summary>Creates a head.</summary>
    /// <param name="query">The query q, one weight for each activation; finite.</param>
    /// <param name="value">The value weights w, as many; finite.</param>
    /// <exception cref="ArgumentException">Thrown when the spans are empty or differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a weight is not finite.</exception>
    public AttentionHead(ReadOnlySpan<float> query, ReadOnlySpan<float> value)
    {
        ProbeHeads.RequireWeights(query, query.Length, nameof(query));
        ProbeHeads.RequireWeights(value, query.Length, nameof(value));
        _query = query.ToArray();
        _value = value.ToArray();
    }

    /// <summary>The number of activations of a token.</summary>
    public int Length => _query.Length;

    /// <summary>The query q.</summary>
    public ReadOnlySpan<float> Query => _query;

    /// <summary>The value weights w.</summary>
    public ReadOnlySpan<float> Value => _value;
}
