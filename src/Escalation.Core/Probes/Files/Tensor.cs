using System.Globalization;
using System.Runtime.InteropServices;

namespace Escalation.Probes.Files;

/// <summary>A named array of numbers (or text) from a tensor file, or for one, whatever the format. Immutable; safe to share between threads.</summary>
public sealed partial class Tensor
{
    private readonly StoredType _stored;
    private readonly bool _fortranOrder;
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly long[] _shape;

    internal Tensor(string name, string fileName, StoredType stored, long[] shape, bool fortranOrder, ReadOnlyMemory<byte> bytes)
    {
        Name = name;
        FileName = fileName;
        _stored = stored;
        _shape = shape;
        _fortranOrder = fortranOrder && shape.Length > 1;
        _bytes = bytes;
    }

    /// <summary>The name in the file; <see cref="NpyFile.TensorName"/> for a <c>.npy</c> file.</summary>
    public string Name { get; }

    /// <summary>The file that it comes from, or what the caller called the bytes; empty for a tensor made in memory.</summary>
    public string FileName { get; }

    /// <summary>The type of the elements.</summary>
    public TensorType Type => _stored.Type;

    /// <summary>The type of the elements as the file spells it, for example <c>&lt;f4</c> or <c>BF16</c>.</summary>
    public string ElementType => _stored.Spelling;

    /// <summary>The lengths of the dimensions, outermost first; empty for a single number.</summary>
    public ReadOnlySpan<long> Shape => _shape;

    /// <summary>The number of elements: the product of the shape, 1 for a single number.</summary>
    public int Count => _bytes.Length / _stored.Size;

    /// <summary>The elements as the file stores them.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.Span;

    /// <summary>Whether the elements lie in row-major (C) order, least significant byte first, as <see cref="ToRowMajor"/> makes them.</summary>
    public bool IsRowMajor => !_fortranOrder && !_stored.BigEndian;

    /// <summary>The same tensor in row-major order with the least significant byte first; this one when it is so already. Allocates otherwise; linear.</summary>
    public Tensor ToRowMajor() => IsRowMajor
        ? this
        : new Tensor(Name, FileName, _stored with { BigEndian = false, Spelling = _stored.Spelling.Replace('>', '<') }, _shape, fortranOrder: false, TensorLayout.ToRowMajor(_bytes.Span, _stored, _shape, _fortranOrder));

    /// <summary>The elements in row-major order, whatever their order in the file. Allocates the result; linear.</summary>
    /// <exception cref="TensorFileException">Thrown when an integer exceeds 53 bits, a boolean is neither 0 nor 1, or the elements are text.</exception>
    public double[] ToDoubles()
    {
        ReadOnlySpan<byte> bytes = ToRowMajor().Bytes;
        var values = new double[Count];
        if (Type == TensorType.Float64 && BitConverter.IsLittleEndian)
        {
            bytes.CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
            return values;
        }

        for (int i = 0; i < values.Length; i++)
        {
            values[i] = ElementDecoder.ToDouble(bytes.Slice(i * _stored.Size, _stored.Size), Type, Described, i);
        }

        return values;
    }

    /// <summary>The elements in row-major order as 32-bit floats, those of wider types rounded to nearest. NaN (of 32-bit floats with all its bits) and infinities are kept. Allocates; linear.</summary>
    /// <exception cref="TensorFileException">Thrown when a finite element is too large for a 32-bit float, an integer exceeds 53 bits, a boolean is neither 0 nor 1, or the elements are text.</exception>
    public float[] ToSingles()
    {
        ReadOnlySpan<byte> bytes = ToRowMajor().Bytes;
        var values = new float[Count];
        if (Type == TensorType.Float32 && BitConverter.IsLittleEndian)
        {
            bytes.CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
            return values;
        }

        for (int i = 0; i < values.Length; i++)
        {
            double wide = ElementDecoder.ToDouble(bytes.Slice(i * _stored.Size, _stored.Size), Type, Described, i);
            values[i] = (float)wide;
            if (float.IsInfinity(values[i]) && double.IsFinite(wide))
            {
                throw ElementDecoder.NotRepresentable(Described, i, "is too large for a 32-bit float");
            }
        }

        return values;
    }

    /// <summary>The elements of a tensor of text in row-major order, without the zeros that pad them. Allocates; linear.</summary>
    /// <exception cref="TensorFileException">Thrown when the elements are not text, or hold what is no character.</exception>
    public string[] ToTexts()
    {
        if (Type != TensorType.Text)
        {
            throw new TensorFileException(Described, TensorFileRule.UnsupportedType, $"the elements are numbers of type {ElementType}, not text.");
        }

        ReadOnlySpan<byte> bytes = ToRowMajor().Bytes;
        var values = new string[Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = ElementDecoder.ToText(bytes.Slice(i * _stored.Size, _stored.Size), Described, i);
        }

        return values;
    }

    /// <summary>A view of the elements as activations, without a copy: shape (d,) is one row, shape (n, d) is n rows.</summary>
    /// <param name="scale">For 8-bit integers what each is multiplied with, finite and above 0; 1 for the other types.</param>
    /// <returns>A view that lives as long as this tensor.</returns>
    /// <exception cref="TensorFileException">Thrown when the type is not one of <see cref="ActivationType"/>, the elements are not in row-major order with the least significant byte first (<see cref="ToRowMajor"/> helps), or the shape is another.</exception>
    /// <exception cref="ArgumentException">Thrown when a scale other than 1 is given for a type that has none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="scale"/> is not finite and above 0.</exception>
    /// <exception cref="PlatformNotSupportedException">Thrown on a machine whose byte order is not the file's.</exception>
    public ActivationRows AsActivationRows(float scale = 1f)
    {
        ActivationType type = ActivationLayout.Require(_stored, _fortranOrder, _shape, Described, out _, out int length);
        return ActivationRows.FromBytes(_bytes.Span, type, length, scale);
    }

    /// <summary>The same tensor as part of a file.</summary>
    internal Tensor From(string fileName) => new(Name, fileName, _stored, _shape, _fortranOrder, _bytes);

    /// <summary>How errors call it: the file, and inside it the tensor.</summary>
    internal string Described => FileName.Length == 0 ? Name : string.Create(CultureInfo.InvariantCulture, $"{FileName}: '{Name}'");
}
