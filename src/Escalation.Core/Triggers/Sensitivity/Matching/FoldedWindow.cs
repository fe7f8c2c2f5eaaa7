using Escalation.Triggers.Sensitivity.Folding;

namespace Escalation.Triggers.Sensitivity.Matching;

/// <summary>A stretch of folded text with the way back to the text it comes from.</summary>
internal readonly ref struct FoldedWindow
{
    private const int LeastLetters = 4;
    private const int WidestGap = 4;

    /// <summary>Creates a window.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="folded">The folded characters.</param>
    /// <param name="origins">Where each comes from.</param>
    /// <param name="begin">The first position folded.</param>
    /// <param name="end">The position behind the last.</param>
    internal FoldedWindow(ReadOnlySpan<char> text, ReadOnlySpan<char> folded, ReadOnlySpan<int> origins, int begin, int end)
    {
        Text = text;
        Folded = folded;
        Origins = origins;
        Begin = begin;
        End = end;
    }

    internal ReadOnlySpan<char> Text { get; }

    internal ReadOnlySpan<char> Folded { get; }

    internal ReadOnlySpan<int> Origins { get; }

    internal int Begin { get; }

    internal int End { get; }

    /// <summary>Where the folded characters from <paramref name="start"/> to before <paramref name="end"/> stand in the text.</summary>
    internal (int Start, int End) Span(int start, int end)
    {
        int first = Origins[start];
        int last = Origins[end - 1];
        int behind = last + (last + 1 < Text.Length && char.IsSurrogatePair(Text[last], Text[last + 1]) ? 2 : 1);

        // Marks and joiners at the edges are part of the word as it stands, and hide it.
        while (behind < End && IsStrippedFromWords(Text[behind]))
        {
            behind++;
        }

        while (first > Begin && IsStrippedFromWords(Text[first - 1]))
        {
            first--;
        }

        return (first, behind);
    }

    /// <summary>Whether folding changed more than case between two positions of the text.</summary>
    internal bool IsDisguised(int start, int end)
    {
        for (int i = start; i < end; i++)
        {
            if (FoldingTable.Changes(Text[i]) || (char.IsHighSurrogate(Text[i]) && i + 1 < end && char.IsLowSurrogate(Text[i + 1]) && FoldingTable.OfSupplementary(char.ConvertToUtf32(Text[i], Text[i + 1])) >= 0))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether digits or signs stand for letters there, and at least a third are letters.</summary>
    internal bool HasSigns(int start, int end, bool required)
    {
        int letters = 0;
        int signs = 0;
        for (int i = start; i < end; i++)
        {
            letters += char.IsLetter(Folded[i]) ? 1 : 0;
            signs += LeetTable.IsSign(Folded[i]) ? 1 : 0;
        }

        return (signs > 0 || !required) && 3 * letters >= letters + signs && letters > 0;
    }

    /// <summary>Writes the window with digits and signs read as letters where they stand inside words.</summary>
    internal void WriteLeet(Span<char> letters)
    {
        for (int i = 0; i < Folded.Length; i++)
        {
            char c = Folded[i];
            letters[i] = c switch
            {
                '!' or '|' or '+' => i > 0 && IsSolid(Folded[i - 1]) && i + 1 < Folded.Length && IsSolid(Folded[i + 1]) ? LeetTable.Of(c) : c,
                '@' or '$' => i + 1 < Folded.Length && (IsSolid(Folded[i + 1]) || LeetTable.IsSign(Folded[i + 1])) ? LeetTable.Of(c) : c,
                _ => LeetTable.Of(c),
            };
        }
    }

    /// <summary>Writes the window without the gaps between letters that are set one by one.</summary>
    /// <param name="joined">Receives the characters.</param>
    /// <param name="places">Receives the place of each in the window.</param>
    /// <returns>How many characters there are; 0 when no letters are set one by one.</returns>
    internal int WriteJoined(Span<char> joined, Span<int> places)
    {
        int count = 0;
        bool any = false;
        for (int i = 0; i < Folded.Length;)
        {
            int run = IsSingle(i) ? RunLength(i) : 0;
            if (run < LeastLetters)
            {
                joined[count] = Folded[i];
                places[count++] = i++;
                continue;
            }

            any = true;
            i = Join(i, joined, places, ref count);
        }

        return any ? count : 0;
    }

    private int Join(int at, Span<char> joined, Span<int> places, ref int count)
    {
        int usual = Gap(at);
        while (true)
        {
            joined[count] = LeetTable.Of(Folded[at]);
            places[count++] = at;
            int gap = Gap(at);
            if (gap == 0)
            {
                return at + 1;
            }

            if (gap > usual)
            {
                // A wider gap sets words apart.
                joined[count] = ' ';
                places[count++] = at + 1;
            }

            at += gap + 1;
        }
    }

    private int RunLength(int at)
    {
        int length = 1;
        for (int gap = Gap(at); gap > 0 && length < LeastLetters; gap = Gap(at))
        {
            at += gap + 1;
            length++;
        }

        return length;
    }

    /// <summary>How many characters lie between a single letter and the next one, or 0 when none follows closely.</summary>
    private int Gap(int at)
    {
        for (int gap = 1; gap <= WidestGap && at + gap + 1 < Folded.Length; gap++)
        {
            if (IsSingle(at + gap + 1))
            {
                return gap;
            }

            if (IsSolid(Folded[at + gap + 1]))
            {
                return 0;
            }
        }

        return 0;
    }

    private bool IsSingle(int at) =>
        (IsSolid(Folded[at]) || LeetTable.IsSign(Folded[at]))
        && (at == 0 || !IsSolid(Folded[at - 1]))
        && (at + 1 == Folded.Length || !IsSolid(Folded[at + 1]));

    private static bool IsStrippedFromWords(char c) => c > 0x7F && FoldingTable.Of(c) == FoldingTable.Strip && CharTable.IsWord(c);

    private static bool IsSolid(char c) => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') || (c > 0x7F && CharTable.IsWord(c));
}
