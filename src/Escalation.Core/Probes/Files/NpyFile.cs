namespace Escalation.Probes.Files;

/// <summary>Reads and writes <c>.npy</c> files. Reading is strict: whatever the format does not promise is refused, with the rule it breaks.</summary>
/// <remarks>
/// Format versions 1.0, 2.0 and 3.0 (numpy/lib/_format_impl.py) are read, either byte order and either order of the axes. Stricter than numpy in two points:
/// bytes behind the last element and records are refused. Python objects, that is pickles, are always refused. Lengths are checked before anything is
/// allocated from them. Static and stateless, so safe for concurrent use.
/// </remarks>
public static class NpyFile
{
    /// <summary>The name of the tensor of a <c>.npy</c> file, which names none itself.</summary>
    public const string TensorName = "array";

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">The limits; null for the defaults.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="path"/> is blank.</exception>
    /// <exception cref="TensorFileException">Thrown when the file breaks a rule of the format or a limit.</exception>
    /// <exception cref="IOException">Thrown when the file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Thrown when the file may not be read.</exception>
    public static Tensor Read(string path, TensorFileOptions? options = null)
    {
        using FileStream stream = TensorStream.Open(path);
        return NpyReader.Read(stream, stream.Length, TensorName, path, options ?? TensorFileOptions.Default, out _);
    }

    /// <summary>Reads an array from bytes. They are copied.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="fileName">What to call it in errors.</param>
    /// <param name="options">The limits; null for the defaults.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="fileName"/> is blank.</exception>
    /// <exception cref="TensorFileException">Thrown when the bytes break a rule of the format or a limit.</exception>
    public static Tensor Parse(byte[] bytes, string fileName, TensorFileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        Guard.NotBlank(fileName);
        using var stream = new MemoryStream(bytes, writable: false);
        return NpyReader.Read(stream, bytes.Length, TensorName, fileName, options ?? TensorFileOptions.Default, out _);
    }

    /// <summary>Writes a tensor to the bytes of a file, the very bytes that <c>numpy.save</c> writes: version 1.0, row-major, least significant byte first, the elements beginning at a multiple of 64.</summary>
    /// <param name="tensor">The tensor; its name is not stored.</param>
    /// <exception cref="ArgumentException">Thrown when numpy has no name for the type: bfloat16, 8-bit floats; or the tensor is text.</exception>
    public static byte[] ToBytes(Tensor tensor)
    {
        using var stream = new MemoryStream();
        NpyWriter.Write(stream, tensor);
        return stream.ToArray();
    }

    /// <summary>Writes a tensor to a file as <see cref="ToBytes"/> does. Readers see the old file or the new one, never a part.</summary>
    /// <param name="path">The file; replaced when it exists.</param>
    /// <param name="tensor">The tensor.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="path"/> is blank, or numpy has no name for the type.</exception>
    /// <exception cref="IOException">Thrown when the file cannot be written; no temporary file stays.</exception>
    /// <exception cref="UnauthorizedAccessException">Thrown when the file may not be written.</exception>
    public static void Write(string path, Tensor tensor)
    {
        NpyWriter.RequireDescr(tensor);
        ReplacedFile.Write(path, stream => NpyWriter.Write(stream, tensor));
    }
}
