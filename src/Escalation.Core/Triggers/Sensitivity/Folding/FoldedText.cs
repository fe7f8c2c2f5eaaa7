namespace Escalation.Triggers.Sensitivity.Folding;

/// <summary>Folds a stretch of text and remembers where each folded character comes from.</summary>
internal static class FoldedText
{
    /// <summary>The most characters that one character of the text can become.</summary>
    internal const int MaximumExpansion = 3;

    private const char Replacement = '\uFFFD';

    /// <summary>Folds from <paramref name="from"/> until <paramref name="to"/> or until the buffer is full.</summary>
    /// <remarks>Linear; stripped characters cost a look-up each, so runs of combining marks of any length are harmless. Half a surrogate pair becomes U+FFFD. Allocates nothing.</remarks>
    /// <param name="text">The text.</param>
    /// <param name="from">The first position.</param>
    /// <param name="to">The position behind the last.</param>
    /// <param name="folded">Receives the folded characters.</param>
    /// <param name="origins">Receives, for each, the position of the character that it comes from; as long as <paramref name="folded"/>.</param>
    /// <param name="next">The first position that was not folded; <paramref name="to"/> when all were.</param>
    /// <returns>The number of folded characters.</returns>
    internal static int Fold(ReadOnlySpan<char> text, int from, int to, Span<char> folded, Span<int> origins, out int next)
    {
        int count = 0;
        int at = from;
        while (at < to && count <= folded.Length - MaximumExpansion)
        {
            int code = FoldingTable.Of(text[at]);
            if (code > FoldingTable.LastInstruction)
            {
                folded[count] = (char)code;
                origins[count++] = at++;
            }
            else if (code == FoldingTable.Strip)
            {
                at++;
            }
            else if (code == FoldingTable.Surrogate)
            {
                at += Pair(text, at, folded, origins, ref count);
            }
            else
            {
                foreach (char letter in FoldingBlocks.Expansion(code - FoldingTable.FirstExpansion))
                {
                    folded[count] = letter;
                    origins[count++] = at;
                }

                at++;
            }
        }

        next = at;
        return count;
    }

    /// <summary>Folds a keyword as a text would be folded.</summary>
    internal static string Fold(string keyword)
    {
        Span<char> folded = new char[(keyword.Length * MaximumExpansion) + MaximumExpansion];
        int count = Fold(keyword, 0, keyword.Length, folded, new int[folded.Length], out _);
        return new string(folded[..count]);
    }

    private static int Pair(ReadOnlySpan<char> text, int at, Span<char> folded, Span<int> origins, ref int count)
    {
        if (at + 1 >= text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
        {
            folded[count] = Replacement;
            origins[count++] = at;
            return 1;
        }

        int code = FoldingTable.OfSupplementary(char.ConvertToUtf32(text[at], text[at + 1]));
        if (code > FoldingTable.LastInstruction)
        {
            folded[count] = (char)code;
            origins[count++] = at;
        }
        else if (code != FoldingTable.Strip)
        {
            // A symbol of its own: both halves stay, so that keywords like emoji are found.
            folded[count] = text[at];
            origins[count++] = at;
            folded[count] = text[at + 1];
            origins[count++] = at + 1;
        }

        return 2;
    }
}
