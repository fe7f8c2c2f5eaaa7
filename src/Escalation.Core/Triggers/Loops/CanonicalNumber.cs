using System.Globalization;

namespace Escalation.Triggers.Loops;

/// <summary>Hashes a JSON number by its value, exactly: <c>1</c>, <c>1.0</c> and <c>10e-1</c> are one, <c>9007199254740993</c> is not <c>9007199254740992</c>.</summary>
internal static class CanonicalNumber
{
    /// <summary>The hash of sign, significant digits and the place of the decimal point.</summary>
    internal static ulong Hash(ReadOnlySpan<char> number)
    {
        int e = number.IndexOfAny('e', 'E');
        long exponent = 0;
        if (e >= 0 && !long.TryParse(number[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
        {
            return StableHash.Of(number);
        }

        ReadOnlySpan<char> mantissa = e >= 0 ? number[..e] : number;
        bool negative = mantissa.StartsWith("-", StringComparison.Ordinal);
        mantissa = negative ? mantissa[1..] : mantissa;
        var hash = new StableHash();
        long fraction = 0, zeros = 0;
        bool significant = false, afterPoint = false;
        foreach (char c in mantissa)
        {
            if (c == '.')
            {
                afterPoint = true;
                continue;
            }

            fraction += afterPoint ? 1 : 0;
            if (c == '0')
            {
                // Zeros count only once a digit follows them.
                zeros += significant ? 1 : 0;
                continue;
            }

            for (; zeros > 0; zeros--)
            {
                hash.Add('0');
            }

            significant = true;
            hash.Add(c);
        }

        if (!significant)
        {
            return StableHash.Of("0");
        }

        hash.Add(negative ? '-' : '+');
        hash.Add(unchecked((ulong)(exponent - fraction + zeros)));
        return hash.Value;
    }
}
