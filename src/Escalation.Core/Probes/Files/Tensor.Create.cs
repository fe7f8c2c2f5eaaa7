using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Escalation.Probes.Files;

/// <content>Tensors made in memory, to be written.</content>
public sealed partial class Tensor
{
    /// <summary>Makes a tensor of 32-bit floats. The numbers are copied.</summary>
    /// <param name="name">Its name; not blank.</param>
    /// <param name="values">The numbers in row-major order.</param>
    /// <param name="shape">The lengths of the dimensions, outermost first; none for a single number.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank or no valid text, or the shape does not fit the numbers.</exception>
    public static Tensor FromSingles(string name, ReadOnlySpan<float> values, params ReadOnlySpan<long> shape) => Create(name, TensorType.Float32, values, shape);

    /// <summary>Makes a tensor of 64-bit floats. The numbers are copied.</summary>
    /// <param name="name">Its name; not blank.</param>
    /// <param name="values">The numbers in row-major order.</param>
    /// <param name="shape">The lengths of the dimensions, outermost first; none for a single number.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank or no valid text, or the shape does not fit the numbers.</exception>
    public static Tensor FromDoubles(string name, ReadOnlySpan<double> values, params ReadOnlySpan<long> shape) => Create(name, TensorType.Float64, values, shape);

    /// <summary>Makes a tensor of 16-bit floats. The numbers are copied.</summary>
    /// <param name="name">Its name; not blank.</param>
    /// <param name="values">The numbers in row-major order.</param>
    /// <param name="shape">The lengths of the dimensions, outermost first; none for a single number.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank or no valid text, or the shape does not fit the numbers.</exception>
    public static Tensor FromHalves(string name, ReadOnlySpan<Half> values, params ReadOnlySpan<long> shape) => Create(name, TensorType.Float16, values, shape);

    /// <summary>Makes a tensor of bfloat16 numbers, given as their bits (<see cref="NarrowFloat.ToBFloat16"/>). They are copied.</summary>
    /// <param name="name">Its name; not blank.</param>
    /// <param name="bits">The numbers in row-major order.</param>
    /// <param name="shape">The lengths of the dimensions, outermost first; none for a single number.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank or no valid text, or the shape does not fit the numbers.</exception>
    public static Tensor FromBFloat16(string name, ReadOnlySpan<ushort> bits, params ReadOnlySpan<long> shape) => Create(name, TensorType.BFloat16, bits, shape);

    /// <summary>Makes a tensor from its bytes. They are copied.</summary>
    /// <param name="name">Its name; not blank.</param>
    /// <param name="type">The type of the elements; any but text.</param>
    /// <param name="bytes">The elements in row-major order, least significant byte first.</param>
    /// <param name="shape">The lengths of the dimensions, outermost first; none for a single number.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="type"/> is text or not one of the enum.</exception>
    /// <exception cref="ArgumentException">Thrown when the name is blank or no valid text, or the shape does not fit the bytes.</exception>
    public static Tensor FromBytes(string name, TensorType type, ReadOnlySpan<byte> bytes, params ReadOnlySpan<long> shape)
    {
        RequireName(name);
        StoredType stored = StoredType.Of(type);
        foreach (long length in shape)
        {
            if (length < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(shape), length, string.Create(CultureInfo.InvariantCulture, $"Each dimension must be at least 0, but one was {length}."));
            }
        }

        if (shape.Length > TensorShape.MaximumDimensions)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The shape has {shape.Length} dimensions; the most is {TensorShape.MaximumDimensions}."), nameof(shape));
        }

        if (!TensorShape.TryCount(shape, Array.MaxLength / stored.Size, out long count) || count * stored.Size != bytes.Length)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The shape {TensorShape.Describe(shape)} of {stored.Size}-byte elements does not fit {bytes.Length} bytes."), nameof(shape));
        }

        return new Tensor(name, "", stored, shape.ToArray(), fortranOrder: false, bytes.ToArray());
    }

    private static Tensor Create<T>(string name, TensorType type, ReadOnlySpan<T> values, ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(values);
        Tensor tensor = FromBytes(name, type, bytes, shape);
        return BitConverter.IsLittleEndian
            ? tensor
            : new Tensor(name, "", tensor._stored with { BigEndian = true }, tensor._shape, fortranOrder: false, bytes.ToArray()).ToRowMajor();
    }

    private static void RequireName(string name)
    {
        foreach (Rune rune in Guard.NotBlank(name).EnumerateRunes())
        {
            // A surrogate without its partner is enumerated as the replacement character and would be stored as one.
            if (rune == Rune.ReplacementChar)
            {
                throw new ArgumentException("The name of a tensor must be valid text.", nameof(name));
            }
        }
    }
}
