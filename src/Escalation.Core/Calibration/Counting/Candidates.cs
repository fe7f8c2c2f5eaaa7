using System.Buffers;
using System.Numerics;
using Escalation.Statistics.Sorting;

namespace Escalation.Calibration.Counting;

/// <summary>The candidate thresholds that scores make, see <see cref="ThresholdGrid.Observed(ReadOnlySpan{double})"/>, and their counts by one radix sort.</summary>
internal static class Candidates
{
    /// <summary>Sorts and counts: at the lowest score all items act, at the number right above another score those that score higher.</summary>
    /// <param name="scores">Finite scores, at least one.</param>
    /// <param name="losses">One loss for each score, 0 or 1.</param>
    /// <param name="maxWorkers">The largest number of threads that sort, at least 1.</param>
    /// <param name="thresholds">The candidates in ascending order.</param>
    /// <exception cref="ArgumentException">Thrown when the lengths differ, a score is not finite or a loss is neither 0 nor 1; the message names the first index.</exception>
    /// <remarks>Scores that single precision holds exactly are sorted in it.</remarks>
    internal static CandidateCounts Of(ReadOnlySpan<double> scores, LossColumn losses, int maxWorkers, out double[] thresholds)
    {
        float[] rented = ArrayPool<float>.Shared.Rent(scores.Length);
        try
        {
            Span<float> singles = rented.AsSpan(0, scores.Length);
            return Narrowing.TryExactly(scores, singles)
                ? Scan(PackedScores<float, uint, SingleWords>.Of(singles, losses, maxWorkers), maxWorkers, out thresholds)
                : Scan(PackedScores<double, ulong, DoubleWords>.Of(scores, losses, maxWorkers), maxWorkers, out thresholds);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    private static CandidateCounts Scan<T, TWord, TWords>(PackedScores<T, TWord, TWords> sorted, int maxWorkers, out double[] thresholds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
        where TWords : struct, IScoreWords<T, TWord>
    {
        using (sorted)
        {
            int[] cuts = sorted.Cut(maxWorkers);
            var upTo = new (int Distinct, int Errors)[cuts.Length];
            Workers.Run(maxWorkers, cuts.Length - 1, (_, part) => upTo[part + 1] = sorted.Count(cuts[part], cuts[part + 1]));
            for (int part = 1; part < upTo.Length; part++)
            {
                upTo[part] = (upTo[part - 1].Distinct + upTo[part].Distinct, upTo[part - 1].Errors + upTo[part].Errors);
            }

            double[] candidates = GC.AllocateUninitializedArray<double>(upTo[^1].Distinct);
            int[] acted = GC.AllocateUninitializedArray<int>(candidates.Length);
            int[] errors = GC.AllocateUninitializedArray<int>(candidates.Length);
            Workers.Run(maxWorkers, cuts.Length - 1, (_, part) =>
            {
                // Ranks count from the highest score down, candidates from the lowest up: those of a part stand behind all with higher ranks.
                int end = cuts[part + 1];
                var columns = new Columns(candidates, acted, errors, candidates.Length - upTo[part + 1].Distinct, end, upTo[part + 1].Errors, end < sorted.Words.Length ? sorted.Score(end) : 0.0);
                Fill(sorted, cuts[part], end, columns);
            });
            thresholds = candidates;
            return new CandidateCounts(acted, errors);
        }
    }

    /// <summary>Goes from the lowest score between two cuts up to the highest.</summary>
    private static void Fill<T, TWord, TWords>(PackedScores<T, TWord, TWords> sorted, int from, int to, Columns columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
        where TWords : struct, IScoreWords<T, TWord>
    {
        ReadOnlySpan<TWord> words = sorted.Words;
        int notNegative = sorted.NotNegative;
        for (int i = to - 1; i >= Math.Max(from, notNegative); i--)
        {
            if (i == to - 1 || words[i] >> 1 != words[i + 1] >> 1)
            {
                columns.Begin(-TWords.Magnitude(words[i]));
            }

            columns.Pass(int.CreateTruncating(words[i] & TWord.One));
        }

        int start = notNegative - Math.Min(to, notNegative);
        for (int i = start; i < notNegative - Math.Min(from, notNegative); i++)
        {
            if (i == start || words[i] >> 1 != words[i - 1] >> 1)
            {
                columns.Begin(TWords.Magnitude(words[i]));
            }

            columns.Pass(int.CreateTruncating(words[i] & TWord.One));
        }
    }

    /// <summary>Fills thresholds and counts upwards from a number of candidates that lie below.</summary>
    private ref struct Columns(Span<double> thresholds, Span<int> acted, Span<int> errors, int count, int remaining, int remainingErrors, double below)
    {
        private readonly Span<double> _thresholds = thresholds;
        private readonly Span<int> _acted = acted;
        private readonly Span<int> _errors = errors;
        private int _remaining = remaining;
        private int _remainingErrors = remainingErrors;
        private int _count = count;
        private double _below = below;

        /// <summary>Begins with the items of the next higher score.</summary>
        internal void Begin(double score)
        {
            _thresholds[_count] = _count == 0 ? score : Above(_below);
            _acted[_count] = _remaining;
            _errors[_count++] = _remainingErrors;
            _below = score;
        }

        /// <summary>Goes past one item, which higher candidates do not act on.</summary>
        internal void Pass(int error)
        {
            _remaining--;
            _remainingErrors -= error;
        }

        /// <summary>The next double above a finite one that is not negative zero.</summary>
        private static double Above(double score)
        {
            long bits = BitConverter.DoubleToInt64Bits(score);
            return BitConverter.Int64BitsToDouble(bits >= 0 ? bits + 1 : bits - 1);
        }
    }
}
