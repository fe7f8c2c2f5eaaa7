using Escalation.Learning;

namespace Escalation.Probes.Files;

/// <summary>Reads a linear probe whose weights lie alone in a <c>.npy</c> file; <see cref="ProbeFile"/> reads files that hold a whole probe.</summary>
public static class LinearProbeFile
{
    /// <summary>Reads the weights and makes the probe.</summary>
    /// <param name="path">A <c>.npy</c> file with one row of weights: shape (d,), (1, d) or (d, 1).</param>
    /// <param name="bias">The offset b; finite.</param>
    /// <param name="fingerprint">Whose activations the probe was trained on.</param>
    /// <param name="calibration">How a score becomes a probability; null when it is not one.</param>
    /// <exception cref="TensorFileException">Thrown when the file breaks a rule of its format, holds more or less than one row, or a weight is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="bias"/> is not finite.</exception>
    /// <exception cref="IOException">Thrown when the file cannot be read.</exception>
    public static LinearProbe ReadNpy(string path, double bias, ProbeFingerprint fingerprint, PlattCalibration? calibration = null)
    {
        Tensor array = NpyFile.Read(path);
        ReadOnlySpan<long> shape = array.Shape;
        if (array.Count == 0 || !(shape.Length == 1 || (shape.Length == 2 && (shape[0] == 1 || shape[1] == 1))))
        {
            throw new TensorFileException(path, TensorFileRule.UnexpectedShape, $"a probe needs one row of weights, but the shape is {TensorShape.Describe(shape)}.");
        }

        float[] direction = array.ToSingles();
        for (int i = 0; i < direction.Length; i++)
        {
            if (!float.IsFinite(direction[i]))
            {
                throw new TensorFileException(path, TensorFileRule.ValueNotFinite, FormattableString.Invariant($"weight {i} is not a finite number."));
            }
        }

        return new LinearProbe(direction, bias, fingerprint, calibration);
    }
}
