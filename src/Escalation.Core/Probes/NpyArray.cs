namespace Escalation.Probes;

/// <summary>An array read from a <c>.npy</c> file. Immutable; safe to share between threads.</summary>
public sealed class NpyArray
{
    private readonly string _fileName;
    private readonly NpyHeader _header;
    private readonly byte[] _payload;
    private readonly int[] _shape;

    internal NpyArray(string fileName, NpyHeader header, int count, byte[] payload)
    {
        _fileName = fileName;
        _header = header;
        _payload = payload;
        Count = count;
        _shape = [.. header.Shape.Select(length => (int)length)];
    }

    /// <summary>The lengths of the dimensions, outermost first; empty for a single number.</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>The type of the elements in the file as numpy spells it, for example <c>&lt;f4</c>.</summary>
    public string ElementType => _header.Type.Descr;

    /// <summary>The number of elements: the product of the shape, 1 for a single number.</summary>
    public int Count { get; }

    /// <summary>The elements in row-major order, whatever their order in the file. Allocates the result; linear.</summary>
    /// <exception cref="TensorFileException">Thrown when an integer exceeds 53 bits or a boolean is neither 0 nor 1.</exception>
    public double[] ToDoubles()
    {
        var values = new double[Count];
        if (_header.FortranOrder && _shape.Length > 1)
        {
            DecodeFortran(values);
        }
        else
        {
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = Decode(i);
            }
        }

        return values;
    }

    /// <summary>The elements in row-major order as 32-bit floats, those of wider types rounded to nearest. NaN and infinities are kept. Allocates; linear.</summary>
    /// <exception cref="TensorFileException">Thrown when a finite element is too large for a 32-bit float, an integer exceeds 53 bits or a boolean is neither 0 nor 1.</exception>
    public float[] ToSingles()
    {
        double[] wide = ToDoubles();
        var values = new float[wide.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)wide[i];
            if (float.IsInfinity(values[i]) && double.IsFinite(wide[i]))
            {
                throw new TensorFileException(_fileName, TensorFileRule.ValueNotRepresentable, $"element {i} is too large for a 32-bit float.");
            }
        }

        return values;
    }

    private double Decode(int index) => NpyDecoder.Decode(_payload.AsSpan(index * _header.Type.Size, _header.Type.Size), _header.Type, _fileName, index);

    /// <summary>In the file the first index runs fastest; here the last one does.</summary>
    private void DecodeFortran(double[] values)
    {
        var indices = new int[_shape.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int position = 0;
            for (int axis = _shape.Length - 1; axis >= 0; axis--)
            {
                position = (position * _shape[axis]) + indices[axis];
            }

            values[i] = Decode(position);
            for (int axis = _shape.Length - 1; axis >= 0 && ++indices[axis] == _shape[axis]; axis--)
            {
                indices[axis] = 0;
            }
        }
    }
}
