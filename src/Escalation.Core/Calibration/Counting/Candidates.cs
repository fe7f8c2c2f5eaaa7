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
                ? Scan(PackedScores<float, uint, SingleWords>.Of(singles, losses, maxWorkers), out thresholds)
                : Scan(PackedScores<double, ulong, DoubleWords>.Of(scores, losses, maxWorkers), out thresholds);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    private static CandidateCounts Scan<T, TWord, TWords>(PackedScores<T, TWord, TWords> sorted, out double[] thresholds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
        where TWords : struct, IScoreWords<T, TWord>
    {
        using (sorted)
        {
            ReadOnlySpan<TWord> notNegative = sorted.Words[..sorted.NotNegative];
            ReadOnlySpan<TWord> negative = sorted.Words[sorted.NotNegative..];
            (int distinct, int errors) = Total(negative);
            (int further, int others) = Total(notNegative);
            thresholds = GC.AllocateUninitializedArray<double>(distinct + further);
            var columns = new Columns(thresholds, sorted.Words.Length, errors + others);
            for (int i = negative.Length - 1; i >= 0; i--)
            {
                if (i == negative.Length - 1 || negative[i] >> 1 != negative[i + 1] >> 1)
                {
                    columns.Begin(-TWords.Magnitude(negative[i]));
                }

                columns.Pass(int.CreateTruncating(negative[i] & TWord.One));
            }

            for (int i = 0; i < notNegative.Length; i++)
            {
                if (i == 0 || notNegative[i] >> 1 != notNegative[i - 1] >> 1)
                {
                    columns.Begin(TWords.Magnitude(notNegative[i]));
                }

                columns.Pass(int.CreateTruncating(notNegative[i] & TWord.One));
            }

            return columns.ToCounts();
        }
    }

    /// <summary>How many distinct scores sorted words have, and how many errors.</summary>
    private static (int Distinct, int Errors) Total<TWord>(ReadOnlySpan<TWord> words)
        where TWord : unmanaged, IBinaryInteger<TWord>
    {
        int distinct = words.IsEmpty ? 0 : 1;
        int errors = words.IsEmpty ? 0 : int.CreateTruncating(words[0] & TWord.One);
        for (int i = 1; i < words.Length; i++)
        {
            distinct += words[i] >> 1 != words[i - 1] >> 1 ? 1 : 0;
            errors += int.CreateTruncating(words[i] & TWord.One);
        }

        return (distinct, errors);
    }

    /// <summary>Fills thresholds and counts from the lowest score upwards.</summary>
    private ref struct Columns(Span<double> thresholds, int acted, int errors)
    {
        private readonly Span<double> _thresholds = thresholds;
        private readonly int[] _acted = GC.AllocateUninitializedArray<int>(thresholds.Length);
        private readonly int[] _errors = GC.AllocateUninitializedArray<int>(thresholds.Length);
        private int _remaining = acted;
        private int _remainingErrors = errors;
        private int _count;
        private double _below;

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

        internal readonly CandidateCounts ToCounts() => new(_acted, _errors);
    }
}
