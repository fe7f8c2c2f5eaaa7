using System.Globalization;
using System.Runtime.InteropServices;

namespace Escalation.Probes;

/// <summary>A view of activations: so many vectors of one length, one behind the other, in the format in which they are stored.</summary>
/// <remarks>
/// A view copies and owns nothing; it lives as long as the memory behind it. The bytes need no alignment, so a slice of a mapped file will do. A view over
/// 8-bit numbers has one scale for all of them.
/// </remarks>
public readonly ref struct ActivationRows
{
    private ActivationRows(ReadOnlySpan<byte> bytes, ActivationType type, int length, float scale)
    {
        long rowBytes = (long)Guard.AtLeast(length, 1) * SizeOf(type);
        if (bytes.Length % rowBytes != 0)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The activations fill {bytes.Length} bytes, which is no whole number of rows of {rowBytes} bytes."), nameof(bytes));
        }

        Bytes = bytes;
        Type = type;
        Length = length;
        Rows = (int)(bytes.Length / rowBytes);
        Scale = scale;
    }

    /// <summary>The stored numbers, row by row, in the byte order of the machine.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>How one activation is stored.</summary>
    public ActivationType Type { get; }

    /// <summary>The number of vectors; 0 for an empty view.</summary>
    public int Rows { get; }

    /// <summary>The number of activations in each vector; at least 1, and 0 only in the default value.</summary>
    public int Length { get; }

    /// <summary>What a stored 8-bit number is multiplied with; 1 for the other types.</summary>
    public float Scale { get; }

    /// <summary>A view of 32-bit floats.</summary>
    /// <param name="values">The numbers, row by row.</param>
    /// <param name="length">The number of activations in a row, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="length"/> is below 1.</exception>
    /// <exception cref="ArgumentException">Thrown when the numbers are no whole number of rows.</exception>
    public static ActivationRows FromSingles(ReadOnlySpan<float> values, int length) => new(MemoryMarshal.AsBytes(values), ActivationType.Float32, length, 1f);

    /// <summary>A view of 16-bit floats.</summary>
    /// <param name="values">The numbers, row by row.</param>
    /// <param name="length">The number of activations in a row, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="length"/> is below 1.</exception>
    /// <exception cref="ArgumentException">Thrown when the numbers are no whole number of rows.</exception>
    public static ActivationRows FromHalves(ReadOnlySpan<Half> values, int length) => new(MemoryMarshal.AsBytes(values), ActivationType.Float16, length, 1f);

    /// <summary>A view of bfloat16 numbers, given as their bits.</summary>
    /// <param name="bits">The numbers, row by row.</param>
    /// <param name="length">The number of activations in a row, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="length"/> is below 1.</exception>
    /// <exception cref="ArgumentException">Thrown when the numbers are no whole number of rows.</exception>
    public static ActivationRows FromBFloat16(ReadOnlySpan<ushort> bits, int length) => new(MemoryMarshal.AsBytes(bits), ActivationType.BFloat16, length, 1f);

    /// <summary>A view of signed bytes with one scale.</summary>
    /// <param name="values">The numbers, row by row.</param>
    /// <param name="length">The number of activations in a row, at least 1.</param>
    /// <param name="scale">What each number is multiplied with; finite and above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="length"/> is below 1 or <paramref name="scale"/> is not finite and above 0.</exception>
    /// <exception cref="ArgumentException">Thrown when the numbers are no whole number of rows.</exception>
    public static ActivationRows FromSignedBytes(ReadOnlySpan<sbyte> values, int length, float scale) => FromBytes(MemoryMarshal.AsBytes(values), ActivationType.Int8, length, scale);

    /// <summary>A view of numbers of a type known only at run time.</summary>
    /// <param name="bytes">The numbers, row by row, in the byte order of the machine; any alignment.</param>
    /// <param name="type">How one activation is stored.</param>
    /// <param name="length">The number of activations in a row, at least 1.</param>
    /// <param name="scale">For 8-bit numbers what each is multiplied with, finite and above 0; 1 for the other types.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="type"/> is not one of the enum, <paramref name="length"/> is below 1, or <paramref name="scale"/> is not finite and above 0.</exception>
    /// <exception cref="ArgumentException">Thrown when the bytes are no whole number of rows, or a scale other than 1 is given for a type that has none.</exception>
    public static ActivationRows FromBytes(ReadOnlySpan<byte> bytes, ActivationType type, int length, float scale = 1f)
    {
        Guard.Positive(scale);
        if (type != ActivationType.Int8 && scale != 1f)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Only 8-bit numbers have a scale, but {type} was given the scale {scale:R}."), nameof(scale));
        }

        return new ActivationRows(bytes, type, length, scale);
    }

    /// <summary>The number of bytes that one activation takes.</summary>
    /// <param name="type">How it is stored.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="type"/> is not one of the enum.</exception>
    public static int SizeOf(ActivationType type) => type switch
    {
        ActivationType.Float32 => 4,
        ActivationType.Float16 or ActivationType.BFloat16 => 2,
        ActivationType.Int8 => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a type of activations."),
    };

    /// <summary>Some of the rows, without a copy.</summary>
    /// <param name="first">The first row, from 0.</param>
    /// <param name="count">How many rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when there are no such rows.</exception>
    public ActivationRows Slice(int first, int count)
    {
        if (first < 0 || count < 0 || first > Rows - count)
        {
            throw new ArgumentOutOfRangeException(nameof(first), first, string.Create(CultureInfo.InvariantCulture, $"There are {Rows} rows, so {count} of them cannot start at row {first}."));
        }

        if (Length == 0)
        {
            return this;
        }

        int rowBytes = Length * SizeOf(Type);
        return new ActivationRows(Bytes.Slice(first * rowBytes, count * rowBytes), Type, Length, Scale);
    }
}
