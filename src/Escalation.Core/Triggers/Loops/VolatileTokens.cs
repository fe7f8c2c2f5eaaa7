namespace Escalation.Triggers.Loops;

/// <summary>Hashes a result without the parts that change from run to run (see <see cref="VolatileToken"/>), runs of white space as one blank.</summary>
/// <remarks>Linear, one pass; text without digits and line ends passes in whole blocks. Allocates nothing.</remarks>
internal static class VolatileTokens
{
    private const int Chunk = 2_048;
    private const char Mark = '\u0001';

    internal static ulong Hash(ReadOnlySpan<char> text, VolatileWords? words)
    {
        text = text.Trim();
        var hash = new HashBuffer(stackalloc char[Chunk]);
        int done = 0, at = 0;
        while ((at = TextEvents.Next(text, at, words is not null)) < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                int start = at;
                while (start > done && char.IsWhiteSpace(text[start - 1]))
                {
                    start--;
                }

                hash.Add(text[done..start]);
                hash.Add(' ');
                done = at = EndOfWhiteSpace(text, at);
            }
            else if (words is not null && char.IsAsciiDigit(text[at]))
            {
                (int start, int end) = TokenAt(text, done, at);
                int volatileEnd = VolatileToken.EndOf(text, start, end, words);
                if (volatileEnd > start)
                {
                    hash.Add(text[done..start]);
                    hash.Add(Mark);
                    done = at = volatileEnd;
                }
                else
                {
                    at = end;
                }
            }
            else
            {
                at++;
            }
        }

        hash.Add(text[done..]);
        return hash.ToHash();
    }

    private static int EndOfWhiteSpace(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at;
    }

    private static (int Start, int End) TokenAt(ReadOnlySpan<char> text, int least, int at)
    {
        int start = at;
        while (start > least && VolatileToken.IsTokenChar(text[start - 1]))
        {
            start--;
        }

        int end = at + 1;
        while (end < text.Length && VolatileToken.IsTokenChar(text[end]))
        {
            end++;
        }

        return (start, end);
    }
}
