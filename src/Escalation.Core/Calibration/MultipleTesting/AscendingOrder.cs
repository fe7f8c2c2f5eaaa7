namespace Escalation.Calibration.MultipleTesting;

/// <summary>P-values in ascending order, equal ones by index.</summary>
internal readonly struct AscendingOrder
{
    internal AscendingOrder(ReadOnlySpan<double> pValues)
    {
        PValues.Require(pValues);
        Sorted = pValues.ToArray();
        Indices = new int[Sorted.Length];
        for (int i = 0; i < Indices.Length; i++)
        {
            Indices[i] = i;
        }

        Array.Sort(Sorted, Indices);

        // The sort of plain keys is fast but not stable.
        for (int first = 0, next; first < Sorted.Length; first = next)
        {
            next = first + 1;
            while (next < Sorted.Length && Sorted[next] == Sorted[first])
            {
                next++;
            }

            Array.Sort(Indices, first, next - first);
        }
    }

    internal double[] Sorted { get; }

    internal int[] Indices { get; }

    internal int Count => Sorted.Length;
}
