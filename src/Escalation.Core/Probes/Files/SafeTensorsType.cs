using System.Collections.Frozen;

namespace Escalation.Probes.Files;

/// <summary>An element type of the safetensors format: its bits, and what it decodes to when it is decoded at all.</summary>
internal readonly record struct SafeTensorsType(string Name, int Bits, TensorType? Decoded)
{
    private static readonly SafeTensorsType[] All =
    [
        new("BOOL", 8, TensorType.Boolean),
        new("U8", 8, TensorType.UInt8),
        new("I8", 8, TensorType.Int8),
        new("U16", 16, TensorType.UInt16),
        new("I16", 16, TensorType.Int16),
        new("U32", 32, TensorType.UInt32),
        new("I32", 32, TensorType.Int32),
        new("U64", 64, TensorType.UInt64),
        new("I64", 64, TensorType.Int64),
        new("F8_E4M3", 8, TensorType.Float8E4M3),
        new("F8_E5M2", 8, TensorType.Float8E5M2),
        new("F16", 16, TensorType.Float16),
        new("BF16", 16, TensorType.BFloat16),
        new("F32", 32, TensorType.Float32),
        new("F64", 64, TensorType.Float64),
        new("F4", 4, null),
        new("F6_E2M3", 6, null),
        new("F6_E3M2", 6, null),
        new("F8_E8M0", 8, null),
        new("F8_E4M3FNUZ", 8, null),
        new("F8_E5M2FNUZ", 8, null),
        new("C64", 64, null),
    ];

    private static readonly FrozenDictionary<string, SafeTensorsType> ByName = All.ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);
    private static readonly FrozenDictionary<TensorType, SafeTensorsType> ByType = All.Where(type => type.Decoded is not null).ToFrozenDictionary(type => type.Decoded!.Value);

    internal static bool TryFind(string name, out SafeTensorsType type) => ByName.TryGetValue(name, out type);

    internal static string NameOf(TensorType type) => Of(type).Name;

    internal static int SizeOf(TensorType type) => Of(type).Bits / 8;

    /// <summary>The type of the format; a caller's type that the format has not, such as text, is an argument's error.</summary>
    private static SafeTensorsType Of(TensorType type) => ByType.TryGetValue(type, out SafeTensorsType found)
        ? found
        : throw new ArgumentOutOfRangeException(nameof(type), type, "Not a numeric type of tensors.");
}
