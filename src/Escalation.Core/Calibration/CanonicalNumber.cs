using System.Globalization;
using System.Text;

namespace Escalation.Calibration;

/// <summary>Numbers in the one shortest round-trip form that ECMAScript and RFC 8785 (JSON canonicalisation) print: <c>1</c>, <c>0.1</c>, <c>1e-7</c>, <c>1e+21</c>.</summary>
/// <remarks>Hashes of data and of certificates depend on this form, so it must not change with culture, platform or release. Pure.</remarks>
internal static class CanonicalNumber
{
    /// <summary>Room for any number: sign, 17 digits, point, five leading zeros or an exponent of five characters.</summary>
    internal const int MaxLength = 32;

    private const int PositionOfLargestPlain = 21;
    private const int PositionOfSmallestPlain = -5;

    /// <summary>The canonical form of a finite number; both zeros are <c>0</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the number is NaN or infinite.</exception>
    internal static string Format(double value)
    {
        Span<byte> buffer = stackalloc byte[MaxLength];
        return Encoding.ASCII.GetString(buffer[..Format(value, buffer)]);
    }

    /// <summary>Writes the canonical form as ASCII and returns its length; allocates nothing.</summary>
    /// <param name="value">A finite number.</param>
    /// <param name="destination">At least <see cref="MaxLength"/> bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the number is NaN or infinite.</exception>
    internal static int Format(double value, Span<byte> destination)
    {
        Guard.Finite(value);
        if (value == 0.0)
        {
            destination[0] = (byte)'0';
            return 1;
        }

        value.TryFormat(destination, out int written, default, CultureInfo.InvariantCulture);
        Span<byte> text = destination[..written];
        int exponentAt = text.IndexOf((byte)'E');
        return exponentAt < 0 ? written : Rewrite(text, exponentAt, destination);
    }

    /// <summary>The framework turns to exponents earlier than ECMAScript does and pads them, so those numbers are laid out again.</summary>
    private static int Rewrite(ReadOnlySpan<byte> text, int exponentAt, Span<byte> destination)
    {
        bool negative = text[0] == (byte)'-';
        Span<byte> digits = stackalloc byte[MaxLength];
        int count = 0;
        foreach (byte character in text[..exponentAt])
        {
            if (character is >= (byte)'0' and <= (byte)'9')
            {
                digits[count++] = character;
            }
        }

        int exponent = int.Parse(text[(exponentAt + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var writer = new Layout(destination);
        if (negative)
        {
            writer.Add((byte)'-');
        }

        writer.Number(digits[..count], exponent + 1);
        return writer.Length;
    }

    private ref struct Layout(Span<byte> destination)
    {
        private readonly Span<byte> _destination = destination;

        internal int Length { get; private set; }

        internal void Add(byte character) => _destination[Length++] = character;

        /// <summary>Lays out <c>0.digits * 10^position</c>.</summary>
        internal void Number(scoped ReadOnlySpan<byte> digits, int position)
        {
            if (position > PositionOfLargestPlain || position < PositionOfSmallestPlain)
            {
                Scientific(digits, position - 1);
            }
            else if (position <= 0)
            {
                Add((byte)'0');
                Add((byte)'.');
                Zeros(-position);
                Digits(digits);
            }
            else if (position >= digits.Length)
            {
                Digits(digits);
                Zeros(position - digits.Length);
            }
            else
            {
                Digits(digits[..position]);
                Add((byte)'.');
                Digits(digits[position..]);
            }
        }

        private void Scientific(scoped ReadOnlySpan<byte> digits, int exponent)
        {
            Add(digits[0]);
            if (digits.Length > 1)
            {
                Add((byte)'.');
                Digits(digits[1..]);
            }

            Add((byte)'e');
            Add(exponent < 0 ? (byte)'-' : (byte)'+');
            Math.Abs(exponent).TryFormat(_destination[Length..], out int written, default, CultureInfo.InvariantCulture);
            Length += written;
        }

        private void Digits(scoped ReadOnlySpan<byte> digits)
        {
            digits.CopyTo(_destination[Length..]);
            Length += digits.Length;
        }

        private void Zeros(int count)
        {
            _destination.Slice(Length, count).Fill((byte)'0');
            Length += count;
        }
    }
}
