using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Numerics.Tensors;

namespace Escalation.Triggers.Loops;

/// <summary>A sketch of a message by which two messages of nearly the same words are told, in whatever order the words stand.</summary>
/// <remarks>
/// MinHash with 64 values of which 8 bits each are kept (Broder 1997; Li and König 2010): the share of equal bytes estimates the Jaccard resemblance of
/// the two sets of words within some .05. Numbers, names, paths and identifiers are kept apart, exactly: messages that differ in one of them report on
/// different things, however alike they sound. Integers only, so the same on every machine. Immutable.
/// </remarks>
internal readonly struct MessageSketch
{
    internal const int Size = 64;
    private const int MostWords = 512;
    private const int LeastWords = 6;
    private const int LongestWord = 64;
    private const string Punctuation = "\"'`()[]{}<>,;:.!?*";

    /// <summary>A resemblance of 0.8: of 64 bytes 12.8 differ by it and one in 256 is equal by chance.</summary>
    private const int LeastEqual = 52;

    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\r\n");
    private static readonly SearchValues<char> NotPlain = SearchValues.Create("0123456789_/\\.@:#=");

    private readonly SketchBytes _bytes;

    internal MessageSketch(ReadOnlySpan<byte> bytes, ulong specifics, bool isLong)
    {
        bytes.CopyTo(_bytes);
        (Specifics, IsLong) = (specifics, isLong);
    }

    /// <summary>The bytes.</summary>
    [UnscopedRef]
    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The hash of what is no plain word.</summary>
    internal ulong Specifics { get; }

    /// <summary>Whether the message has words enough to be compared.</summary>
    internal bool IsLong { get; }

    /// <summary>Whether two messages say nearly the same.</summary>
    internal bool Resembles(in MessageSketch other) =>
        IsLong && other.IsLong && Specifics == other.Specifics && Size - TensorPrimitives.HammingDistance<byte>(Bytes, other.Bytes) >= LeastEqual;

    /// <summary>Sketches a message: its first 512 words. Linear; allocates nothing.</summary>
    internal static MessageSketch Of(ReadOnlySpan<char> message)
    {
        Span<ulong> least = stackalloc ulong[Size];
        least.Fill(ulong.MaxValue);
        Span<char> folded = stackalloc char[LongestWord];
        ulong specifics = 0;
        int words = 0, plain = 0;
        bool starts = true;
        foreach (Range range in message.SplitAny(Blanks))
        {
            ReadOnlySpan<char> raw = message[range];
            ReadOnlySpan<char> word = raw.Trim(Punctuation);
            if (!word.IsEmpty && words++ < MostWords)
            {
                if (IsSpecific(word, starts))
                {
                    specifics += TextHash.Join(TextHash.Of(word), 7);
                }
                else
                {
                    word = word[..Math.Min(word.Length, LongestWord)];
                    word.ToUpperInvariant(folded);
                    Lower(least, TextHash.Of(folded[..word.Length]));
                    plain++;
                }
            }

            starts = raw.IsEmpty ? starts : raw[^1] is '.' or '!' or '?' or ':';
        }

        Span<byte> bytes = stackalloc byte[Size];
        for (int i = 0; i < Size; i++)
        {
            bytes[i] = (byte)(least[i] >> 56);
        }

        return new MessageSketch(bytes, specifics, plain >= LeastWords);
    }

    private static void Lower(Span<ulong> least, ulong word)
    {
        for (int i = 0; i < least.Length; i++)
        {
            least[i] = Math.Min(least[i], TextHash.Join(word, (ulong)i));
        }
    }

    private static bool IsSpecific(ReadOnlySpan<char> word, bool startsSentence)
    {
        if (word.ContainsAny(NotPlain))
        {
            return true;
        }

        foreach (char c in word[1..])
        {
            if (char.IsUpper(c))
            {
                return true;
            }
        }

        return word.Length > 1 && !startsSentence && char.IsUpper(word[0]);
    }
}
