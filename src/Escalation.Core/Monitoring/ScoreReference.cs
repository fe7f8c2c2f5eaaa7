using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Escalation.Statistics.Sequential;

namespace Escalation.Monitoring;

/// <summary>The distribution of the calibration scores, reduced to bins so that a monitor can carry it: against it, every later score gets a conformal p-value.</summary>
/// <remarks>
/// <para>Bins are bounded by calibration scores at even ranks. Tied scores are told apart by a random second coordinate that follows from the seed, for the calibration scores as for the later ones, so p-values are exactly
/// uniform with ties as well: see <see cref="ConformalRanks"/>. What is lost to a full bag of scores is resolution within a bin only, never validity.</para>
/// <para>Immutable and safe to share between threads. The calibration scores must not have been chosen by what is watched later, and later scores must be all scores, not those of some decisions.</para>
/// </remarks>
public sealed class ScoreReference
{
    /// <summary>How many bins there are unless told otherwise.</summary>
    public const int DefaultBins = 64;

    /// <summary>The largest number of bins.</summary>
    public const int MostBins = 65_536;

    private readonly double[] _scores;
    private readonly double[] _ties;
    private readonly long[] _gaps;

    private ScoreReference(double[] scores, double[] ties, long[] gaps, ulong seed)
    {
        _scores = scores;
        _ties = ties;
        _gaps = gaps;
        Seed = seed;
    }

    /// <summary>How many bins there are.</summary>
    public int Bins => _gaps.Length;

    /// <summary>Where the random numbers come from, those of the later scores included.</summary>
    public ulong Seed { get; }

    internal ReadOnlySpan<double> EdgeScores => _scores;

    internal ReadOnlySpan<double> EdgeTies => _ties;

    internal ReadOnlySpan<long> Gaps => _gaps;

    /// <summary>Reduces calibration scores to bins. Sorts a copy: O(n log n).</summary>
    /// <param name="scores">The calibration scores; finite, at least one.</param>
    /// <param name="seed">Where the random numbers come from; fixed before the later scores are known.</param>
    /// <param name="bins">How many bins, from 1 to <see cref="MostBins"/>; no more than there are scores, plus one, are made.</param>
    /// <exception cref="ArgumentException">Thrown when there is no score or one is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the number of bins is out of range.</exception>
    public static ScoreReference Of(ReadOnlySpan<double> scores, ulong seed, int bins = DefaultBins)
    {
        Guard.AtLeast(bins, 1);
        if (bins > MostBins)
        {
            Guard.OutOfRange(nameof(bins), string.Create(CultureInfo.InvariantCulture, $"at most {MostBins}"), bins);
        }

        if (scores.IsEmpty)
        {
            throw new ArgumentException("scores must not be empty.", nameof(scores));
        }

        var sorted = new (double Score, double Tie)[scores.Length];
        ulong ties = CountedUniform.BitsAt(seed, 0);
        for (int i = 0; i < scores.Length; i++)
        {
            if (!double.IsFinite(scores[i]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"scores[{i}] must be finite, but was {scores[i]:R}."), nameof(scores));
            }

            sorted[i] = (scores[i], CountedUniform.At(ties, (ulong)i));
        }

        Array.Sort(sorted, static (left, right) => left.Score.CompareTo(right.Score) is var order && order != 0 ? order : left.Tie.CompareTo(right.Tie));
        long gaps = scores.Length + 1L;
        long count = Math.Min(bins, gaps);
        double[] edgeScores = new double[count - 1];
        double[] edgeTies = new double[count - 1];
        long[] widths = new long[count];
        long previous = 0;
        for (long i = 1; i < count; i++)
        {
            long rank = i * gaps / count;
            (edgeScores[i - 1], edgeTies[i - 1]) = sorted[rank - 1];
            widths[i - 1] = rank - previous;
            previous = rank;
        }

        widths[count - 1] = gaps - previous;
        return new ScoreReference(edgeScores, edgeTies, widths, seed);
    }

    /// <exception cref="ArgumentException">Thrown when the parts contradict each other.</exception>
    internal static ScoreReference Restore(double[] edgeScores, double[] edgeTies, long[] gaps, ulong seed)
    {
        bool fits = gaps.Length is >= 1 and <= MostBins && edgeScores.Length == gaps.Length - 1 && edgeTies.Length == edgeScores.Length;
        for (int i = 0; fits && i < edgeScores.Length; i++)
        {
            bool ascends = i == 0 || edgeScores[i] > edgeScores[i - 1] || (edgeScores[i] == edgeScores[i - 1] && edgeTies[i] > edgeTies[i - 1]);
            fits = ascends && double.IsFinite(edgeScores[i]) && edgeTies[i] is > 0.0 and < 1.0;
        }

        return fits && Array.TrueForAll(gaps, gap => gap >= 1)
            ? new ScoreReference(edgeScores, edgeTies, gaps, seed)
            : throw new ArgumentException("The bins of a score reference contradict each other.", nameof(gaps));
    }

    /// <summary>Where a stream's random numbers come from: different ones in each stream.</summary>
    internal ulong SeedOf(string stream)
    {
        Span<byte> key = stackalloc byte[KeyedHash.KeyLength];
        BinaryPrimitives.WriteUInt64LittleEndian(key, Seed);
        BinaryPrimitives.WriteUInt64LittleEndian(key[8..], CountedUniform.BitsAt(Seed, 1));
        return KeyedHash.Of(key, Encoding.UTF8.GetBytes(stream));
    }

    /// <summary>The bin of a score with a given second coordinate. O(log bins), allocates nothing.</summary>
    internal int BinOf(double score, double tie)
    {
        int low = 0;
        int high = _scores.Length;
        while (low < high)
        {
            int middle = (int)(((uint)low + (uint)high) >> 1);
            bool above = score > _scores[middle] || (score == _scores[middle] && tie >= _ties[middle]);
            (low, high) = above ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
