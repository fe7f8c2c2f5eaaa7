using Escalation.Triggers.Sensitivity.Folding;

namespace Escalation.Triggers.Sensitivity.Matching;

/// <summary>Keywords as sequences of words: from a step and the next word to the next step. Immutable, safe for concurrent use.</summary>
/// <remarks>A phrase is followed by one look-up for each of its words, however many phrases begin alike.</remarks>
internal sealed class PhraseTable
{
    private const int SoftGap = 0;
    private const int UnknownGap = -1;

    private readonly Dictionary<(int Step, int Gap, int Word), int> _steps = [];
    private readonly Dictionary<string, int> _gaps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _gapNumbers;
    private readonly List<int> _ends = [KeywordMatcher.None];
    private readonly bool _exactGaps;

    /// <summary>Creates an empty table.</summary>
    /// <param name="exactGaps">Whether words must be set apart exactly as in the phrase; otherwise white space and dashes are alike.</param>
    internal PhraseTable(bool exactGaps)
    {
        _exactGaps = exactGaps;
        _gapNumbers = _gaps.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Adds a phrase behind a step; only while the matcher is being built.</summary>
    /// <returns>The step behind its word.</returns>
    internal int Add(int step, ReadOnlySpan<char> gap, int word)
    {
        int number = GapNumber(gap);
        if (number == UnknownGap)
        {
            number = _gaps.Count + 1;
            _gaps.Add(gap.ToString(), number);
        }

        if (!_steps.TryGetValue((step, number, word), out int next))
        {
            next = NewStep();
            _steps.Add((step, number, word), next);
        }

        return next;
    }

    /// <summary>Makes a step that follows the first word of phrases.</summary>
    internal int NewStep()
    {
        _ends.Add(KeywordMatcher.None);
        return _ends.Count - 1;
    }

    /// <summary>Marks a step as the end of a keyword, unless it ends an earlier one.</summary>
    internal void End(int step, int keyword) => _ends[step] = _ends[step] == KeywordMatcher.None ? keyword : _ends[step];

    /// <summary>Follows the text behind a first word and reports each phrase that ends there.</summary>
    internal bool Follow<TSink>(scoped ReadOnlySpan<char> text, int step, int start, int end, Vocabulary vocabulary, bool underscoreJoins, ref TSink sink)
        where TSink : struct, IHitSink, allows ref struct
    {
        Span<char> small = stackalloc char[KeywordLimits.MaximumLength];
        while (true)
        {
            int gap = WordGap.LengthAt(text, end, underscoreJoins);
            int number = gap == 0 ? UnknownGap : GapNumber(text.Slice(end, gap));
            if (number == UnknownGap)
            {
                return true;
            }

            int at = end + gap;
            int length = 0;
            while (at + length < text.Length && CharTable.IsWord(text[at + length], underscoreJoins))
            {
                if (length == vocabulary.MaximumLength)
                {
                    return true;
                }

                small[length] = CharTable.ToSmall(text[at + length]);
                length++;
            }

            int word = vocabulary.Find(small[..length]);
            if (word == Vocabulary.None || !_steps.TryGetValue((step, number, word), out step))
            {
                return true;
            }

            end = at + length;
            if (_ends[step] != KeywordMatcher.None && !sink.Take(_ends[step], start, end))
            {
                return false;
            }
        }
    }

    private int GapNumber(ReadOnlySpan<char> gap) =>
        !_exactGaps && WordGap.IsSoft(gap) ? SoftGap : _gapNumbers.TryGetValue(gap, out int number) ? number : UnknownGap;
}
