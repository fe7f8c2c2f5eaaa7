using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Escalation.Triggers.Sensitivity.Folding;

namespace Escalation.Triggers.Sensitivity.Matching;

/// <summary>Finds keywords that are whole words, or phrases of them, whatever their case.</summary>
/// <remarks>
/// Sixty-four characters at a time are narrowed to bytes, lowered and sorted into words and gaps; each word then costs one hash of fixed length and one
/// look at a filter, without a branch that depends on the word, and a word that passes one probe. So the time does not depend on the number of keywords, and is linear in any text. Characters outside
/// ASCII go through a table one by one. Immutable, safe for concurrent use, allocates nothing.
/// </remarks>
internal sealed class WordMatcher
{
    private const int ChunkLength = 1024;

    private readonly Vocabulary _vocabulary;
    private readonly PhraseTable _phrases;
    private readonly int[] _keywordOf;
    private readonly int[] _stepOf;
    private readonly bool _underscoreJoins;

    /// <summary>Creates the matcher.</summary>
    /// <param name="keywords">Keywords with their numbers; each regular (<see cref="WordSplitter.IsRegular"/>).</param>
    /// <param name="underscoreJoins">Whether an underscore is part of words.</param>
    /// <param name="exactGaps">Whether the words of a phrase must be set apart exactly as in the keyword.</param>
    internal WordMatcher(IEnumerable<(int Number, string Keyword)> keywords, bool underscoreJoins, bool exactGaps)
    {
        _underscoreJoins = underscoreJoins;
        _phrases = new PhraseTable(exactGaps);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        List<string> words = [];
        List<int> keywordOf = [];
        List<int> stepOf = [];
        var begins = new HashSet<int>();
        foreach ((int number, string keyword) in keywords)
        {
            int step = 0;
            int previousEnd = 0;
            int first = -1;
            foreach ((int start, int end) in WordSplitter.Split(keyword, underscoreJoins))
            {
                string small = WordSplitter.ToSmall(keyword.AsSpan(start, end - start));
                if (!numbers.TryGetValue(small, out int word))
                {
                    word = words.Count;
                    numbers.Add(small, word);
                    words.Add(small);
                    keywordOf.Add(KeywordMatcher.None);
                    stepOf.Add(0);
                }

                if (first < 0)
                {
                    first = word;
                    begins.Add(word);
                }
                else
                {
                    if (step == 0)
                    {
                        step = stepOf[first] = stepOf[first] == 0 ? _phrases.NewStep() : stepOf[first];
                    }

                    step = _phrases.Add(step, keyword.AsSpan(previousEnd, start - previousEnd), word);
                }

                previousEnd = end;
            }

            if (step == 0)
            {
                keywordOf[first] = keywordOf[first] == KeywordMatcher.None ? number : keywordOf[first];
            }
            else
            {
                _phrases.End(step, number);
            }
        }

        _vocabulary = new Vocabulary(words, begins);
        _keywordOf = [.. keywordOf];
        _stepOf = [.. stepOf];
    }

    /// <summary>Reports every keyword in the text, ordered by where it begins.</summary>
    /// <returns>False when the sink asked to stop.</returns>
    [SkipLocalsInit]
    internal bool Scan<TSink>(scoped ReadOnlySpan<char> text, ref TSink sink)
        where TSink : struct, IHitSink, allows ref struct
    {
        Span<byte> small = stackalloc byte[ChunkLength + WordHash.Padding];
        bool inWord = false;
        int start = 0;
        int at = 0;
        while (at < text.Length)
        {
            int chunk = at;
            int count = Math.Min(ChunkLength, text.Length - at);
            bool foreign = false;
            for (int offset = 0; offset < count; offset += CharBlock.Width)
            {
                int block = chunk + offset;
                CharBlock classes = CharBlock.Read(text, block, small.Slice(offset, CharBlock.Width), _underscoreJoins);
                ulong words = classes.Words;
                ulong behind = (words << 1) | (inWord ? 1UL : 0);
                ulong ends = behind & ~words;
                if (!inWord || (start < chunk && ends != 0))
                {
                    // Between words; or a word ends here that began too long ago.
                    ends &= inWord ? ends - 1 : ends;
                    start = block;
                    foreign = false;
                }

                bool mixed = foreign || classes.Foreign != 0;
                for (ulong kept = mixed ? ends : Sift(small, offset, start - block, words, ends); kept != 0; kept &= kept - 1)
                {
                    int place = BitOperations.TrailingZeroCount(kept);
                    int before = LastGap(words, place);
                    int begin = before < 0 ? start : block + before + 1;
                    bool wide = mixed && ((foreign && before < 0) || (classes.Foreign & Between(begin - block, place)) != 0);
                    if (!(wide ? EndWide(text, begin, block + place, ref sink) : End(text, small, begin - chunk, begin, block + place, ref sink)))
                    {
                        return false;
                    }
                }

                inWord = words >> (CharBlock.Width - 1) != 0;
                int last = LastGap(words, CharBlock.Width);
                start = last < 0 ? start : block + last + 1;
                foreign = inWord && ((foreign && last < 0) || (classes.Foreign & Between(start - block, CharBlock.Width)) != 0);
            }

            at = chunk + count;
            if (inWord && at < text.Length)
            {
                // The word goes on in the next chunk: begin that with it, or pass over it when no keyword is so long.
                inWord = at - start > _vocabulary.MaximumLength;
                at = inWord ? at : start;
                start = inWord ? int.MinValue / 2 : start;
            }
            else if (inWord)
            {
                return foreign ? EndWide(text, start, at, ref sink) : End(text, small, start - chunk, start, at, ref sink);
            }
        }

        return true;
    }

    /// <summary>The ends of the words of a block of ASCII that may begin a keyword.</summary>
    private ulong Sift(Span<byte> small, int offset, int first, ulong words, ulong ends) =>
        _vocabulary.Begins.Sift(ref Unsafe.Add(ref MemoryMarshal.GetReference(small), offset), first, words, ends);

    private bool End<TSink>(scoped ReadOnlySpan<char> text, scoped Span<byte> small, int offset, int start, int end, ref TSink sink)
        where TSink : struct, IHitSink, allows ref struct
    {
        int length = end - start;
        if ((uint)length > (uint)_vocabulary.MaximumLength)
        {
            return true;
        }

        int word = _vocabulary.Find(ref small[offset], length);
        return word == Vocabulary.None || Report(text, word, start, end, ref sink);
    }

    private bool EndWide<TSink>(scoped ReadOnlySpan<char> text, int start, int end, ref TSink sink)
        where TSink : struct, IHitSink, allows ref struct
    {
        int length = end - start;
        if ((uint)length > (uint)_vocabulary.MaximumLength)
        {
            return true;
        }

        Span<char> word = stackalloc char[KeywordLimits.MaximumLength];
        for (int i = 0; i < length; i++)
        {
            word[i] = CharTable.ToSmall(text[start + i]);
        }

        int number = _vocabulary.Find(word[..length]);
        return number == Vocabulary.None || Report(text, number, start, end, ref sink);
    }

    private bool Report<TSink>(scoped ReadOnlySpan<char> text, int word, int start, int end, ref TSink sink)
        where TSink : struct, IHitSink, allows ref struct =>
        (_keywordOf[word] == KeywordMatcher.None || sink.Take(_keywordOf[word], start, end))
        && (_stepOf[word] == 0 || _phrases.Follow(text, _stepOf[word], start, end, _vocabulary, _underscoreJoins, ref sink));

    /// <summary>The last place before another that is in no word, or -1.</summary>
    private static int LastGap(ulong words, int place) => CharBlock.Width - 1 - BitOperations.LeadingZeroCount(~words & Between(0, place));

    /// <summary>The bits from one place to the one before another; a start before the block counts as its beginning.</summary>
    private static ulong Between(int start, int end)
    {
        ulong below = end >= CharBlock.Width ? ulong.MaxValue : (1UL << end) - 1;
        return start <= 0 ? below : below & ~((1UL << start) - 1);
    }
}
