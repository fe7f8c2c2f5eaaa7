using System.Globalization;

namespace Escalation.Probes.Files;

/// <summary>Reading from files whose length is known and is held against what they announce.</summary>
internal static class TensorStream
{
    internal static FileStream Open(string path)
    {
        FileStream stream = File.OpenRead(Guard.NotBlank(path));
        if (stream.CanSeek)
        {
            return stream;
        }

        stream.Dispose();
        throw new TensorFileException(path, TensorFileRule.UnknownFormat, "this is a pipe or a device; a tensor file must be a regular file, whose length is known.");
    }

    internal static void ReadExactly(Stream stream, Span<byte> destination, string fileName)
    {
        if (stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false) < destination.Length)
        {
            throw new TensorFileException(fileName, TensorFileRule.Truncated, "the file ends too early.");
        }
    }

    /// <summary>Refuses what the limits do not let into memory.</summary>
    internal static int RequireFits(long bytes, string fileName, TensorFileOptions options)
    {
        long limit = Math.Min(options.MaximumDataBytes, Array.MaxLength);
        if (bytes > limit)
        {
            throw new TensorFileException(fileName, TensorFileRule.DataTooLarge, string.Create(CultureInfo.InvariantCulture, $"the tensors take {bytes} bytes; the most that is read into memory is {limit}. Map activations with {nameof(ActivationFile)} instead."));
        }

        return (int)bytes;
    }
}
