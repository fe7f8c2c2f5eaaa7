namespace Escalation.Probes.Files;

/// <summary>Recognises the formats that are refused on purpose and says how to export what they hold.</summary>
internal static class ForeignFormat
{
    private const string Torch = "this is a file of torch.save, that is a pickle, and loading a pickle can run code, so it is never read. Export the tensor in Python: tensor = torch.load(\"{0}\", weights_only=True) ; safetensors.torch.save_file({{\"direction\": tensor.contiguous()}}, \"{1}.safetensors\")";
    private const string Pickle = "this is a pickle, and loading a pickle can run code, so it is never read. Export the array in Python: array = pickle.load(open(\"{0}\", \"rb\")) ; numpy.savez(\"{1}.npz\", direction=array)";
    private const string Compressed = "this is a compressed file, which is not read. Export the tensor in Python: tensor = torch.load(zstandard.open(\"{0}\", \"rb\"), weights_only=True) ; safetensors.torch.save_file({{\"direction\": tensor.contiguous()}}, \"{1}.safetensors\"). If it is a tensor file that was only compressed, unpack it first: zstd -d or gzip -d";
    private const string Hdf5 = "this is an HDF5 file, which is not read. Export the array in Python: array = h5py.File(\"{0}\")[\"direction\"][...] ; numpy.savez(\"{1}.npz\", direction=array)";

    /// <summary>The refusal of a file whose name alone says that it is of such a format; null for any other name.</summary>
    internal static TensorFileException? ByName(string fileName) => Path.GetExtension(fileName).ToLowerInvariant() switch
    {
        ".pt" or ".pth" or ".ckpt" or ".bin" => Torched(fileName),
        ".pkl" or ".pickle" or ".joblib" => Refusal(fileName, Pickle),
        ".zst" or ".zstd" or ".gz" => Refusal(fileName, Compressed),
        ".h5" or ".hdf5" => Refusal(fileName, Hdf5),
        _ => null,
    };

    /// <summary>The refusal of a file that begins as such a format does; null for any other beginning.</summary>
    internal static TensorFileException? ByContent(string fileName, ReadOnlySpan<byte> start) => start switch
    {
        [0x80, >= 2 and <= 5, ..] => Refusal(fileName, Pickle),
        [0x28, 0xB5, 0x2F, 0xFD, ..] or [0x1F, 0x8B, ..] => Refusal(fileName, Compressed),
        [0x89, (byte)'H', (byte)'D', (byte)'F', ..] => Refusal(fileName, Hdf5),
        _ => null,
    };

    /// <summary>The refusal of an archive that holds a pickle, as torch.save writes them.</summary>
    internal static TensorFileException Torched(string fileName) => Refusal(fileName, Torch);

    private static TensorFileException Refusal(string fileName, string format) =>
        new(fileName, TensorFileRule.RefusedFormat, string.Format(System.Globalization.CultureInfo.InvariantCulture, format, Path.GetFileName(fileName), Path.GetFileNameWithoutExtension(fileName)) + ".");
}
