using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace Escalation.Calibration.Counting;

/// <summary>Scores and losses in one word each, sorted: first those of zero and above in ascending order, then those below zero in ascending order of their absolute value.</summary>
/// <remarks>Rents what it works in; dispose it to give that back.</remarks>
internal sealed class PackedScores<T, TWord, TWords> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    where TWords : struct, IScoreWords<T, TWord>
{
    private const int BlockLength = 1_024;

    private readonly TWord[] _words;
    private readonly int _length;

    /// <exception cref="ArgumentException">Thrown when a score is not finite or a loss is neither 0 nor 1; the message names the first index.</exception>
    internal PackedScores(ReadOnlySpan<T> scores, LossColumn losses)
    {
        CountingFault.RequireLength(scores.Length, losses.Length);
        _length = scores.Length;
        _words = ArrayPool<TWord>.Shared.Rent(Math.Max(1, _length));
        TWord[] spare = [];
        try
        {
            Sides sides = Pack(scores, losses);
            NotNegative = sides.NotNegative;
            spare = ArrayPool<TWord>.Shared.Rent(Math.Max(1, _length));
            RadixSort.Sort(_words.AsSpan(0, NotNegative), spare, sides.DifferingNotNegative);
            RadixSort.Sort(_words.AsSpan(NotNegative, _length - NotNegative), spare, sides.DifferingNegative);
        }
        catch
        {
            Dispose();
            throw;
        }
        finally
        {
            ArrayPool<TWord>.Shared.Return(spare);
        }
    }

    internal ReadOnlySpan<TWord> Words => _words.AsSpan(0, _length);

    /// <summary>How many words belong to scores of zero and above.</summary>
    internal int NotNegative { get; }

    public void Dispose() => ArrayPool<TWord>.Shared.Return(_words);

    /// <summary>Fills the words from both ends: scores of zero and above from the front, those below zero from the back.</summary>
    private Sides Pack(ReadOnlySpan<T> scores, LossColumn losses)
    {
        Span<int> flags = stackalloc int[BlockLength];
        var sides = new Sides(_words.AsSpan(0, _length));
        for (int at = 0; at < scores.Length; at += BlockLength)
        {
            ReadOnlySpan<T> block = scores.Slice(at, Math.Min(BlockLength, scores.Length - at));
            Span<int> isLoss = flags[..block.Length];
            isLoss.Clear();
            if (!TensorPrimitives.IsFiniteAll(block) || !losses.TryAppend(at, isLoss, bounded: false))
            {
                CountingFault.Throw(scores, losses, at, bounded: false);
            }

            sides.Add(block, isLoss);
        }

        return sides;
    }

    private ref struct Sides(Span<TWord> words)
    {
        private readonly Span<TWord> _words = words;
        private int _negative;

        internal int NotNegative { get; private set; }

        internal TWord DifferingNotNegative { get; private set; }

        internal TWord DifferingNegative { get; private set; }

        internal void Add(scoped ReadOnlySpan<T> scores, scoped ReadOnlySpan<int> isLoss)
        {
            Span<TWord> words = _words;
            int notNegative = NotNegative;
            int negative = _negative;
            TWord differingNotNegative = DifferingNotNegative;
            TWord differingNegative = DifferingNegative;
            for (int i = 0; i < scores.Length; i++)
            {
                // Negative zero is zero: adding zero takes its sign.
                T score = scores[i] + T.Zero;
                TWord word = TWords.Word(score) | TWord.CreateTruncating(isLoss[i]);
                if (T.IsNegative(score))
                {
                    words[words.Length - ++negative] = word;
                    differingNegative |= word ^ words[^1];
                }
                else
                {
                    words[notNegative++] = word;
                    differingNotNegative |= word ^ words[0];
                }
            }

            NotNegative = notNegative;
            _negative = negative;
            DifferingNotNegative = differingNotNegative;
            DifferingNegative = differingNegative;
        }
    }
}
