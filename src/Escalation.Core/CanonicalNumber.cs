using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Escalation;

/// <summary>Numbers in the one shortest round-trip form that ECMAScript and RFC 8785 (JSON canonicalisation) print: <c>1</c>, <c>0.1</c>, <c>1e-7</c>, <c>1e+21</c>.</summary>
/// <remarks>Hashes of data, certificates, calibrators and predictors depend on this form, so it must not change with culture, platform or release. Pure.</remarks>
internal static class CanonicalNumber
{
    /// <summary>Room for any number, the longest of which takes 25 characters, and for the sixteen bytes at once that digits are copied in.</summary>
    internal const int MaxLength = 40;

    private const int PositionOfLargestPlain = 21;
    private const int PositionOfSmallestPlain = -5;
    private const int MaxDigits = 17;
    private const ulong Ten8 = 100_000_000;
    private const ulong Ten16 = Ten8 * Ten8;
    private const ulong AsciiZeros = 0x3030_3030_3030_3030;

    private static readonly ulong[] SmallPowersOfTen =
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, Ten8,
        1_000_000_000, 10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000,
        100_000_000_000_000, 1_000_000_000_000_000, Ten16,
    ];

    /// <summary>The canonical form of a finite number; both zeros are <c>0</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the number is NaN or infinite.</exception>
    internal static string Format(double value)
    {
        Span<byte> buffer = stackalloc byte[MaxLength];
        return Encoding.ASCII.GetString(buffer[..Format(value, buffer)]);
    }

    /// <summary>Writes the canonical form as ASCII and returns its length; allocates nothing. Bytes behind the number may be overwritten.</summary>
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

        ulong digits = ShortestDecimal.Digits(value, out int exponent);
        int count = CountDigits(digits);
        ulong padded = digits * SmallPowersOfTen[MaxDigits - count];

        // From here on the number is 0.ddd... * 10^position.
        int position = count + exponent;
        int start = 0;
        if (value < 0.0)
        {
            destination[start++] = (byte)'-';
        }

        if (position is > 0 or < PositionOfSmallestPlain)
        {
            return start + LayOut(padded, position, destination[start..]);
        }

        BinaryPrimitives.WriteUInt64LittleEndian(destination[start..], 0x3030_3030_3030_2e30);
        start += 2 - position;
        return start + Write(padded, destination[start..]);
    }

    /// <summary>Writes the canonical form as a member of the object at hand.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the number is NaN or infinite.</exception>
    internal static void Write(Utf8JsonWriter json, string name, double value)
    {
        json.WritePropertyName(name);
        Write(json, value);
    }

    /// <summary>Writes the canonical form as an item of the list at hand.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the number is NaN or infinite.</exception>
    internal static void Write(Utf8JsonWriter json, double value)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        json.WriteRawValue(text[..Format(value, text)], skipInputValidation: true);
    }

    /// <summary>Lays out a number that does not begin with "0.": with an exponent, as a whole number, or with the point inside. By itself, as its buffer would burden every call of the caller.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int LayOut(ulong padded, int position, Span<byte> destination)
    {
        Span<byte> digits = stackalloc byte[MaxLength];
        int count = Write(padded, digits);
        if (position is > PositionOfLargestPlain or < PositionOfSmallestPlain)
        {
            return Scientific(digits[..count], position - 1, destination);
        }

        if (position >= count)
        {
            digits[..count].CopyTo(destination);
            destination[count..position].Fill((byte)'0');
            return position;
        }

        // At most 16 digits stand on either side of the point; copying as many always costs less than copying just enough.
        digits[..16].CopyTo(destination);
        destination[position] = (byte)'.';
        digits.Slice(position, 16).CopyTo(destination[(position + 1)..]);
        return count + 1;
    }

    private static int Scientific(ReadOnlySpan<byte> digits, int exponent, Span<byte> destination)
    {
        int length = 0;
        destination[length++] = digits[0];
        if (digits.Length > 1)
        {
            destination[length++] = (byte)'.';
            digits[1..].CopyTo(destination[length..]);
            length += digits.Length - 1;
        }

        destination[length++] = (byte)'e';
        destination[length++] = exponent < 0 ? (byte)'-' : (byte)'+';
        Math.Abs(exponent).TryFormat(destination[length..], out int written, default, CultureInfo.InvariantCulture);
        return length + written;
    }

    /// <summary>Writes 17 digits and returns how many stand before the zeros at their end.</summary>
    private static int Write(ulong digits, Span<byte> destination)
    {
        (ulong first, ulong rest) = Math.DivRem(digits, Ten16);
        (ulong high, ulong low) = Math.DivRem(rest, Ten8);
        ulong highBytes = EightDigits(high);
        ulong lowBytes = EightDigits(low);
        destination[0] = (byte)('0' + first);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[1..], highBytes | AsciiZeros);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[9..], lowBytes | AsciiZeros);
        return lowBytes != 0
            ? MaxDigits - (BitOperations.LeadingZeroCount(lowBytes) >> 3)
            : MaxDigits - 8 - (BitOperations.LeadingZeroCount(highBytes) >> 3);
    }

    /// <summary>The digits of a number below 10^8, one a byte, the first in the lowest byte: halved three times, in all lanes at once. The factors are <c>ceil(2^20 / 100)</c> and <c>ceil(2^10 / 10)</c>, exact for four and for two digits.</summary>
    private static ulong EightDigits(ulong value)
    {
        (ulong high, ulong low) = Math.DivRem(value, 10_000);
        ulong fours = high | (low << 32);
        ulong hundreds = ((fours * 10_486) >> 20) & 0x0000_007f_0000_007f;
        ulong pairs = hundreds | ((fours - (hundreds * 100)) << 16);
        ulong tens = ((pairs * 103) >> 10) & 0x000f_000f_000f_000f;
        return tens | ((pairs - (tens * 10)) << 8);
    }

    private static int CountDigits(ulong digits)
    {
        // Most doubles take 16 or 17 digits, which of them is a matter of chance.
        int count = MaxDigits - (digits < Ten16 ? 1 : 0);
        while (digits < SmallPowersOfTen[count - 1])
        {
            count--;
        }

        return count;
    }
}
