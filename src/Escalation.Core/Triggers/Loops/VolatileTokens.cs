namespace Escalation.Triggers.Loops;

/// <summary>Hashes a result without the parts that change from run to run (see <see cref="VolatileToken"/>), runs of white space as one blank.</summary>
/// <remarks>Linear, one pass; text passes in whole blocks up to the next digit or run of white space. Allocates nothing.</remarks>
internal static class VolatileTokens
{
    /// <summary>A longer token is content, whatever stands before it.</summary>
    internal const int LongestToken = 128;

    private const char Mark = '\u0001';

    internal static ulong Hash(ReadOnlySpan<char> text, VolatileWords? words)
    {
        text = text.Trim();
        var hash = new HashBuffer(stackalloc char[HashBuffer.Size]);

        // Behind the latest token: no other one reaches back over it.
        int floor = 0;
        for (int at = 0; at < text.Length;)
        {
            at = TextBlocks.Copy(text, at, words is not null, ref hash);
            if (at == text.Length)
            {
                break;
            }

            char c = text[at];
            if (char.IsWhiteSpace(c))
            {
                // The blank of a run that began with a lone blank is there already.
                if (at == 0 || !char.IsWhiteSpace(text[at - 1]))
                {
                    hash.Add(' ');
                }

                at = EndOfWhiteSpace(text, at);
            }
            else if (words is not null && char.IsAsciiDigit(c))
            {
                at = floor = Digit(text, at, floor, words, ref hash);
            }
            else
            {
                hash.Add(c);
                at++;
            }
        }

        return hash.ToHash();
    }

    /// <summary>Reads the token around a digit, whose beginning is in the buffer already, and goes on behind it.</summary>
    private static int Digit(ReadOnlySpan<char> text, int at, int floor, VolatileWords words, ref HashBuffer hash)
    {
        int start = at;
        int least = Math.Max(floor, at - LongestToken);
        while (start > least && VolatileToken.IsTokenChar(text[start - 1]))
        {
            start--;
        }

        int end = at + 1;
        while (end < text.Length && VolatileToken.IsTokenChar(text[end]))
        {
            end++;
        }

        int volatileEnd = end - start > LongestToken ? start : VolatileToken.EndOf(text, start, end, words);
        if (volatileEnd > start)
        {
            hash.Remove(at - start);
            hash.Add(Mark);
            return volatileEnd;
        }

        hash.Add(text[at..end]);
        return end;
    }

    private static int EndOfWhiteSpace(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at;
    }
}
