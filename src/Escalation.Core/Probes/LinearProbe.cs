using System.Globalization;
using Escalation.Learning;
using Escalation.Probes.Kernels;

namespace Escalation.Probes;

/// <summary>A linear probe over one pooled activation vector: <c>z = w . x + b</c>, in 32-bit floats.</summary>
/// <remarks>
/// <para>Immutable and safe for concurrent use. NaN and overflow are never hidden: they make the score NaN or infinite.</para>
/// <para>
/// <b>The order of summation is part of the contract</b>, so a score has the same bits on every processor, with or without vector instructions, alone or in a
/// batch, with one probe or many, on one thread or several; only the payload of a NaN is left open. A threshold may therefore be compared with scores from
/// another machine. With d activations, blocks of 16 and <c>B = ceil(d / 16)</c> blocks, the last one padded with +0 in both vectors:
/// </para>
/// <list type="number">
/// <item>The blocks are cut into four segments of <c>S = ceil(B / 4)</c> blocks, or <c>S + 1</c> when S is even; the last segments may be shorter or empty.</item>
/// <item>Each segment has sixteen lanes that start at +0. Block by block, lane l becomes <c>fma(x[16 k + l], w[16 k + l], lane l)</c>, rounded once.</item>
/// <item>The segments are added lane by lane: <c>(s0 + s1) + (s2 + s3)</c>.</item>
/// <item>Lane l and lane l + 8 are added, then l and l + 4, then <c>(l0 + l2) + (l1 + l3)</c>.</item>
/// <item>The bias is added last, and is never -0.</item>
/// </list>
/// <para>
/// 16-bit floats and bfloat16 numbers are widened exactly and then summed in that order, so they give the bits of their 32-bit values.
/// <b>A subnormal number, one below 2^-126 in magnitude, counts as zero</b>, as an activation and as a weight (<see cref="Direction"/> shows the zero), everywhere
/// alike: many processors take more than a hundred cycles for a product with one. Seeing to it takes no time out of cache and up to a quarter more in cache. No
/// 16-bit float is so small. A row whose products all lie below 2^-126 without being zero stays slow. With <c>u = 2^-24</c> and <c>n = S + 8</c> roundings
/// on the way of a product, the error is at most <c>n u / (1 - n u) * (sum |x w| + |b|)</c> where nothing overflows or underflows (Higham, Accuracy and Stability of
/// Numerical Algorithms, 2002, section 3.1), plus <c>d 2^-126 max |w|</c> for activations that count as zero and <c>d 2^-150</c> for products that underflow.
/// </para>
/// <para>
/// 8-bit activations are multiplied with the weights rounded to the nearest multiple of <c>q = max |w| / 32767</c>; the integer sum is exact, and the score
/// is <c>fl(sum * q * scale) + b</c>. A weight is off by at most <c>q / 2</c>, about 2^-16 of the largest, so the product is off by at most
/// <c>scale * q / 2 * sum |x|</c> over the stored bytes x, and by three roundings.
/// </para>
/// <para>
/// There is no faster mode without a fixed order. Out of cache the order costs nothing that could be measured. In cache, the order and the rule for subnormal numbers
/// together take a fifth to two fifths more time at 4096 activations and a half to two thirds more at 768 with AVX2; with AVX-512 they are as fast as an
/// order-free kernel of 256 bits but for one row of 768, a sixth slower (the benchmark <c>order-price</c>): not worth scores that differ by machine. Without hardware for
/// fused multiplication an element takes 2 to 4 ns.
/// </para>
/// </remarks>
public sealed class LinearProbe
{
    private readonly PackedWeights _weights;

    /// <summary>Creates a probe.</summary>
    /// <param name="direction">The weights w, one for each activation; finite, a subnormal one counts as zero. They are copied.</param>
    /// <param name="bias">The offset b; finite, and rounded to a float.</param>
    /// <param name="fingerprint">Whose activations it was trained on.</param>
    /// <param name="calibration">How a score becomes a probability; null when it is not one.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="direction"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a weight or the bias is not finite as a float.</exception>
    public LinearProbe(ReadOnlySpan<float> direction, double bias, ProbeFingerprint fingerprint, PlattCalibration? calibration = null)
    {
        ArgumentNullException.ThrowIfNull(fingerprint);
        ProbeChecks.Some(direction.Length, nameof(direction));
        for (int i = 0; i < direction.Length; i++)
        {
            ProbeChecks.Finite(direction[i], i, nameof(direction));
        }

        _weights = new PackedWeights(direction.Length, [ProbeChecks.Single(bias, nameof(bias))]);
        _weights.Set(0, direction);
        Fingerprint = fingerprint;
        Calibration = calibration;
    }

    /// <summary>The number of activations the probe reads.</summary>
    public int Length => _weights.Length;

    /// <summary>The weights w, with a zero for each subnormal one.</summary>
    public ReadOnlySpan<float> Direction => _weights.Weights(0);

    /// <summary>The offset b.</summary>
    public float Bias => _weights.Biases[0];

    /// <summary>Whose activations the probe was trained on.</summary>
    public ProbeFingerprint Fingerprint { get; }

    /// <summary>How a score becomes a probability; null when it is not one.</summary>
    public PlattCalibration? Calibration { get; }

    /// <summary>Creates a probe that was trained on standardised activations, <c>(x - mean) / scale</c>. The standardisation is folded into the weights in doubles: <c>w' = w / s</c>, <c>b' = b - sum(w m / s)</c>.</summary>
    /// <param name="direction">The weights w on standardised activations; finite.</param>
    /// <param name="bias">The offset b; finite.</param>
    /// <param name="mean">The mean m of each activation; finite, as long as <paramref name="direction"/>.</param>
    /// <param name="scale">The scale s of each activation; finite, above 0, as long as <paramref name="direction"/>.</param>
    /// <param name="fingerprint">Whose activations it was trained on.</param>
    /// <param name="calibration">How a score becomes a probability; null when it is not one.</param>
    /// <exception cref="ArgumentException">Thrown when the spans are empty or differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a number is not finite, a scale is not above 0, or a folded number overflows.</exception>
    public static LinearProbe FromStandardized(ReadOnlySpan<float> direction, double bias, ReadOnlySpan<float> mean, ReadOnlySpan<float> scale, ProbeFingerprint fingerprint, PlattCalibration? calibration = null)
    {
        ProbeChecks.Some(direction.Length, nameof(direction));
        ProbeChecks.Length(mean.Length, direction.Length, nameof(mean));
        ProbeChecks.Length(scale.Length, direction.Length, nameof(scale));
        var folded = new float[direction.Length];
        double offset = bias;
        for (int i = 0; i < folded.Length; i++)
        {
            ProbeChecks.Finite(direction[i], i, nameof(direction));
            ProbeChecks.Finite(mean[i], i, nameof(mean));
            if (!(scale[i] > 0.0f && float.IsFinite(scale[i])))
            {
                throw new ArgumentOutOfRangeException(nameof(scale), scale[i], string.Create(CultureInfo.InvariantCulture, $"{nameof(scale)}[{i}] must be a finite number above 0, but was {scale[i]:R}."));
            }

            double weight = (double)direction[i] / scale[i];
            offset -= weight * mean[i];
            folded[i] = (float)weight;
        }

        return new LinearProbe(folded, offset, fingerprint, calibration);
    }

    /// <summary>Scores one vector. Linear in its length; allocates nothing.</summary>
    /// <param name="activations">The activations, <see cref="Length"/> of them.</param>
    /// <returns>The score z; NaN or infinite when an activation is, or when the sum overflows.</returns>
    /// <exception cref="ArgumentException">Thrown when <paramref name="activations"/> is empty or of another length.</exception>
    public float Score(ReadOnlySpan<float> activations)
    {
        ProbeChecks.Length(activations.Length, Length, nameof(activations));
        return ProbeKernels.Score(activations, _weights);
    }

    /// <summary>Scores one vector of any stored type. Linear in its length; allocates nothing.</summary>
    /// <param name="row">A view of one row of <see cref="Length"/> activations.</param>
    /// <returns>The score z; NaN or infinite when an activation is, or when the sum overflows.</returns>
    /// <exception cref="ArgumentException">Thrown when the view is of another length or does not hold one row.</exception>
    public float Score(ActivationRows row)
    {
        float score = 0f;
        Score(row, new Span<float>(ref score));
        return score;
    }

    /// <summary>Scores a batch, each row to the very bits that it gets alone. Linear; allocates nothing.</summary>
    /// <param name="rows">The activations, <see cref="Length"/> in each row.</param>
    /// <param name="scores">Receives one score for each row; as long as there are rows.</param>
    /// <exception cref="ArgumentException">Thrown when the view or the span has another length.</exception>
    public void Score(ActivationRows rows, Span<float> scores)
    {
        ProbeChecks.Rows(rows, Length, scores.Length, 1);
        ProbeKernels.Score(rows, _weights, scores);
    }

    /// <summary>Scores a batch on several threads, to the same bits as on one. Returns when all of it is done.</summary>
    /// <param name="rows">The activations, <see cref="Length"/> in each row. The memory is pinned meanwhile.</param>
    /// <param name="scores">Receives one score for each row; as long as there are rows. Partly written when cancelled.</param>
    /// <param name="maxWorkers">The largest number of threads at once, the caller's among them; at least 1. Threads come from the pool.</param>
    /// <param name="cancellationToken">Stops the work after the parts of a few megabytes that are under way.</param>
    /// <exception cref="ArgumentException">Thrown when the view or the span has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="maxWorkers"/> is below 1.</exception>
    /// <exception cref="OperationCanceledException">Thrown when it was cancelled.</exception>
    public void ScoreParallel(ActivationRows rows, Span<float> scores, int maxWorkers, CancellationToken cancellationToken = default)
    {
        ProbeChecks.Rows(rows, Length, scores.Length, 1);
        ParallelScoring.Score(rows, _weights, scores, Guard.AtLeast(maxWorkers, 1), cancellationToken);
    }

    /// <summary>Refuses activations that the probe was not trained on.</summary>
    /// <param name="activations">Whose activations they are.</param>
    /// <exception cref="ProbeMismatchException">Thrown when a part of the fingerprint differs.</exception>
    public void RequireSource(ProbeFingerprint activations)
    {
        if (Fingerprint.FindMismatch(activations) is { } mismatch)
        {
            throw new ProbeMismatchException($"The probe was not trained on these activations. {mismatch}.");
        }
    }
}
