using System.Globalization;

namespace Escalation.Probes.Files;

/// <summary>The element types of <c>.npy</c> files, as the <c>descr</c> of the header spells them.</summary>
internal static class NpyType
{
    private const int MaximumTextLength = int.MaxValue / sizeof(uint) / 2;

    internal static StoredType Parse(string descr, string fileName, TensorFileOptions options)
    {
        if (descr is "|O" or "O" or "<O" or ">O" or "=O")
        {
            throw new TensorFileException(fileName, TensorFileRule.ObjectType, "the elements are Python objects. Such a file is a pickle, and loading a pickle can run code, so it is never read. Save numbers instead: numpy.save(path, array.astype('<f4'), allow_pickle=False).");
        }

        if (descr.Length < 3 || descr[0] is not ('<' or '>' or '|'))
        {
            throw Refusal(descr, fileName);
        }

        bool bigEndian = descr[0] == '>';
        if (descr[1] == 'U')
        {
            return descr[0] != '|' && TryReadLength(descr.AsSpan(2), out int length)
                ? new StoredType(descr, TensorType.Text, length * sizeof(uint), bigEndian)
                : throw Refusal(descr, fileName);
        }

        // What numpy has read as two bytes without a meaning it writes back without a byte order.
        if (descr == "|V2" && options.ReadVoid2AsBFloat16)
        {
            return new StoredType(descr, TensorType.BFloat16, sizeof(ushort), BigEndian: false);
        }

        // A byte order belongs to types of several bytes and only to them; '|' on a wider type would leave the order open.
        return Find(descr[1..], bigEndian, options) is { } type && (SafeTensorsType.SizeOf(type) == 1) == (descr[0] == '|')
            ? new StoredType(descr, type, SafeTensorsType.SizeOf(type), bigEndian)
            : throw Refusal(descr, fileName);
    }

    /// <summary>The way numpy spells a type that is written; null for a type that numpy has not.</summary>
    internal static string? DescrOf(TensorType type) => type switch
    {
        TensorType.Boolean => "|b1",
        TensorType.UInt8 => "|u1",
        TensorType.UInt16 => "<u2",
        TensorType.UInt32 => "<u4",
        TensorType.UInt64 => "<u8",
        TensorType.Int8 => "|i1",
        TensorType.Int16 => "<i2",
        TensorType.Int32 => "<i4",
        TensorType.Int64 => "<i8",
        TensorType.Float16 => "<f2",
        TensorType.Float32 => "<f4",
        TensorType.Float64 => "<f8",
        _ => null,
    };

    private static TensorType? Find(string kind, bool bigEndian, TensorFileOptions options) => kind switch
    {
        "b1" => TensorType.Boolean,
        "u1" => TensorType.UInt8,
        "u2" => TensorType.UInt16,
        "u4" => TensorType.UInt32,
        "u8" => TensorType.UInt64,
        "i1" => TensorType.Int8,
        "i2" => options.ReadInt16AsFloat16 ? TensorType.Float16 : TensorType.Int16,
        "i4" => TensorType.Int32,
        "i8" => TensorType.Int64,
        "f2" => TensorType.Float16,
        "f4" => TensorType.Float32,
        "f8" => TensorType.Float64,
        "V2" when options.ReadVoid2AsBFloat16 && !bigEndian => TensorType.BFloat16,
        _ => null,
    };

    private static bool TryReadLength(ReadOnlySpan<char> digits, out int length) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out length) && length is >= 1 and <= MaximumTextLength && digits[0] != '0';

    private static TensorFileException Refusal(string descr, string fileName) =>
        new(fileName, TensorFileRule.UnsupportedType, $"the element type '{descr}' is not supported; supported are f2, f4, f8, i1 to i8, u1 to u8, b1 and U. A bfloat16 array, which numpy writes as '<V2' or '|V2', must be converted, array.astype('<f4'), or read as what it is with {nameof(TensorFileOptions)}.{nameof(TensorFileOptions.ReadVoid2AsBFloat16)}, on the command line --read-as bfloat16.");
}
