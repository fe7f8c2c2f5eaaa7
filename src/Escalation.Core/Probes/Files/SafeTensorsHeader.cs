using System.Buffers.Binary;
using System.Globalization;
using System.Text.Unicode;

namespace Escalation.Probes.Files;

/// <summary>The validated header of a <c>.safetensors</c> file: where each tensor lies, in the order of the data.</summary>
internal sealed record SafeTensorsHeader(IReadOnlyList<TensorExtent> Tensors, IReadOnlyDictionary<string, string> Metadata, long DataStart)
{
    internal const int PrefixLength = sizeof(ulong);

    /// <summary>Reads and validates everything before the data, in the order that the format's reference lays down.</summary>
    /// <param name="stream">A stream at the file's first byte; left at the first byte of the data.</param>
    /// <param name="length">The length of the file.</param>
    /// <param name="fileName">What to call the file in errors.</param>
    /// <param name="options">The limits.</param>
    internal static SafeTensorsHeader Read(Stream stream, long length, string fileName, TensorFileOptions options)
    {
        if (length < PrefixLength)
        {
            throw new TensorFileException(fileName, TensorFileRule.Truncated, string.Create(CultureInfo.InvariantCulture, $"the file has {length} bytes; the length of the header alone takes {PrefixLength}."));
        }

        Span<byte> prefix = stackalloc byte[PrefixLength];
        TensorStream.ReadExactly(stream, prefix, fileName);
        ulong announced = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (announced > (ulong)options.MaximumHeaderBytes)
        {
            throw ForeignFormat.ByContent(fileName, prefix)
                ?? new TensorFileException(fileName, TensorFileRule.HeaderTooLarge, string.Create(CultureInfo.InvariantCulture, $"the header announces {announced} bytes; the most is {options.MaximumHeaderBytes}."));
        }

        if (announced > (ulong)(length - PrefixLength))
        {
            throw ForeignFormat.ByContent(fileName, prefix)
                ?? new TensorFileException(fileName, TensorFileRule.HeaderPastEnd, string.Create(CultureInfo.InvariantCulture, $"the header announces {announced} bytes, but only {length - PrefixLength} follow."));
        }

        var text = new byte[announced];
        TensorStream.ReadExactly(stream, text, fileName);
        if (!Utf8.IsValid(text))
        {
            throw new TensorFileException(fileName, TensorFileRule.InvalidUtf8, "the header is not UTF-8.");
        }

        List<SafeTensorsEntry> entries = SafeTensorsHeaderParser.Parse(text, fileName, options, out IReadOnlyDictionary<string, string> metadata);
        long dataStart = PrefixLength + text.Length;
        return new SafeTensorsHeader(SafeTensorsLayout.Validate(entries, (ulong)(length - dataStart), fileName), metadata, dataStart);
    }
}
