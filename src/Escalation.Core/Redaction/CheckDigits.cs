namespace Escalation.Redaction;

/// <summary>Check digits. Digits are bytes 0 to 9. Pure; allocates nothing.</summary>
internal static class CheckDigits
{
    private static readonly byte[,] VerhoeffProduct =
    {
        { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 }, { 1, 2, 3, 4, 0, 6, 7, 8, 9, 5 }, { 2, 3, 4, 0, 1, 7, 8, 9, 5, 6 }, { 3, 4, 0, 1, 2, 8, 9, 5, 6, 7 },
        { 4, 0, 1, 2, 3, 9, 5, 6, 7, 8 }, { 5, 9, 8, 7, 6, 0, 4, 3, 2, 1 }, { 6, 5, 9, 8, 7, 1, 0, 4, 3, 2 }, { 7, 6, 5, 9, 8, 2, 1, 0, 4, 3 },
        { 8, 7, 6, 5, 9, 3, 2, 1, 0, 4 }, { 9, 8, 7, 6, 5, 4, 3, 2, 1, 0 },
    };

    private static readonly byte[] VerhoeffStep = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

    /// <summary>Luhn: every second digit from the right doubled, digits summed, a multiple of 10.</summary>
    internal static bool Luhn(ReadOnlySpan<byte> digits)
    {
        int sum = 0;
        int at = digits.Length - 1;
        for (; at > 0; at -= 2)
        {
            int doubled = 2 * digits[at - 1];
            sum += digits[at] + doubled - (doubled > 9 ? 9 : 0);
        }

        return (at == 0 ? sum + digits[0] : sum) % 10 == 0;
    }

    /// <summary>The weighted sum of the digits.</summary>
    internal static int Sum(ReadOnlySpan<byte> digits, ReadOnlySpan<byte> weights)
    {
        int sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            sum += digits[i] * weights[i];
        }

        return sum;
    }

    /// <summary>The number modulo another.</summary>
    internal static int Modulo(ReadOnlySpan<byte> digits, int modulus)
    {
        long rest = 0;
        foreach (byte digit in digits)
        {
            rest = ((10 * rest) + digit) % modulus;
        }

        return (int)rest;
    }

    /// <summary>Verhoeff's scheme over the dihedral group of order 10.</summary>
    internal static bool Verhoeff(ReadOnlySpan<byte> digits)
    {
        int check = 0;
        for (int i = 0; i < digits.Length; i++)
        {
            int digit = digits[digits.Length - 1 - i];
            for (int step = 0; step < i % 8; step++)
            {
                digit = VerhoeffStep[digit];
            }

            check = VerhoeffProduct[check, digit];
        }

        return check == 0;
    }

    /// <summary>ISO 7064 MOD 11,10.</summary>
    internal static bool Mod1110(ReadOnlySpan<byte> digits)
    {
        int product = 10;
        foreach (byte digit in digits[..^1])
        {
            int sum = (digit + product) % 10;
            product = 2 * (sum == 0 ? 10 : sum) % 11;
        }

        return (11 - product) % 10 == digits[^1];
    }

    /// <summary>ISO 7064 MOD 97-10 over letters and digits, the first four moved to the end; 1 for a valid IBAN.</summary>
    internal static bool Iban(ReadOnlySpan<char> compact)
    {
        int rest = 0;
        for (int i = 0; i < compact.Length; i++)
        {
            char c = compact[(i + 4) % compact.Length];
            rest = char.IsAsciiDigit(c) ? ((10 * rest) + (c - '0')) % 97 : ((100 * rest) + ((c | 0x20) - 'a' + 10)) % 97;
        }

        return rest == 1;
    }

    /// <summary>Whether all digits are the same: such numbers pass many checks and are never issued.</summary>
    internal static bool AllEqual(ReadOnlySpan<byte> digits) => !digits.ContainsAnyExcept(digits[0]);

    /// <summary>Whether month and day are possible; days may be offset as some countries do for one sex.</summary>
    internal static bool IsDate(int month, int day) => month is >= 1 and <= 12 && day is >= 1 and <= 31;

    /// <summary>Two digits as a number.</summary>
    internal static int Pair(ReadOnlySpan<byte> digits, int at) => (10 * digits[at]) + digits[at + 1];
}
