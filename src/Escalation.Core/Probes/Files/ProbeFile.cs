using Escalation.Learning;

namespace Escalation.Probes.Files;

/// <summary>Reads and writes linear probes as <c>.safetensors</c> files, and reads them from <c>.npz</c>.</summary>
/// <remarks>
/// <para>Tensors: <c>direction</c> of d floating-point weights; optional <c>bias</c>, one number, 0 when absent; optional <c>mean</c> and <c>scale</c> of d numbers,
/// folded into the weights; an optional calibration, <c>platt</c> of two numbers s and t or <c>platt_a</c> and <c>platt_b</c>, with which the probability of a score z is
/// <c>1 / (1 + exp(-(s z + t)))</c>, so s is positive when higher scores mean higher probability. (<see cref="PlattCalibration"/> has Platt's own signs: a = -s, b = -t.)</para>
/// <para>Metadata, in <c>__metadata__</c> or as a JSON object in the text <c>metadata</c> of an <c>.npz</c> file: <c>model</c> (or <c>model_name</c>), <c>layer</c>, <c>pooling</c>,
/// optional <c>tokenizer</c>, <c>variant</c>, <c>dtype</c>, <c>version</c>, <c>d</c>, which has to be the number of weights, and whatever else; <c>format</c> is <c>escalation-linear-probe/1</c> in files that this class writes,
/// and files of a newer version are refused.</para>
/// Static and stateless, so safe for concurrent use.
/// </remarks>
public static class ProbeFile
{
    /// <summary>Reads a probe.</summary>
    /// <param name="path">A <c>.safetensors</c> or <c>.npz</c> file.</param>
    /// <param name="options">How to read it; null for the defaults.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="path"/> is blank.</exception>
    /// <exception cref="TensorFileException">Thrown when the file is refused by its format, a tensor is missing, unknown, of another shape or type, a number is not finite, a scale is not above 0, or the metadata lack or misstate what is needed.</exception>
    /// <exception cref="ProbeMismatchException">Thrown when the file says that the probe is for other activations than <see cref="ProbeReadOptions.Fingerprint"/>.</exception>
    /// <exception cref="IOException">Thrown when the file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Thrown when the file may not be read.</exception>
    public static StoredProbe Read(string path, ProbeReadOptions? options = null)
    {
        ProbeReadOptions chosen = options ?? ProbeReadOptions.Default;
        if (TensorFile.FormatOf(path) == TensorFormat.Npy)
        {
            throw new TensorFileException(path, TensorFileRule.UnknownFormat, $"a probe file is .safetensors or .npz; weights alone in a .npy file are read with {nameof(LinearProbeFile)}.");
        }

        return Read(TensorFile.Read(path, chosen.Limits), chosen);
    }

    /// <summary>Makes a probe of tensors that have been read already.</summary>
    /// <param name="archive">The tensors.</param>
    /// <param name="options">How to read them; null for the defaults.</param>
    /// <exception cref="TensorFileException">Thrown for the reasons that the other overload names.</exception>
    /// <exception cref="ProbeMismatchException">Thrown when the file says that the probe is for other activations than <see cref="ProbeReadOptions.Fingerprint"/>.</exception>
    public static StoredProbe Read(TensorArchive archive, ProbeReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(archive);
        return new ProbeTensors(archive, options ?? ProbeReadOptions.Default).Read();
    }

    /// <summary>Writes a probe as the bytes of a <c>.safetensors</c> file: the weights as 32-bit floats, bias and calibration as 64-bit floats, so that it is read back to the bit.</summary>
    /// <param name="probe">The probe.</param>
    /// <param name="metadata">More texts to store, for example <c>version</c>, <c>dtype</c> or how the probe was trained; null for none.</param>
    /// <exception cref="ArgumentException">Thrown when a key of the metadata belongs to the format or the fingerprint, <c>d</c> is another number than that of the weights, or a text is no valid Unicode.</exception>
    public static byte[] ToBytes(LinearProbe probe, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(probe);
        return SafeTensorsFile.ToBytes(ProbeTensors.Of(probe), ProbeMetadata.Of(probe.Fingerprint, probe.Length, metadata));
    }

    /// <summary>Writes a probe to a <c>.safetensors</c> file as <see cref="ToBytes"/> does. Readers see the old file or the new one, never a part.</summary>
    /// <param name="path">The file; replaced when it exists.</param>
    /// <param name="probe">The probe.</param>
    /// <param name="metadata">More texts to store; null for none.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="path"/> is blank, or for the reasons that <see cref="ToBytes"/> names.</exception>
    /// <exception cref="IOException">Thrown when the file cannot be written; no temporary file stays.</exception>
    /// <exception cref="UnauthorizedAccessException">Thrown when the file may not be written.</exception>
    public static void Write(string path, LinearProbe probe, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(probe);
        SafeTensorsFile.Write(path, ProbeTensors.Of(probe), ProbeMetadata.Of(probe.Fingerprint, probe.Length, metadata));
    }
}
