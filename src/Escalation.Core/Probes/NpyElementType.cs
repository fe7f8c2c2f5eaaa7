namespace Escalation.Probes;

/// <summary>The element types of <c>.npy</c> files that are decoded.</summary>
internal enum NpyElementType
{
    /// <summary>One byte, 0 or 1: <c>|b1</c>.</summary>
    Boolean = 0,

    /// <summary>Unsigned, 8 bits: <c>|u1</c>.</summary>
    UInt8,

    /// <summary>Unsigned, 16 bits: <c>u2</c>.</summary>
    UInt16,

    /// <summary>Unsigned, 32 bits: <c>u4</c>.</summary>
    UInt32,

    /// <summary>Signed, 8 bits: <c>|i1</c>.</summary>
    Int8,

    /// <summary>Signed, 16 bits: <c>i2</c>.</summary>
    Int16,

    /// <summary>Signed, 32 bits: <c>i4</c>.</summary>
    Int32,

    /// <summary>Signed, 64 bits: <c>i8</c>.</summary>
    Int64,

    /// <summary>IEEE 754 binary16: <c>f2</c>.</summary>
    Float16,

    /// <summary>IEEE 754 binary32: <c>f4</c>.</summary>
    Float32,

    /// <summary>IEEE 754 binary64: <c>f8</c>.</summary>
    Float64,
}
