using System.Globalization;
using System.Numerics.Tensors;

namespace Escalation.Probes;

/// <summary>A linear probe over one pooled activation vector: <c>z = w . x + b</c>.</summary>
/// <remarks>
/// Immutable and safe for concurrent use. The product is summed in 32-bit floats by the hardware's widest vectors, so the last bits of a score can
/// differ between instruction sets; a threshold that must hold on another machine needs that much slack. NaN and overflow are never hidden: they make the
/// score NaN or infinite.
/// </remarks>
public sealed class LinearProbe
{
    private readonly float[] _direction;

    /// <summary>Creates a probe.</summary>
    /// <param name="direction">The weights w, one for each activation; finite. They are copied.</param>
    /// <param name="bias">The offset b; finite.</param>
    /// <param name="fingerprint">Whose activations it was trained on.</param>
    /// <param name="calibration">How a score becomes a probability; null when it is not one.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="direction"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a weight or the bias is not finite.</exception>
    public LinearProbe(ReadOnlySpan<float> direction, double bias, ProbeFingerprint fingerprint, PlattCalibration? calibration = null)
    {
        ArgumentNullException.ThrowIfNull(fingerprint);
        RequireSome(direction.Length, nameof(direction));
        for (int i = 0; i < direction.Length; i++)
        {
            RequireFinite(direction[i], i, nameof(direction));
        }

        _direction = direction.ToArray();
        Bias = Guard.Finite(bias);
        Fingerprint = fingerprint;
        Calibration = calibration;
    }

    /// <summary>The number of activations the probe reads.</summary>
    public int Length => _direction.Length;

    /// <summary>The weights w.</summary>
    public ReadOnlySpan<float> Direction => _direction;

    /// <summary>The offset b.</summary>
    public double Bias { get; }

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
        RequireSome(direction.Length, nameof(direction));
        RequireLength(mean.Length, direction.Length, nameof(mean));
        RequireLength(scale.Length, direction.Length, nameof(scale));
        var folded = new float[direction.Length];
        double offset = bias;
        for (int i = 0; i < folded.Length; i++)
        {
            RequireFinite(direction[i], i, nameof(direction));
            RequireFinite(mean[i], i, nameof(mean));
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
    public double Score(ReadOnlySpan<float> activations)
    {
        RequireLength(activations.Length, _direction.Length, nameof(activations));
        return ScoreRow(activations);
    }

    /// <summary>Scores a batch, each row to the very bits that it gets alone. Linear; allocates nothing.</summary>
    /// <param name="activations">The activations in row-major order, <c>rows * Length</c> of them.</param>
    /// <param name="rows">The number of vectors, at least 1.</param>
    /// <param name="scores">Receives one score for each row, <paramref name="rows"/> of them.</param>
    /// <exception cref="ArgumentException">Thrown when a span's length does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="rows"/> is below 1.</exception>
    public void Score(ReadOnlySpan<float> activations, int rows, Span<double> scores)
    {
        Guard.AtLeast(rows, 1);
        RequireLength(activations.Length, (long)rows * _direction.Length, nameof(activations));
        RequireLength(scores.Length, rows, nameof(scores));
        for (int row = 0; row < rows; row++)
        {
            scores[row] = ScoreRow(activations.Slice(row * _direction.Length, _direction.Length));
        }
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

    private static void RequireSome(int length, string name)
    {
        if (length == 0)
        {
            throw new ArgumentException($"{name} must not be empty.", name);
        }
    }

    private static void RequireLength(long actual, long expected, string name)
    {
        if (actual != expected)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} must hold {expected} elements, but holds {actual}."), name);
        }
    }

    private static void RequireFinite(float value, int index, string name)
    {
        if (!float.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(name, value, string.Create(CultureInfo.InvariantCulture, $"{name}[{index}] must be a finite number, but was {value:R}."));
        }
    }

    private double ScoreRow(ReadOnlySpan<float> activations) => TensorPrimitives.Dot(_direction, activations) + Bias;
}
