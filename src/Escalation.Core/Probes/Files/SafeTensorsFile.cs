namespace Escalation.Probes.Files;

/// <summary>Reads and writes <c>.safetensors</c> files. Reading is strict: whatever the format does not promise is refused, with the rule it breaks.</summary>
/// <remarks>
/// As strict as the format's reference (safetensors, tensor.rs) and stricter in four points: duplicate keys, unknown keys, more than 64 dimensions, and sizes that
/// overflow beside a zero are refused. F64, F32, F16, BF16, F8_E4M3, F8_E5M2, the integers and booleans are decoded; a file with any other type is refused by its
/// name. Lengths are checked before anything is allocated from them. Static and stateless, so safe for concurrent use.
/// </remarks>
public static class SafeTensorsFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">The limits; null for the defaults.</param>
    /// <returns>The tensors in the order of their data.</returns>
    /// <exception cref="ArgumentException">Thrown when <paramref name="path"/> is blank.</exception>
    /// <exception cref="TensorFileException">Thrown when the file breaks a rule of the format or a limit.</exception>
    /// <exception cref="IOException">Thrown when the file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Thrown when the file may not be read.</exception>
    public static TensorArchive Read(string path, TensorFileOptions? options = null)
    {
        using FileStream stream = TensorStream.Open(path);
        return Read(stream, stream.Length, path, options ?? TensorFileOptions.Default);
    }

    /// <summary>Reads the tensors from bytes. They are copied.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="fileName">What to call it in errors.</param>
    /// <param name="options">The limits; null for the defaults.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="fileName"/> is blank.</exception>
    /// <exception cref="TensorFileException">Thrown when the bytes break a rule of the format or a limit.</exception>
    public static TensorArchive Parse(byte[] bytes, string fileName, TensorFileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        Guard.NotBlank(fileName);
        using var stream = new MemoryStream(bytes, writable: false);
        return Read(stream, bytes.Length, fileName, options ?? TensorFileOptions.Default);
    }

    /// <summary>Writes tensors to the bytes of a file. The same tensors and metadata give the same bytes, in whatever order they come.</summary>
    /// <param name="tensors">The tensors. Their data are written by descending element size, then by name in ordinal order, as the reference does; the header has the same order.</param>
    /// <param name="metadata">Texts to store with them, written in ordinal order of the keys; null for none.</param>
    /// <exception cref="ArgumentException">Thrown when two tensors have one name, one is named <c>__metadata__</c>, one is text, or a text of the metadata is no valid Unicode.</exception>
    public static byte[] ToBytes(IEnumerable<Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using var stream = new MemoryStream();
        new SafeTensorsWriter(tensors, metadata).Write(stream);
        return stream.ToArray();
    }

    /// <summary>Writes tensors to a file as <see cref="ToBytes"/> does. Readers see the old file or the new one, never a part.</summary>
    /// <param name="path">The file; replaced when it exists.</param>
    /// <param name="tensors">The tensors.</param>
    /// <param name="metadata">Texts to store with them; null for none.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="path"/> is blank, or for the reasons that <see cref="ToBytes"/> names.</exception>
    /// <exception cref="IOException">Thrown when the file cannot be written; no temporary file stays.</exception>
    /// <exception cref="UnauthorizedAccessException">Thrown when the file may not be written.</exception>
    public static void Write(string path, IEnumerable<Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var writer = new SafeTensorsWriter(tensors, metadata);
        ReplacedFile.Write(path, writer.Write);
    }

    private static TensorArchive Read(Stream stream, long length, string fileName, TensorFileOptions options)
    {
        SafeTensorsHeader header = SafeTensorsHeader.Read(stream, length, fileName, options);
        var data = new byte[TensorStream.RequireFits(length - header.DataStart, fileName, options)];
        TensorStream.ReadExactly(stream, data, fileName);
        Tensor[] tensors = [.. header.Tensors.Select(extent => new Tensor(extent.Name, fileName, extent.Type, extent.Shape, fortranOrder: false, data.AsMemory((int)extent.Begin, (int)extent.Length)))];
        return new TensorArchive(fileName, tensors, header.Metadata);
    }
}
