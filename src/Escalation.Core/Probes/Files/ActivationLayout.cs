using System.Globalization;

namespace Escalation.Probes.Files;

/// <summary>Decides whether stored elements can serve as activations without a copy.</summary>
internal static class ActivationLayout
{
    internal static ActivationType Require(StoredType stored, bool fortranOrder, ReadOnlySpan<long> shape, string fileName, out long rows, out int length)
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("Tensor files store the least significant byte first, and this machine does not.");
        }

        ActivationType type = TypeOf(stored, fileName);
        if (fortranOrder)
        {
            throw new TensorFileException(fileName, TensorFileRule.UnexpectedLayout, "the matrix is stored column by column (fortran_order), so its rows do not lie in one piece. Save it again: numpy.save(path, numpy.ascontiguousarray(array)).");
        }

        if (stored.BigEndian)
        {
            throw new TensorFileException(fileName, TensorFileRule.UnexpectedLayout, $"the numbers ('{stored.Spelling}') have the most significant byte first. Save them again: numpy.save(path, array.astype('<f4')).");
        }

        if (shape.Length is not (1 or 2) || shape[^1] is < 1 or > int.MaxValue)
        {
            throw new TensorFileException(fileName, TensorFileRule.UnexpectedShape, $"activations have the shape (rows, length) or (length,) with a length of at least 1, but the shape is {TensorShape.Describe(shape)}.");
        }

        rows = shape.Length == 1 ? 1 : shape[0];
        length = (int)shape[^1];
        return type;
    }

    private static ActivationType TypeOf(StoredType stored, string fileName) => stored.Type switch
    {
        TensorType.Float32 => ActivationType.Float32,
        TensorType.Float16 => ActivationType.Float16,
        TensorType.BFloat16 => ActivationType.BFloat16,
        TensorType.Int8 => ActivationType.Int8,
        TensorType.Float64 => throw new TensorFileException(fileName, TensorFileRule.UnsupportedType, $"the activations are 64-bit floats ('{stored.Spelling}'), which no model computes and which are not scored without a copy. Convert them: numpy.save(path, array.astype('<f4'))."),
        _ => throw new TensorFileException(fileName, TensorFileRule.UnsupportedType, string.Create(CultureInfo.InvariantCulture, $"elements of type '{stored.Spelling}' are no activations; those are 32-bit or 16-bit floats, bfloat16 or signed bytes.")),
    };
}
