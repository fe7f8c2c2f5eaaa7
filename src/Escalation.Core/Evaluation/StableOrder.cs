namespace Escalation.Evaluation;

/// <summary>Rows by confidence, equal ones in their own order.</summary>
internal static class StableOrder
{
    /// <summary>Row numbers from the highest confidence down.</summary>
    internal static int[] Descending(ReadOnlySpan<double> confidences)
    {
        double[] keys = new double[confidences.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = -confidences[i];
        }

        return Sorted(keys);
    }

    /// <summary>Row numbers from the lowest confidence up.</summary>
    internal static int[] Ascending(ReadOnlySpan<double> confidences) => Sorted(confidences.ToArray());

    private static int[] Sorted(double[] keys)
    {
        int[] order = new int[keys.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(keys, order);

        // The sort is not stable: within each run of equal keys the row numbers are put back in order.
        int start = 0;
        for (int i = 1; i <= keys.Length; i++)
        {
            if (i == keys.Length || keys[i] != keys[start])
            {
                order.AsSpan(start, i - start).Sort();
                start = i;
            }
        }

        return order;
    }
}
