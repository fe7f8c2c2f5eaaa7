using System.Globalization;

namespace Escalation.Probes.Sequences;

/// <summary>Checks of the heads of a probe, and their projections: first all queries, then all values.</summary>
internal static class ProbeHeads
{
    internal static LinearProbe[] Project(IReadOnlyList<AttentionHead> heads, ProbeFingerprint fingerprint)
    {
        ArgumentNullException.ThrowIfNull(fingerprint);
        RequireSome(heads);
        var projections = new LinearProbe[2 * heads.Count];
        for (int h = 0; h < heads.Count; h++)
        {
            AttentionHead head = heads[h] ?? throw NoHead(h, nameof(heads));
            if (head.Length != heads[0].Length)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"heads[{h}] reads {head.Length} activations, but heads[0] reads {heads[0].Length}."), nameof(heads));
            }

            projections[h] = new LinearProbe(head.Query, bias: 0.0, fingerprint);
            projections[heads.Count + h] = new LinearProbe(head.Value, bias: 0.0, fingerprint);
        }

        return projections;
    }

    internal static LinearProbe[] Project(IReadOnlyList<float[]> heads, ProbeFingerprint fingerprint)
    {
        ArgumentNullException.ThrowIfNull(fingerprint);
        RequireSome(heads);
        var projections = new LinearProbe[heads.Count];
        for (int h = 0; h < heads.Count; h++)
        {
            RequireWeights(heads[h] ?? throw NoHead(h, nameof(heads)), heads[0].Length, string.Create(CultureInfo.InvariantCulture, $"heads[{h}]"));
            projections[h] = new LinearProbe(heads[h], bias: 0.0, fingerprint);
        }

        return projections;
    }

    internal static void RequireWeights(ReadOnlySpan<float> weights, int length, string name)
    {
        if (weights.IsEmpty || weights.Length != length)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} must hold {Math.Max(length, 1)} weights, but holds {weights.Length}."), name);
        }

        for (int i = 0; i < weights.Length; i++)
        {
            if (!float.IsFinite(weights[i]))
            {
                Guard.OutOfRange(string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]"), "a finite number", weights[i]);
            }
        }
    }

    private static void RequireSome<T>(IReadOnlyList<T> heads)
    {
        ArgumentNullException.ThrowIfNull(heads);
        if (heads.Count == 0)
        {
            throw new ArgumentException("heads must hold at least one head, but holds none.", nameof(heads));
        }
    }

    private static ArgumentException NoHead(int index, string name) => new(string.Create(CultureInfo.InvariantCulture, $"{name}[{index}] must not be null."), name);
}
