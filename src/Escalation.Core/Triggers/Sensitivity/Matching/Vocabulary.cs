using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Escalation.Triggers.Sensitivity.Matching;

/// <summary>The distinct words of the keywords, each with a number. Immutable, safe for concurrent use; looking up allocates nothing.</summary>
/// <remarks>
/// ASCII words: a filter of the words that may begin a keyword, then open addressing with a load of at most 1/4, the stored hash compared
/// before the text. Other words, folded to small letters: one dictionary behind a filter on the length.
/// </remarks>
internal sealed class Vocabulary
{
    internal const int None = -1;

    private readonly string[] _words;
    private readonly int[] _slots;
    private readonly ulong[] _hashes;
    private readonly int _slotShift;
    private readonly ulong _wideLengths;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _wide;

    /// <summary>Creates the vocabulary.</summary>
    /// <param name="words">The words in small letters, distinct; numbers are places in this list.</param>
    /// <param name="begins">Which of them begin a keyword.</param>
    internal Vocabulary(IReadOnlyList<string> words, IReadOnlySet<int> begins)
    {
        _words = [.. words];
        _hashes = new ulong[_words.Length];
        int slots = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, 4 * _words.Length));
        _slots = new int[slots];
        _slotShift = 64 - BitOperations.Log2((uint)slots);
        Begins = new WordFilter(begins.Count);
        var wide = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int word = 0; word < _words.Length; word++)
        {
            MaximumLength = Math.Max(MaximumLength, _words[word].Length);
            if (!Ascii.IsValid(_words[word]))
            {
                wide.Add(_words[word], word);
                _wideLengths |= LengthBit(_words[word].Length);
                continue;
            }

            ulong hash = HashOf(_words[word]);
            _hashes[word] = hash;
            Insert(hash, word);
            if (begins.Contains(word))
            {
                Begins.Add(hash, _words[word].Length);
            }
        }

        _wide = wide.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The length of the longest word.</summary>
    internal int MaximumLength { get; }

    /// <summary>The filter of the ASCII words that begin a keyword.</summary>
    internal WordFilter Begins { get; }

    /// <summary>The number of an ASCII word in small letters, or <see cref="None"/>; eight bytes from <paramref name="word"/> on must be readable, and the word has a letter or more.</summary>
    internal int Find(ref byte word, int length) => length > MaximumLength ? None : Find(WordHash.Of(ref word, length), ref word, length);

    /// <summary>The number of a word in small letters, ASCII or not, or <see cref="None"/>.</summary>
    internal int Find(ReadOnlySpan<char> word)
    {
        if (word.Length == 0 || word.Length > MaximumLength)
        {
            return None;
        }

        if (Ascii.IsValid(word))
        {
            Span<byte> bytes = stackalloc byte[KeywordLimits.MaximumLength + WordHash.Padding];
            _ = Ascii.FromUtf16(word, bytes, out int length);
            ref byte first = ref MemoryMarshal.GetReference(bytes);
            return Find(ref first, length);
        }

        return (_wideLengths & LengthBit(word.Length)) != 0 && _wide.TryGetValue(word, out int number) ? number : None;
    }

    private int Find(ulong hash, ref byte word, int length)
    {
        for (ulong slot = hash >> _slotShift; ; slot = (slot + 1) & ((ulong)_slots.Length - 1))
        {
            int number = _slots[slot] - 1;
            if (number < 0)
            {
                return None;
            }

            if (_hashes[number] == hash && Ascii.Equals(MemoryMarshal.CreateReadOnlySpan(ref word, length), _words[number]))
            {
                return number;
            }
        }
    }

    private void Insert(ulong hash, int word)
    {
        ulong slot = hash >> _slotShift;
        while (_slots[slot] != 0)
        {
            slot = (slot + 1) & ((ulong)_slots.Length - 1);
        }

        _slots[slot] = word + 1;
    }

    private static ulong HashOf(string word)
    {
        byte[] bytes = new byte[word.Length + WordHash.Padding];
        Encoding.ASCII.GetBytes(word, bytes);
        return WordHash.Of(ref bytes[0], word.Length);
    }

    private static ulong LengthBit(int length) => 1UL << Math.Min(length, 63);
}
