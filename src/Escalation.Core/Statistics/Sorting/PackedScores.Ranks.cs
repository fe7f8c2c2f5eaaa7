using System.Numerics;

namespace Escalation.Statistics.Sorting;

/// <content>The sorted words by rank, from 0, the highest score.</content>
internal sealed partial class PackedScores<T, TWord, TWords>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    where TWords : struct, IScoreWords<T, TWord>
{
    private const int CutsPerWorker = 4;

    /// <summary>Cuts the ranks for so many workers into parts of about equal length that part no equal scores; a part may be empty.</summary>
    /// <returns>Where each part begins, and at last where all end.</returns>
    internal int[] Cut(int maxWorkers)
    {
        int parts = maxWorkers == 1 || _length <= PartLength ? 1 : (int)Math.Min((long)maxWorkers * CutsPerWorker, _length);
        int[] cuts = new int[parts + 1];
        for (int part = 1; part < parts; part++)
        {
            cuts[part] = EndOfRow((int)((long)_length * part / parts));
        }

        cuts[parts] = _length;
        return cuts;
    }

    /// <summary>How many distinct scores and how many flags there are between two cuts.</summary>
    internal (int Distinct, int Flags) Count(int from, int to)
    {
        (int distinct, int flags) = Count(Words[(NotNegative - Math.Min(to, NotNegative))..(NotNegative - Math.Min(from, NotNegative))]);
        (int further, int others) = Count(Words[Math.Max(from, NotNegative)..Math.Max(to, NotNegative)]);
        return (distinct + further, flags + others);
    }

    /// <summary>The score of a rank.</summary>
    internal double Score(int rank) => rank < NotNegative ? TWords.Magnitude(WordAt(rank)) : -TWords.Magnitude(WordAt(rank));

    private static (int Distinct, int Flags) Count(ReadOnlySpan<TWord> words)
    {
        int distinct = words.IsEmpty ? 0 : 1;
        int flags = words.IsEmpty ? 0 : int.CreateTruncating(words[0] & TWord.One);
        for (int i = 1; i < words.Length; i++)
        {
            distinct += words[i] >> 1 != words[i - 1] >> 1 ? 1 : 0;
            flags += int.CreateTruncating(words[i] & TWord.One);
        }

        return (distinct, flags);
    }

    private TWord WordAt(int rank) => _words[rank < NotNegative ? NotNegative - 1 - rank : rank];

    /// <summary>The first rank from the given one on, which is not 0, that has another score than the rank before the given one.</summary>
    private int EndOfRow(int rank)
    {
        TWord row = WordAt(rank - 1) >> 1;
        int low = rank;
        int high = rank <= NotNegative ? NotNegative : _length;
        while (low < high)
        {
            int middle = (int)(((uint)low + (uint)high) >> 1);
            (low, high) = WordAt(middle) >> 1 == row ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
