namespace Escalation.Learning.Calibrators;

/// <summary>All values that an isotonic fit can take at one more row, found together in linear time.</summary>
/// <remarks>
/// <para>
/// The added row counts 1 and is right. It lies on the greatest convex minorant of the cumulative sums, with its own step inserted before the groups at or above its score; moving it up by one group
/// swaps two steps, and only what is above the swap can still matter. Source: Vovk, Petej and Fedorova, NeurIPS 2015, algorithms 1 and 2. For a row that is wrong the same is done upside down.
/// </para>
/// <para>Whole numbers throughout; a value is divided once. Pure.</para>
/// </remarks>
internal static class VennAbersFit
{
    /// <summary>p1 at each group: the fit at its score with one more right row there. Between two groups it is that of the upper one, above all it is 1.</summary>
    internal static double[] Upper(TiedCounts tied)
    {
        int groups = tied.Rows.Length;
        var points = new (long Rows, long Right)[groups + 1];
        for (int i = 1; i <= groups; i++)
        {
            points[i] = (tied.Rows[i - 1], tied.Right[i - 1]);
        }

        double[] values = new double[groups];
        Sweep(points, values, static (rows, right) => (double)right / rows);
        return values;
    }

    /// <summary>p0 at each group: the fit at its score with one more wrong row there. Between two groups it is that of the lower one, below all it is 0.</summary>
    internal static double[] Lower(TiedCounts tied)
    {
        // From the highest score down, wrong answers rise where right ones do from the lowest up.
        int groups = tied.Rows.Length;
        long rows = tied.Rows[^1];
        long wrong = rows - tied.Right[^1];
        var points = new (long Rows, long Wrong)[groups + 1];
        for (int i = 1; i < groups; i++)
        {
            int below = groups - 1 - i;
            points[i] = (rows - tied.Rows[below], wrong - (tied.Rows[below] - tied.Right[below]));
        }

        points[groups] = (rows, wrong);
        double[] values = new double[groups];
        Sweep(points, values, static (count, missed) => (double)(count - missed) / count);
        Array.Reverse(values);
        return values;
    }

    /// <param name="points">Cumulative sums, from (0, 0) on; they are moved.</param>
    /// <param name="values">Receives the value of each group.</param>
    /// <param name="value">What to make of the slope's two sides.</param>
    private static void Sweep((long X, long Y)[] points, double[] values, Func<long, long, double> value)
    {
        var corners = new (long X, long Y)[points.Length + 1];
        int count = Corners(points, corners);
        Array.Reverse(corners, 0, count);

        // Where the added row's step begins; it ends at one more row and one more of what is counted.
        (long X, long Y) start = (-1, -1);
        for (int group = 0; group < values.Length; group++)
        {
            (long X, long Y) top = corners[count - 1];
            (long X, long Y) next = corners[count - 2];
            values[group] = value(next.X - top.X, next.Y - top.Y);
            start = (start.X + points[group + 1].X - points[group].X, start.Y + points[group + 1].Y - points[group].Y);
            if (Turn(top, next, start) >= 0)
            {
                continue;
            }

            count--;
            while (count > 1 && Turn(start, corners[count - 1], corners[count - 2]) <= 0)
            {
                count--;
            }

            corners[count++] = start;
        }
    }

    /// <summary>The corners of the greatest convex minorant with the added row's step in front, from the left.</summary>
    private static int Corners((long X, long Y)[] points, (long X, long Y)[] corners)
    {
        corners[0] = (-1, -1);
        corners[1] = points[0];
        int count = 2;
        for (int i = 1; i < points.Length; i++)
        {
            while (count > 1 && Turn(corners[count - 2], corners[count - 1], points[i]) <= 0)
            {
                count--;
            }

            corners[count++] = points[i];
        }

        return count;
    }

    /// <summary>Above zero for a turn to the left, zero on a line. Counts are below 2^31, so that neither product nor their difference overflows.</summary>
    private static long Turn((long X, long Y) a, (long X, long Y) b, (long X, long Y) c) => ((b.X - a.X) * (c.Y - b.Y)) - ((b.Y - a.Y) * (c.X - b.X));
}
