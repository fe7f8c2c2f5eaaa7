namespace Escalation.Core.StatisticalTests;

/// <summary>All ways in which n items can fall into cells, with their exact multinomial weights.</summary>
internal static class CountVectors
{
    /// <summary>Every vector of non-negative counts with the given sum.</summary>
    internal static List<int[]> All(int n, int cells)
    {
        var vectors = new List<int[]>();
        Fill(new int[cells], cell: 0, n, vectors);
        return vectors;
    }

    /// <summary>The probability of one vector, <c>n! / prod(c_i!) prod(p_i^c_i)</c>.</summary>
    internal static double Weight(int[] counts, ReadOnlySpan<double> probabilities)
    {
        double weight = 1.0;
        int placed = 0;
        for (int cell = 0; cell < counts.Length; cell++)
        {
            // The multinomial coefficient as a product of binomial ones, each factor multiplied together with its probability, stays in range.
            for (int i = 1; i <= counts[cell]; i++)
            {
                placed++;
                weight *= probabilities[cell] * placed / i;
            }
        }

        return weight;
    }

    private static void Fill(int[] counts, int cell, int left, List<int[]> vectors)
    {
        if (cell == counts.Length - 1)
        {
            counts[cell] = left;
            vectors.Add((int[])counts.Clone());
            return;
        }

        for (int count = 0; count <= left; count++)
        {
            counts[cell] = count;
            Fill(counts, cell + 1, left - count, vectors);
        }
    }
}
