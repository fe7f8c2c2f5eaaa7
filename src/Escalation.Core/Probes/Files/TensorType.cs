using System.Diagnostics.CodeAnalysis;

namespace Escalation.Probes.Files;

/// <summary>The element types of tensor files that are decoded.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "These are the names that the field and its file formats use.")]
public enum TensorType
{
    /// <summary>One byte, 0 or 1: <c>BOOL</c>, <c>|b1</c>.</summary>
    Boolean = 0,

    /// <summary>Unsigned, 8 bits: <c>U8</c>, <c>|u1</c>.</summary>
    UInt8,

    /// <summary>Unsigned, 16 bits: <c>U16</c>, <c>u2</c>.</summary>
    UInt16,

    /// <summary>Unsigned, 32 bits: <c>U32</c>, <c>u4</c>.</summary>
    UInt32,

    /// <summary>Unsigned, 64 bits: <c>U64</c>, <c>u8</c>.</summary>
    UInt64,

    /// <summary>Signed, 8 bits: <c>I8</c>, <c>|i1</c>.</summary>
    Int8,

    /// <summary>Signed, 16 bits: <c>I16</c>, <c>i2</c>.</summary>
    Int16,

    /// <summary>Signed, 32 bits: <c>I32</c>, <c>i4</c>.</summary>
    Int32,

    /// <summary>Signed, 64 bits: <c>I64</c>, <c>i8</c>.</summary>
    Int64,

    /// <summary>8-bit float with 4 bits of exponent, no infinity, largest 448: <c>F8_E4M3</c>.</summary>
    Float8E4M3,

    /// <summary>8-bit float with 5 bits of exponent, the upper half of a binary16 number: <c>F8_E5M2</c>.</summary>
    Float8E5M2,

    /// <summary>IEEE 754 binary16: <c>F16</c>, <c>f2</c>.</summary>
    Float16,

    /// <summary>The upper half of a binary32 number: <c>BF16</c>. numpy has no name for it.</summary>
    BFloat16,

    /// <summary>IEEE 754 binary32: <c>F32</c>, <c>f4</c>.</summary>
    Float32,

    /// <summary>IEEE 754 binary64: <c>F64</c>, <c>f8</c>.</summary>
    Float64,

    /// <summary>Text of a fixed number of UTF-32 code points, padded with zeros: numpy's <c>U18</c> and the like.</summary>
    Text,
}
