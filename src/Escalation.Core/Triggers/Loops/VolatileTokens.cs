using System.Runtime.CompilerServices;

namespace Escalation.Triggers.Loops;

/// <summary>Hashes a result without the parts that change from run to run (see <see cref="VolatileToken"/>), runs of white space as one blank.</summary>
/// <remarks>Linear, one pass in whole blocks; a number that is content costs a look and no new beginning. Allocates nothing.</remarks>
internal static class VolatileTokens
{
    /// <summary>A longer token is content, whatever stands before it.</summary>
    internal const int LongestToken = 128;

    private const char Mark = '\u0001';

    [SkipLocalsInit]
    internal static ulong Hash(ReadOnlySpan<char> text, VolatileWords? words)
    {
        text = text.Trim();
        var hash = new HashBuffer(stackalloc char[HashBuffer.Size]);

        // Behind the latest token: no other one reaches back over it.
        int floor = 0;
        for (int at = 0; at < text.Length;)
        {
            at = TextBlocks.Copy(text, at, words is not null, ref hash, out uint marks);
            int count = Math.Min(TextBlocks.Lanes, text.Length - at);
            marks = marks == 0 ? TextBlocks.CopyLast(text[at..], words is not null, ref hash) : marks;
            at = Look(text, at, count, marks, words, ref floor, ref hash);
        }

        return hash.ToHash();
    }

    /// <summary>Looks at the marked places of a copied block, and takes it as far as it stays as it is.</summary>
    /// <returns>Where to go on.</returns>
    private static int Look(ReadOnlySpan<char> text, int at, int count, uint marks, VolatileWords? words, ref int floor, ref HashBuffer hash)
    {
        while (marks != 0)
        {
            int place = at + TextBlocks.First(marks);
            if (words is null || !char.IsAsciiDigit(text[place]))
            {
                hash.Take(place - at);

                // The blank of a run that began with a lone blank is there already.
                if (place == 0 || !char.IsWhiteSpace(text[place - 1]))
                {
                    hash.Add(' ');
                }

                return EndOfWhiteSpace(text, place);
            }

            int start = StartOfToken(text, place, floor);
            int end = EndOfToken(text, place + 1);
            int volatileEnd = end - start > LongestToken ? start : VolatileToken.EndOf(text, start, end, words);
            if (volatileEnd > start)
            {
                hash.Take(place - at);
                hash.Remove(place - start);
                hash.Add(Mark);
                return floor = volatileEnd;
            }

            floor = end;
            if (end >= at + count)
            {
                hash.Take(count);
                hash.Add(text[(at + count)..end]);
                return end;
            }

            marks = TextBlocks.From(marks, end - at);
        }

        hash.Take(count);
        return at + count;
    }

    private static int StartOfToken(ReadOnlySpan<char> text, int at, int floor)
    {
        int least = Math.Max(floor, at - LongestToken);
        while (at > least && VolatileToken.IsTokenChar(text[at - 1]))
        {
            at--;
        }

        return at;
    }

    private static int EndOfToken(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && VolatileToken.IsTokenChar(text[at]))
        {
            at++;
        }

        return at;
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
