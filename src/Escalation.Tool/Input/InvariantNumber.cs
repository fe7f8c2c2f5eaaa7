using System.Buffers;
using System.Globalization;

namespace Escalation.Tool.Input;

/// <summary>Numbers as files and options may write them: decimal digits, one point, an exponent; the same on every machine.</summary>
internal static class InvariantNumber
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
    private static readonly SearchValues<char> Allowed = SearchValues.Create("0123456789.+-eE");

    /// <summary>Parses a finite number; white space, separators, NaN, infinity, and numbers beyond double precision's range are refused.</summary>
    internal static bool TryParse(ReadOnlySpan<char> text, out double value)
    {
        // The framework would also take "Infinity", "NaN" and trailing NUL characters.
        if (text.ContainsAnyExcept(Allowed))
        {
            value = double.NaN;
            return false;
        }

        return double.TryParse(text, Style, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    /// <summary>Parses a whole number in plain digits.</summary>
    internal static bool TryParseCount(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        return !text.ContainsAnyExceptInRange('0', '9') && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
