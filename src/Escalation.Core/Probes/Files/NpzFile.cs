namespace Escalation.Probes.Files;

/// <summary>Reads <c>.npz</c> files, zip archives of numpy arrays, stored or deflated, strictly.</summary>
/// <remarks>
/// What <c>numpy.savez</c> and <c>numpy.savez_compressed</c> write to a file is read, with 64-bit sizes. Refused are archives with bytes before, between or behind
/// their parts or behind the end of a deflated stream, encrypted ones, other methods, names with a path in them, entries that are no arrays, contents that fail their checksum, and sizes beyond the
/// limits; all sizes are checked, and held against the array's own header, before anything is allocated from them. Archives written to a stream that cannot
/// seek, whose sizes follow the data, are refused too. Static and stateless, so safe for concurrent use.
/// </remarks>
public static class NpzFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">The limits; null for the defaults.</param>
    /// <returns>The arrays in the order of their data, named without <c>.npy</c>.</returns>
    /// <exception cref="ArgumentException">Thrown when <paramref name="path"/> is blank.</exception>
    /// <exception cref="TensorFileException">Thrown when the file breaks a rule of the format or a limit.</exception>
    /// <exception cref="IOException">Thrown when the file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Thrown when the file may not be read.</exception>
    public static TensorArchive Read(string path, TensorFileOptions? options = null)
    {
        using FileStream stream = TensorStream.Open(path);
        return NpzReader.Read(stream, stream.Length, path, options ?? TensorFileOptions.Default);
    }

    /// <summary>Reads the arrays from bytes. They are copied.</summary>
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
        return NpzReader.Read(stream, bytes.Length, fileName, options ?? TensorFileOptions.Default);
    }
}
