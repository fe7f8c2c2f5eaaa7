using System.Buffers.Text;

namespace Escalation.Triggers.Loops;

/// <summary>Hashes a JSON number by its value, exactly: <c>1</c>, <c>1.0</c> and <c>10e-1</c> are one, <c>9007199254740993</c> is not <c>9007199254740992</c>.</summary>
internal static class CanonicalNumber
{
    private const int Shortest = 64;

    /// <summary>The hash of sign, significant digits and the place of the decimal point. Linear; allocates nothing below 64 digits.</summary>
    /// <param name="number">A number as JSON writes it, in UTF-8.</param>
    internal static ulong Hash(ReadOnlySpan<byte> number)
    {
        int e = number.IndexOfAny((byte)'e', (byte)'E');
        long exponent = 0;
        if (e >= 0 && !TryReadExponent(number[(e + 1)..], out exponent))
        {
            return TextHash.Of(number);
        }

        ReadOnlySpan<byte> mantissa = e >= 0 ? number[..e] : number;
        bool negative = mantissa is [(byte)'-', ..];
        mantissa = negative ? mantissa[1..] : mantissa;
        int point = mantissa.IndexOf((byte)'.');
        int fraction = point < 0 ? 0 : mantissa.Length - point - 1;
        Span<byte> digits = mantissa.Length <= Shortest ? stackalloc byte[Shortest] : new byte[mantissa.Length];
        int count = CopyDigits(mantissa, digits);
        ReadOnlySpan<byte> significant = digits[..count].TrimStart((byte)'0');
        int zeros = significant.Length - significant.TrimEnd((byte)'0').Length;
        significant = significant[..^zeros];
        var hash = new StableHash();
        if (!significant.IsEmpty)
        {
            hash.Add(TextHash.Of(significant));
            hash.Add(negative ? 1UL : 0);
            hash.Add(unchecked((ulong)(exponent - fraction + zeros)));
        }

        return hash.Value;
    }

    private static bool TryReadExponent(ReadOnlySpan<byte> text, out long exponent)
    {
        // The parser of the framework knows no leading plus.
        text = text is [(byte)'+', ..] ? text[1..] : text;
        return Utf8Parser.TryParse(text, out exponent, out int read) && read == text.Length;
    }

    private static int CopyDigits(ReadOnlySpan<byte> mantissa, Span<byte> digits)
    {
        int count = 0;
        foreach (byte c in mantissa)
        {
            if (c != (byte)'.')
            {
                digits[count++] = c;
            }
        }

        return count;
    }
}
