using System.Globalization;

namespace Escalation.Probes.Files;

/// <summary>Where in a file activations lie; validated against the file's length.</summary>
internal readonly record struct ActivationExtent(ActivationType Type, long Rows, int Length, long Start)
{
    internal static ActivationExtent OfNpy(FileStream stream, string fileName, TensorFileOptions options)
    {
        NpyHeader header = NpyReader.ReadHeader(stream, stream.Length, fileName, options, out byte[] preamble);
        ActivationType type = ActivationLayout.Require(header.Type, header.FortranOrder && header.Shape.Length > 1, header.Shape, fileName, out long rows, out int length);
        long count = header.CountElements(fileName, long.MaxValue);
        NpyReader.RequireLength(stream.Length - preamble.Length, count * header.Type.Size, fileName);
        return new ActivationExtent(type, rows, length, preamble.Length);
    }

    internal static ActivationExtent OfSafeTensors(FileStream stream, string fileName, string? tensor, TensorFileOptions options)
    {
        SafeTensorsHeader header = SafeTensorsHeader.Read(stream, stream.Length, fileName, options);
        TensorExtent extent = Find(header, fileName, tensor);
        ActivationType type = ActivationLayout.Require(extent.Type, fortranOrder: false, extent.Shape, $"{fileName}: '{extent.Name}'", out long rows, out int length);
        return new ActivationExtent(type, rows, length, header.DataStart + extent.Begin);
    }

    internal static ActivationExtent OfSingles(long fileLength, string fileName, long rows, int length)
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("Activation files store the least significant byte first, and this machine does not.");
        }

        if (!TensorShape.TryCount([rows, length], long.MaxValue / sizeof(float), out long count))
        {
            throw new TensorFileException(fileName, TensorFileRule.Overflow, string.Create(CultureInfo.InvariantCulture, $"{rows} rows of {length} activations exceed what a file can hold."));
        }

        long expected = count * sizeof(float);
        if (fileLength != expected)
        {
            TensorFileRule rule = fileLength < expected ? TensorFileRule.Truncated : TensorFileRule.TrailingData;
            throw new TensorFileException(fileName, rule, string.Create(CultureInfo.InvariantCulture, $"{rows} rows of {length} 32-bit floats take {expected} bytes, but the file has {fileLength}."));
        }

        return new ActivationExtent(ActivationType.Float32, rows, length, Start: 0);
    }

    private static TensorExtent Find(SafeTensorsHeader header, string fileName, string? tensor)
    {
        if (tensor is null && header.Tensors.Count == 1)
        {
            return header.Tensors[0];
        }

        return header.Tensors.FirstOrDefault(extent => string.Equals(extent.Name, tensor, StringComparison.Ordinal))
            ?? throw new TensorFileException(fileName, TensorFileRule.MissingTensor, $"{(tensor is null ? "one tensor must be named" : $"there is no tensor '{tensor}'")}; there are: {TensorList.Describe(header.Tensors.Select(extent => extent.Name))}.");
    }
}
