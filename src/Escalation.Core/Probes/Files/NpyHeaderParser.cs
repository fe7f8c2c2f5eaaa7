using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Escalation.Probes.Files;

/// <summary>Reads the one Python literal that a <c>.npy</c> header may be: a dictionary of exactly descr, fortran_order and shape.</summary>
/// <remarks>Nothing is evaluated. Whatever is not braces, colons, commas, spaces, plain quoted strings, True, False, whole numbers or parentheses is refused. Linear in the header's length.</remarks>
internal ref struct NpyHeaderParser
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly string _fileName;
    private readonly TensorFileOptions _options;
    private int _position;
    private StoredType? _type;
    private bool? _fortranOrder;
    private long[]? _shape;

    private NpyHeaderParser(ReadOnlySpan<byte> text, string fileName, TensorFileOptions options)
    {
        _text = text;
        _fileName = fileName;
        _options = options;
    }

    internal static NpyHeader Parse(ReadOnlySpan<byte> text, string fileName, TensorFileOptions options)
    {
        var parser = new NpyHeaderParser(text, fileName, options);
        return parser.ReadDictionary();
    }

    private NpyHeader ReadDictionary()
    {
        Expect((byte)'{');
        while (!TryTake((byte)'}'))
        {
            ReadEntry();
            if (!TryTake((byte)','))
            {
                Expect((byte)'}');
                break;
            }
        }

        SkipSpaces();
        if (_position != _text.Length - 1 || _text[_position] != (byte)'\n')
        {
            Malformed("only spaces and one final line feed may follow the dictionary");
        }

        if (_type is not { } type || _fortranOrder is not { } fortranOrder || _shape is not { } shape)
        {
            throw Refusal(TensorFileRule.BadKeys, "the header must hold descr, fortran_order and shape.");
        }

        return new NpyHeader(type, fortranOrder, shape);
    }

    private void ReadEntry()
    {
        string key = ReadString();
        Expect((byte)':');
        SkipSpaces();
        switch (key)
        {
            case "descr" when _type is null:
                if (Peek() is (byte)'[' or (byte)'(')
                {
                    throw Refusal(TensorFileRule.StructuredType, "the elements are records of several fields; only plain numbers are read.");
                }

                _type = NpyType.Parse(ReadString(), _fileName, _options);
                break;
            case "fortran_order" when _fortranOrder is null:
                _fortranOrder = ReadBoolean();
                break;
            case "shape" when _shape is null:
                _shape = ReadShape();
                break;
            default:
                throw Refusal(TensorFileRule.BadKeys, $"the key '{key}' is unknown or doubled.");
        }
    }

    private long[] ReadShape()
    {
        if (!TryTake((byte)'('))
        {
            throw Refusal(TensorFileRule.BadShape, "the shape must be a tuple.");
        }

        var lengths = new List<long>();
        bool endsWithComma = true;
        while (!TryTake((byte)')'))
        {
            if (!endsWithComma)
            {
                throw Refusal(TensorFileRule.BadShape, "the shape must be a tuple of whole numbers divided by commas.");
            }

            lengths.Add(ReadLength());
            endsWithComma = TryTake((byte)',');
        }

        if (lengths.Count == 1 && !endsWithComma)
        {
            throw Refusal(TensorFileRule.BadShape, "a shape of one dimension must be written with a comma, as (3,).");
        }

        return lengths.Count <= TensorShape.MaximumDimensions
            ? [.. lengths]
            : throw Refusal(TensorFileRule.BadShape, string.Create(CultureInfo.InvariantCulture, $"the shape has {lengths.Count} dimensions; the most is {TensorShape.MaximumDimensions}."));
    }

    private long ReadLength()
    {
        SkipSpaces();
        int start = _position;
        while (Peek() is >= (byte)'0' and <= (byte)'9')
        {
            _position++;
        }

        ReadOnlySpan<byte> digits = _text[start.._position];
        if (digits.IsEmpty || (digits.Length > 1 && digits[0] == (byte)'0'))
        {
            throw Refusal(TensorFileRule.BadShape, "each dimension must be a whole number of at least 0.");
        }

        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long length))
        {
            throw Refusal(TensorFileRule.Overflow, "a dimension exceeds 63 bits.");
        }

        // Python 2 marked its long integers.
        if (Peek() == (byte)'L')
        {
            _position++;
        }

        return length;
    }

    private bool ReadBoolean()
    {
        if (_text[_position..].StartsWith("True"u8))
        {
            _position += 4;
            return true;
        }

        if (!_text[_position..].StartsWith("False"u8))
        {
            Malformed("fortran_order must be True or False");
        }

        _position += 5;
        return false;
    }

    private string ReadString()
    {
        SkipSpaces();
        int quote = Peek();
        if (quote is not ('\'' or '"'))
        {
            Malformed("a quoted string is missing");
        }

        int start = ++_position;
        while (Peek() != quote)
        {
            if (Peek() is < 0x20 or >= 0x7F or '\\')
            {
                Malformed("a string holds a character that no key or type name has, or does not end");
            }

            _position++;
        }

        return Encoding.ASCII.GetString(_text[start.._position++]);
    }

    private readonly int Peek() => _position < _text.Length ? _text[_position] : -1;

    private void SkipSpaces()
    {
        while (Peek() == (byte)' ')
        {
            _position++;
        }
    }

    private bool TryTake(byte expected)
    {
        SkipSpaces();
        if (Peek() != expected)
        {
            return false;
        }

        _position++;
        return true;
    }

    private void Expect(byte expected)
    {
        if (!TryTake(expected))
        {
            Malformed($"'{(char)expected}' is missing");
        }
    }

    [DoesNotReturn]
    private readonly void Malformed(string what) =>
        throw Refusal(TensorFileRule.BadHeader, string.Create(CultureInfo.InvariantCulture, $"malformed header at its byte {_position}: {what}."));

    private readonly TensorFileException Refusal(TensorFileRule rule, string detail) => new(_fileName, rule, detail);
}
