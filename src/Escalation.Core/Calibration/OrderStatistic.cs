namespace Escalation.Calibration;

/// <summary>Finds one order statistic without sorting the rest.</summary>
internal static class OrderStatistic
{
    private const int SmallLength = 24;

    /// <summary>The value that stands at <paramref name="rank"/> (from 0, ascending) once the values are sorted; reorders them. Linear on average; after too many lopsided cuts it sorts, so never worse than <c>O(n log n)</c>.</summary>
    /// <param name="values">Finite values.</param>
    /// <param name="rank">From 0 up to the length, exclusive.</param>
    internal static double Select(Span<double> values, int rank)
    {
        int cutsLeft = 2 * (int.Log2(values.Length) + 1);
        while (values.Length > SmallLength && cutsLeft-- > 0)
        {
            (int below, int upTo) = Partition(values, MedianOfThree(values));
            if (rank < below)
            {
                values = values[..below];
            }
            else if (rank < upTo)
            {
                return values[below];
            }
            else
            {
                values = values[upTo..];
                rank -= upTo;
            }
        }

        values.Sort();
        return values[rank];
    }

    private static double MedianOfThree(ReadOnlySpan<double> values)
    {
        double first = values[0];
        double middle = values[values.Length / 2];
        double last = values[^1];
        return Math.Max(Math.Min(first, middle), Math.Min(Math.Max(first, middle), last));
    }

    /// <summary>Moves the values below the pivot to the front and those above to the back; returns where the equal ones begin and end. Equal values are set aside at once, or ties would cost quadratic time.</summary>
    private static (int Below, int UpTo) Partition(Span<double> values, double pivot)
    {
        int below = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double value = values[i];
            values[i] = values[below];
            values[below] = value;
            below += value < pivot ? 1 : 0;
        }

        int upTo = below;
        for (int i = below; i < values.Length; i++)
        {
            double value = values[i];
            values[i] = values[upTo];
            values[upTo] = value;
            upTo += value == pivot ? 1 : 0;
        }

        return (below, upTo);
    }
}
