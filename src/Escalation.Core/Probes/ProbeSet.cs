using Escalation.Probes.Kernels;

namespace Escalation.Probes;

/// <summary>Several probes over the same activations, scored in one pass over the memory.</summary>
/// <remarks>
/// Immutable and safe for concurrent use. Each score has the very bits that its probe gives alone (<see cref="LinearProbe"/>). Rows that come from memory rather
/// than from a cache cost little more for eight probes than for one.
/// </remarks>
public sealed class ProbeSet
{
    private readonly PackedWeights _weights;
    private readonly string[] _names;
    private readonly LinearProbe[] _probes;

    /// <summary>Creates a set.</summary>
    /// <param name="probes">The probes with their names, in the order of their scores; at least one, all of one length and of activations that agree with each other.</param>
    /// <exception cref="ArgumentException">Thrown when there is no probe, a name is blank or not unique (ordinal), or the lengths differ.</exception>
    /// <exception cref="ProbeMismatchException">Thrown when two probes were trained on different activations.</exception>
    public ProbeSet(IReadOnlyList<KeyValuePair<string, LinearProbe>> probes)
    {
        ArgumentNullException.ThrowIfNull(probes);
        ProbeChecks.Some(probes.Count, nameof(probes));
        _names = new string[probes.Count];
        _probes = new LinearProbe[probes.Count];
        var biases = new float[probes.Count];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < probes.Count; i++)
        {
            (string name, LinearProbe probe) = probes[i];
            ArgumentNullException.ThrowIfNull(probe, nameof(probes));
            if (!seen.Add(Guard.NotBlank(name, nameof(probes))))
            {
                throw new ArgumentException($"Two probes are called '{name}'.", nameof(probes));
            }

            _names[i] = name;
            _probes[i] = probe;
            biases[i] = probe.Bias;
            ProbeChecks.Length(probe.Length, _probes[0].Length, $"probes['{name}']");
            RequireAgreement(i);
        }

        _weights = new PackedWeights(_probes[0].Length, biases);
        for (int i = 0; i < _probes.Length; i++)
        {
            _weights.Set(i, _probes[i].Direction);
        }
    }

    /// <summary>The number of probes.</summary>
    public int Count => _probes.Length;

    /// <summary>The number of activations that each probe reads.</summary>
    public int Length => _weights.Length;

    /// <summary>The names, in the order of the scores.</summary>
    public ReadOnlySpan<string> Names => _names;

    /// <summary>The probes, in the order of the scores.</summary>
    public ReadOnlySpan<LinearProbe> Probes => _probes;

    /// <summary>Scores a batch with every probe. Linear in rows, length and probes; allocates nothing.</summary>
    /// <param name="rows">The activations, <see cref="Length"/> in each row.</param>
    /// <param name="scores">Receives the scores row by row, <see cref="Count"/> in each; <c>rows * Count</c> of them.</param>
    /// <exception cref="ArgumentException">Thrown when the view or the span has another length.</exception>
    public void Score(ActivationRows rows, Span<float> scores)
    {
        ProbeChecks.Rows(rows, Length, scores.Length, Count);
        ProbeKernels.Score(rows, _weights, scores);
    }

    /// <summary>Scores a batch with every probe on several threads, to the same bits as on one. Returns when all of it is done.</summary>
    /// <param name="rows">The activations, <see cref="Length"/> in each row. The memory is pinned meanwhile.</param>
    /// <param name="scores">Receives the scores row by row, <see cref="Count"/> in each. Partly written when cancelled.</param>
    /// <param name="maxWorkers">The largest number of threads at once, the caller's among them; at least 1. Threads come from the pool.</param>
    /// <param name="cancellationToken">Stops the work after the parts of a few megabytes that are under way.</param>
    /// <exception cref="ArgumentException">Thrown when the view or the span has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="maxWorkers"/> is below 1.</exception>
    /// <exception cref="OperationCanceledException">Thrown when it was cancelled.</exception>
    public void ScoreParallel(ActivationRows rows, Span<float> scores, int maxWorkers, CancellationToken cancellationToken = default)
    {
        ProbeChecks.Rows(rows, Length, scores.Length, Count);
        ParallelScoring.Score(rows, _weights, scores, Guard.AtLeast(maxWorkers, 1), cancellationToken);
    }

    /// <summary>Refuses activations that one of the probes was not trained on.</summary>
    /// <param name="activations">Whose activations they are.</param>
    /// <exception cref="ProbeMismatchException">Thrown when a part of a fingerprint differs.</exception>
    public void RequireSource(ProbeFingerprint activations)
    {
        foreach (LinearProbe probe in _probes)
        {
            probe.RequireSource(activations);
        }
    }

    // A part that one of two probes leaves open may be anything, so two agree when one direction of the comparison does or both name only what they share.
    private void RequireAgreement(int added)
    {
        for (int i = 0; i < added; i++)
        {
            ProbeFingerprint a = _probes[i].Fingerprint;
            ProbeFingerprint b = _probes[added].Fingerprint;
            ProbeFingerprint delivered = new(b.Model, b.Layer, b.Pooling) { Tokenizer = b.Tokenizer ?? a.Tokenizer, Variant = b.Variant ?? a.Variant };
            if (a.FindMismatch(delivered) is { } mismatch)
            {
                throw new ProbeMismatchException($"The probes '{_names[i]}' and '{_names[added]}' were not trained on the same activations. {mismatch}.");
            }
        }
    }
}
