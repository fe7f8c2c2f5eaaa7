using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace Escalation.Statistics.Sorting;

/// <summary>Scores and flags in one word each, sorted: first those of zero and above in ascending order, then those below zero in ascending order of their absolute value.</summary>
/// <remarks>Rents what it works in; dispose it to give that back.</remarks>
internal sealed partial class PackedScores<T, TWord, TWords> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    where TWords : struct, IScoreWords<T, TWord>
{
    private const int BlockLength = 1_024;

    private readonly TWord[] _words;
    private readonly int _length;

    private PackedScores(int length)
    {
        _length = length;
        _words = ArrayPool<TWord>.Shared.Rent(length);
    }

    internal ReadOnlySpan<TWord> Words => _words.AsSpan(0, _length);

    /// <summary>How many words belong to scores of zero and above.</summary>
    internal int NotNegative { get; private set; }

    /// <summary>Packs and sorts.</summary>
    /// <exception cref="ArgumentException">Thrown when the lengths differ, a score is not finite or a value is no flag, in the words of the column.</exception>
    internal static PackedScores<T, TWord, TWords> Of<TFlags>(ReadOnlySpan<T> scores, TFlags column)
        where TFlags : IFlagColumn, allows ref struct
    {
        column.RequireLength(scores.Length);
        var packed = new PackedScores<T, TWord, TWords>(scores.Length);
        TWord[] spare = [];
        try
        {
            Sides sides = packed.Pack(scores, column);
            int notNegative = packed.NotNegative = sides.NotNegative;
            spare = ArrayPool<TWord>.Shared.Rent(scores.Length);
            RadixSort.Sort(packed._words.AsSpan(0, notNegative), spare, sides.DifferingNotNegative);
            RadixSort.Sort(packed._words.AsSpan(notNegative, scores.Length - notNegative), spare, sides.DifferingNegative);
            return packed;
        }
        catch
        {
            packed.Dispose();
            throw;
        }
        finally
        {
            ArrayPool<TWord>.Shared.Return(spare);
        }
    }

    public void Dispose() => ArrayPool<TWord>.Shared.Return(_words);

    /// <summary>Fills the words from both ends: scores of zero and above from the front, those below zero from the back.</summary>
    private Sides Pack<TFlags>(ReadOnlySpan<T> scores, TFlags column)
        where TFlags : IFlagColumn, allows ref struct
    {
        Span<int> flags = stackalloc int[BlockLength];
        Span<TWord> words = _words.AsSpan(0, _length);
        var sides = new Sides(words, words);
        for (int at = 0; at < scores.Length; at += BlockLength)
        {
            ReadOnlySpan<T> block = scores.Slice(at, Math.Min(BlockLength, scores.Length - at));
            Span<int> blockFlags = flags[..block.Length];
            blockFlags.Clear();
            if (!TensorPrimitives.IsFiniteAll(block) || !column.TrySet(at, blockFlags))
            {
                column.Throw(scores, at);
            }

            sides.Add(block, blockFlags);
        }

        return sides;
    }

    /// <summary>Takes scores of zero and above from the front of one span on, those below zero from the back of the other.</summary>
    private ref struct Sides(Span<TWord> forNotNegative, Span<TWord> forNegative)
    {
        private readonly Span<TWord> _forNotNegative = forNotNegative;
        private readonly Span<TWord> _forNegative = forNegative;
        private int _negative;

        internal int NotNegative { get; private set; }

        internal TWord DifferingNotNegative { get; private set; }

        internal TWord DifferingNegative { get; private set; }

        internal void Add(scoped ReadOnlySpan<T> scores, scoped ReadOnlySpan<int> flags)
        {
            Span<TWord> ascending = _forNotNegative;
            Span<TWord> descending = _forNegative;
            int notNegative = NotNegative;
            int negative = _negative;
            TWord differingNotNegative = DifferingNotNegative;
            TWord differingNegative = DifferingNegative;
            for (int i = 0; i < scores.Length; i++)
            {
                // Negative zero is zero: adding zero takes its sign.
                T score = scores[i] + T.Zero;
                TWord word = TWords.Word(score) | TWord.CreateTruncating(flags[i]);
                if (T.IsNegative(score))
                {
                    descending[descending.Length - ++negative] = word;
                    differingNegative |= word ^ descending[^1];
                }
                else
                {
                    ascending[notNegative++] = word;
                    differingNotNegative |= word ^ ascending[0];
                }
            }

            NotNegative = notNegative;
            _negative = negative;
            DifferingNotNegative = differingNotNegative;
            DifferingNegative = differingNegative;
        }
    }
}
