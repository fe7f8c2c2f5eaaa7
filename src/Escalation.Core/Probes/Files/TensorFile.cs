namespace Escalation.Probes.Files;

/// <summary>Reads a tensor file of any of the three formats: <c>.safetensors</c>, <c>.npz</c> and <c>.npy</c>.</summary>
/// <remarks>The name decides when it ends in one of the three; otherwise the content does. Pickles (<c>.pt</c>, <c>.pkl</c>) and compressed files are refused with the way to export them.</remarks>
public static class TensorFile
{
    private const int SignatureLength = 8;

    /// <summary>Reads a file into memory.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">The limits; null for the defaults.</param>
    /// <returns>The tensors; that of a <c>.npy</c> file is named <see cref="NpyFile.TensorName"/>.</returns>
    /// <exception cref="ArgumentException">Thrown when <paramref name="path"/> is blank.</exception>
    /// <exception cref="TensorFileException">Thrown when the format is refused or unknown, or the file breaks a rule of its format or a limit.</exception>
    /// <exception cref="IOException">Thrown when the file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Thrown when the file may not be read.</exception>
    public static TensorArchive Read(string path, TensorFileOptions? options = null) => FormatOf(path) switch
    {
        TensorFormat.SafeTensors => SafeTensorsFile.Read(path, options),
        TensorFormat.Npz => NpzFile.Read(path, options),
        _ => new TensorArchive(path, [NpyFile.Read(path, options)], NoMetadata),
    };

    internal static IReadOnlyDictionary<string, string> NoMetadata { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    internal static TensorFormat FormatOf(string path)
    {
        if (ForeignFormat.ByName(Guard.NotBlank(path)) is { } refusal)
        {
            throw refusal;
        }

        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".safetensors" => TensorFormat.SafeTensors,
            ".npz" => TensorFormat.Npz,
            ".npy" => TensorFormat.Npy,
            _ => FormatOfContent(path),
        };
    }

    private static TensorFormat FormatOfContent(string path)
    {
        using FileStream stream = TensorStream.Open(path);
        Span<byte> buffer = stackalloc byte[SignatureLength];
        ReadOnlySpan<byte> start = buffer[..stream.ReadAtLeast(buffer, SignatureLength, throwOnEndOfStream: false)];
        return start switch
        {
            _ when NpyReader.IsNpy(start) => TensorFormat.Npy,
            [(byte)'P', (byte)'K', ..] => TensorFormat.Npz,
            _ => throw ForeignFormat.ByContent(path, start)
                ?? new TensorFileException(path, TensorFileRule.UnknownFormat, "neither the name nor the content says that this is a .safetensors, .npz or .npy file."),
        };
    }
}
