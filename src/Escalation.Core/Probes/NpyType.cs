using System.Diagnostics.CodeAnalysis;

namespace Escalation.Probes;

/// <summary>An element type with its byte order, as the <c>descr</c> of a <c>.npy</c> header spells it.</summary>
internal readonly record struct NpyType(string Descr, NpyElementType Element, int Size, bool BigEndian)
{
    internal static NpyType Parse(string descr, string fileName)
    {
        if (descr is "|O" or "O" or "<O" or ">O" or "=O")
        {
            throw new TensorFileException(fileName, TensorFileRule.ObjectType, "the elements are Python objects. Such a file is a pickle, and loading a pickle can run code, so it is never read. Save numbers instead: numpy.save(path, array.astype('<f4'), allow_pickle=False).");
        }

        if (descr.Length != 3 || descr[0] is not ('<' or '>' or '|'))
        {
            Refuse(descr, fileName);
        }

        NpyElementType? element = descr[1..] switch
        {
            "b1" => NpyElementType.Boolean,
            "u1" => NpyElementType.UInt8,
            "u2" => NpyElementType.UInt16,
            "u4" => NpyElementType.UInt32,
            "i1" => NpyElementType.Int8,
            "i2" => NpyElementType.Int16,
            "i4" => NpyElementType.Int32,
            "i8" => NpyElementType.Int64,
            "f2" => NpyElementType.Float16,
            "f4" => NpyElementType.Float32,
            "f8" => NpyElementType.Float64,
            _ => null,
        };
        int size = descr[2] - '0';

        // A byte order belongs to types of several bytes and only to them; '|' on a wider type would leave the order open.
        if (element is not { } known || (size == 1) != (descr[0] == '|'))
        {
            Refuse(descr, fileName);
            return default;
        }

        return new NpyType(descr, known, size, descr[0] == '>');
    }

    [DoesNotReturn]
    private static void Refuse(string descr, string fileName) =>
        throw new TensorFileException(fileName, TensorFileRule.UnsupportedType, $"the element type '{descr}' is not supported; supported are f2, f4, f8, i1 to i8, u1 to u4 and b1. A bfloat16 array, which numpy writes as '<V2', must be converted: array.astype('<f4').");
}
