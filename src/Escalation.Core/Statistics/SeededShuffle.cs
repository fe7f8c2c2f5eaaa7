namespace Escalation.Statistics;

/// <summary>Orders and splits that depend on a seed alone, so that anybody can repeat them.</summary>
/// <remarks>Fisher-Yates from the last place down, <c>j = NextBelow(i + 1)</c>, on <see cref="SplitMix64"/>. Stateless.</remarks>
public static class SeededShuffle
{
    /// <summary>Shuffles in place. Linear; allocates one small generator.</summary>
    /// <typeparam name="T">The items' type.</typeparam>
    /// <param name="items">The items.</param>
    /// <param name="seed">The seed.</param>
    public static void Shuffle<T>(Span<T> items, ulong seed)
    {
        var random = new SplitMix64(seed);
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = random.NextBelow(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>The numbers from 0 to <paramref name="count"/> - 1 in shuffled order.</summary>
    /// <param name="count">How many, at least 0.</param>
    /// <param name="seed">The seed.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="count"/> is negative.</exception>
    public static int[] Permutation(int count, ulong seed)
    {
        var order = new int[Guard.AtLeast(count, 0)];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Shuffle<int>(order, seed);
        return order;
    }

    /// <summary>Splits the rows of a data set into disjoint random parts whose sizes differ by at most one, larger parts first: the shuffled order, cut in blocks.</summary>
    /// <param name="count">How many rows, at least <paramref name="parts"/>.</param>
    /// <param name="parts">How many parts, at least 1.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>The row numbers of each part, in shuffled order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="parts"/> is below 1 or exceeds <paramref name="count"/>.</exception>
    public static int[][] Parts(int count, int parts, ulong seed)
    {
        Guard.AtLeast(parts, 1);
        Guard.AtLeast(count, parts);
        int[] order = Permutation(count, seed);
        var result = new int[parts][];
        int start = 0;
        for (int part = 0; part < parts; part++)
        {
            int size = (count / parts) + (part < count % parts ? 1 : 0);
            result[part] = order.AsSpan(start, size).ToArray();
            start += size;
        }

        return result;
    }
}
