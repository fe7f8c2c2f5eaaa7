namespace Escalation.Redaction;

/// <summary>International bank account numbers: a country with its length, and the remainder by 97. Pure; allocates nothing.</summary>
internal static class Ibans
{
    internal const double Confidence = 0.99;

    private const int Longest = 34;

    /// <summary>Finds the number that begins here, in one run or in groups set apart by single spaces or hyphens.</summary>
    internal static bool Match(ReadOnlySpan<char> text, int start, out int end)
    {
        end = start;
        int length = start + 4 <= text.Length && char.IsAsciiLetter(text[start]) && char.IsAsciiLetter(text[start + 1])
            ? LengthFor(char.ToUpperInvariant(text[start]), char.ToUpperInvariant(text[start + 1]))
            : 0;
        if (length == 0)
        {
            return false;
        }

        Span<char> compact = stackalloc char[Longest];
        int count = 0;
        while (end < text.Length && count < length)
        {
            if (char.IsAsciiLetterOrDigit(text[end]))
            {
                compact[count++] = text[end];
            }
            else if (!(text[end] is ' ' or '-' && char.IsAsciiLetterOrDigit(text[end - 1])))
            {
                return false;
            }

            end++;
        }

        return count == length && char.IsAsciiDigit(compact[2]) && char.IsAsciiDigit(compact[3])
            && !(end < text.Length && char.IsAsciiLetterOrDigit(text[end])) && CheckDigits.Iban(compact[..length]);
    }

    /// <summary>The length of a country's numbers by the SWIFT registry, or 0 for countries without.</summary>
    private static int LengthFor(char first, char second) => (first, second) switch
    {
        ('N', 'O') => 15,
        ('B', 'E') => 16,
        ('D', 'K') or ('F', 'I') or ('F', 'K') or ('F', 'O') or ('G', 'L') or ('N', 'L') or ('S', 'D') => 18,
        ('M', 'K') or ('S', 'I') => 19,
        ('A', 'T') or ('B', 'A') or ('E', 'E') or ('K', 'Z') or ('L', 'T') or ('L', 'U') or ('M', 'N') or ('X', 'K') => 20,
        ('C', 'H') or ('H', 'R') or ('L', 'I') or ('L', 'V') => 21,
        ('B', 'G') or ('B', 'H') or ('C', 'R') or ('D', 'E') or ('G', 'B') or ('G', 'E') or ('I', 'E') or ('M', 'E') or ('R', 'S') or ('V', 'A') => 22,
        ('A', 'E') or ('G', 'I') or ('I', 'L') or ('I', 'Q') or ('O', 'M') or ('S', 'O') or ('T', 'L') => 23,
        ('A', 'D') or ('C', 'Z') or ('E', 'S') or ('M', 'D') or ('P', 'K') or ('R', 'O') or ('S', 'A') or ('S', 'E') or ('S', 'K') or ('T', 'N') or ('V', 'G') => 24,
        ('L', 'Y') or ('P', 'T') or ('S', 'T') => 25,
        ('I', 'S') or ('T', 'R') => 26,
        ('B', 'I') or ('D', 'J') or ('F', 'R') or ('G', 'R') or ('I', 'T') or ('M', 'C') or ('M', 'R') or ('S', 'M') => 27,
        ('A', 'L') or ('A', 'Z') or ('B', 'Y') or ('C', 'Y') or ('D', 'O') or ('G', 'T') or ('H', 'N') or ('H', 'U') or ('L', 'B') or ('N', 'I') or ('P', 'L') or ('S', 'V') => 28,
        ('B', 'R') or ('E', 'G') or ('P', 'S') or ('Q', 'A') or ('U', 'A') => 29,
        ('J', 'O') or ('K', 'W') or ('M', 'U') or ('Y', 'E') => 30,
        ('M', 'T') or ('S', 'C') => 31,
        ('L', 'C') => 32,
        ('R', 'U') => 33,
        _ => 0,
    };
}
