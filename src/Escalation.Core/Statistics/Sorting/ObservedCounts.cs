using System.Buffers;
using System.Numerics;

namespace Escalation.Statistics.Sorting;

/// <summary>Every distinct score as a candidate threshold: how many items score as high or higher, and how many of them are errors. Whole blocks of tied scores only.</summary>
/// <remarks>
/// One radix sort, so <c>O(n)</c>. Candidates are ranked from the highest score down.
/// Candidates taken from the calibration scores are not fixed beforehand; who may test them, and on which counts, is for the caller to know.
/// Rents its memory; dispose it to give that back. Immutable until then and safe to share between threads.
/// </remarks>
internal abstract class ObservedCounts : IDisposable
{
    private readonly int[] _acted;
    private readonly int[] _errors;

    private protected ObservedCounts(int length)
    {
        N = length;
        _acted = ArrayPool<int>.Shared.Rent(length);
        _errors = ArrayPool<int>.Shared.Rent(length);
    }

    /// <summary>How many items there are.</summary>
    internal long N { get; }

    /// <summary>How many distinct scores there are.</summary>
    internal int Count { get; private protected set; }

    private protected Span<int> ActedCounts => _acted;

    private protected Span<int> ErrorCounts => _errors;

    /// <summary>Sorts and counts.</summary>
    /// <param name="scores">Finite scores; both zeros are one score.</param>
    /// <param name="errors">A flag for each score: whether it is an error.</param>
    /// <exception cref="ArgumentException">Thrown when the lengths differ, a score is not finite or a value is no flag, in the words of the column.</exception>
    internal static ObservedCounts Of<TFlags>(ReadOnlySpan<float> scores, TFlags errors)
        where TFlags : IFlagColumn, allows ref struct => new Sorted<float, uint, SingleWords>(PackedScores<float, uint, SingleWords>.Of(scores, errors));

    /// <summary>Sorts on several threads and counts: the same counts.</summary>
    /// <param name="scores">Finite scores; both zeros are one score.</param>
    /// <param name="errors">A flag for each score: whether it is an error.</param>
    /// <param name="maxWorkers">The largest number of threads at once, at least 1.</param>
    /// <exception cref="ArgumentException">Thrown when the lengths differ, a score is not finite or a value is no flag, in the words of the column.</exception>
    internal static ObservedCounts Of<TFlags>(ReadOnlySpan<float> scores, TFlags errors, int maxWorkers)
        where TFlags : ISharedFlagColumn, allows ref struct => new Sorted<float, uint, SingleWords>(PackedScores<float, uint, SingleWords>.Of(scores, errors, maxWorkers), maxWorkers);

    /// <inheritdoc cref="Of{TFlags}(ReadOnlySpan{float}, TFlags, int)"/>
    internal static ObservedCounts Of<TFlags>(ReadOnlySpan<double> scores, TFlags errors, int maxWorkers)
        where TFlags : ISharedFlagColumn, allows ref struct
    {
        float[] rented = ArrayPool<float>.Shared.Rent(scores.Length);
        try
        {
            Span<float> singles = rented.AsSpan(0, scores.Length);
            return Narrowing.TryExactly(scores, singles)
                ? Of((ReadOnlySpan<float>)singles, errors, maxWorkers)
                : new Sorted<double, ulong, DoubleWords>(PackedScores<double, ulong, DoubleWords>.Of(scores, errors, maxWorkers), maxWorkers);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    /// <inheritdoc cref="Of{TFlags}(ReadOnlySpan{float}, TFlags)"/>
    /// <remarks>Scores that single precision holds exactly, as those of most models, are sorted in it: half the memory and fewer passes.</remarks>
    internal static ObservedCounts Of<TFlags>(ReadOnlySpan<double> scores, TFlags errors)
        where TFlags : IFlagColumn, allows ref struct
    {
        float[] rented = ArrayPool<float>.Shared.Rent(scores.Length);
        try
        {
            Span<float> singles = rented.AsSpan(0, scores.Length);
            return Narrowing.TryExactly(scores, singles)
                ? Of((ReadOnlySpan<float>)singles, errors)
                : new Sorted<double, ulong, DoubleWords>(PackedScores<double, ulong, DoubleWords>.Of(scores, errors));
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    /// <summary>A distinct score.</summary>
    /// <param name="rank">From 0, the highest.</param>
    internal abstract double Score(int rank);

    /// <summary>How many items have this score or a higher one.</summary>
    /// <param name="rank">From 0, the highest.</param>
    internal long Acted(int rank) => _acted.AsSpan(0, Count)[rank];

    /// <summary>How many of them are errors.</summary>
    /// <param name="rank">From 0, the highest.</param>
    internal long Errors(int rank) => _errors.AsSpan(0, Count)[rank];

    /// <summary>Copies out the distinct scores, the lowest first.</summary>
    internal abstract void CopyScores(Span<double> ascending);

    public virtual void Dispose()
    {
        ArrayPool<int>.Shared.Return(_acted);
        ArrayPool<int>.Shared.Return(_errors);
    }

    private sealed class Sorted<T, TWord, TWords> : ObservedCounts
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
        where TWords : struct, IScoreWords<T, TWord>
    {
        private readonly PackedScores<T, TWord, TWords> _packed;

        internal Sorted(PackedScores<T, TWord, TWords> packed, int maxWorkers = 1)
            : base(packed.Words.Length)
        {
            _packed = packed;
            int[] cuts = packed.Cut(maxWorkers);
            var before = new (int Distinct, int Errors)[cuts.Length];
            if (cuts.Length > 2)
            {
                Workers.Run(maxWorkers, cuts.Length - 1, (_, part) => before[part + 1] = packed.Count(cuts[part], cuts[part + 1]));
                for (int part = 1; part < before.Length; part++)
                {
                    before[part] = (before[part - 1].Distinct + before[part].Distinct, before[part - 1].Errors + before[part].Errors);
                }
            }

            int[] counts = new int[cuts.Length - 1];
            Workers.Run(maxWorkers, counts.Length, (_, part) => counts[part] = Fill(cuts[part], cuts[part + 1], before[part].Distinct, before[part].Errors));
            Count = counts[^1];
        }

        /// <summary>Counts the ranks between two cuts; returns how many distinct scores there are up to the second one.</summary>
        private int Fill(int from, int to, int distinct, int errors)
        {
            ReadOnlySpan<TWord> words = _packed.Words;
            int notNegative = _packed.NotNegative;
            Span<int> actedCounts = ActedCounts;
            Span<int> errorCounts = ErrorCounts;
            int last = distinct - 1;
            int end = notNegative - Math.Min(from, notNegative);
            for (int i = end - 1; i >= notNegative - Math.Min(to, notNegative); i--)
            {
                bool tied = i < end - 1 && words[i] >> 1 == words[i + 1] >> 1;
                last += tied ? 0 : 1;
                errors += int.CreateTruncating(words[i] & TWord.One);
                actedCounts[last] = notNegative - i;
                errorCounts[last] = errors;
            }

            int start = Math.Max(from, notNegative);
            for (int i = start; i < to; i++)
            {
                bool tied = i > start && words[i] >> 1 == words[i - 1] >> 1;
                last += tied ? 0 : 1;
                errors += int.CreateTruncating(words[i] & TWord.One);
                actedCounts[last] = i + 1;
                errorCounts[last] = errors;
            }

            return last + 1;
        }

        /// <summary>The last of the words that are counted at this rank has the score of the rank.</summary>
        internal override double Score(int rank) => _packed.Score((int)Acted(rank) - 1);

        internal override void CopyScores(Span<double> ascending)
        {
            ReadOnlySpan<TWord> words = _packed.Words;
            ReadOnlySpan<int> acted = ActedCounts[..Count];
            for (int rank = 0; rank < acted.Length; rank++)
            {
                ascending[^(rank + 1)] = acted[rank] <= _packed.NotNegative
                    ? TWords.Magnitude(words[_packed.NotNegative - acted[rank]])
                    : -TWords.Magnitude(words[acted[rank] - 1]);
            }
        }

        public override void Dispose()
        {
            _packed.Dispose();
            base.Dispose();
        }
    }
}
