namespace Escalation.Redaction;

/// <summary>Payment card numbers: the Luhn check, and how likely the length and the first digits are. Pure.</summary>
internal static class PaymentCards
{
    internal const int ShortestNumber = 12;
    internal const int LongestNumber = 19;

    /// <summary>The confidence that these digits are a card number, 0 when they cannot be.</summary>
    internal static double Confidence(ReadOnlySpan<byte> digits)
    {
        if (digits.Length is < ShortestNumber or > LongestNumber || !CheckDigits.Luhn(digits) || CheckDigits.AllEqual(digits))
        {
            return 0;
        }

        return IsIssued(digits) ? 0.9 : 0.3;
    }

    private static bool IsIssued(ReadOnlySpan<byte> digits)
    {
        int two = CheckDigits.Pair(digits, 0);
        int four = (100 * two) + CheckDigits.Pair(digits, 2);
        return digits.Length switch
        {
            15 => two is 34 or 37 || four is 1800 or 2131,
            14 => two is 36 or 38 or 39 || four / 10 is >= 300 and <= 305,
            16 => digits[0] is 4 or 6 || two is >= 51 and <= 55 || four is >= 2221 and <= 2720 || four is >= 3528 and <= 3589 || two is 36 or 38 or 39 or 50 or (>= 56 and <= 58) || four / 10 is >= 300 and <= 305,
            13 or 19 => digits[0] is 4 or 6 || two is 50 or (>= 56 and <= 58),
            _ => digits[0] == 6 || two is 50 or (>= 56 and <= 58),
        };
    }
}
