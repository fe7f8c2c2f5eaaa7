namespace Escalation.Calibration.MultipleTesting;

/// <summary>Hommel's procedure in <c>O(m log m)</c>.</summary>
/// <remarks>
/// With <c>s_i</c> Simes' p-value of the i largest p-values and <c>t_i = max(s_i, ..., s_m)</c>, <c>t_(m+1) = 0</c>, a hypothesis is rejected at delta exactly if some i has <c>t_(i+1) &lt;= delta</c> and <c>i p &lt;= delta</c> (Hommel 1988; Meijer, Krebs and Goeman 2019).
/// So its adjusted p-value is <c>min over i of max(t_(i+1), i p)</c>, where the two cross.
/// </remarks>
internal static class HommelTest
{
    internal static FamilywiseResult Test(ReadOnlySpan<double> pValues, double delta)
    {
        Guard.OpenProbability(delta);
        var order = new AscendingOrder(pValues);
        int m = order.Count;
        double[] tails = new double[m + 2];
        Simes(order.Sorted, tails, least: 1, most: m, from: 0, to: m - 1);
        for (int i = m - 1; i >= 1; i--)
        {
            tails[i] = Math.Max(tails[i], tails[i + 1]);
        }

        var record = new FamilywiseRecord(m);
        int cut = FirstWithin(tails, delta);
        double level = cut == 0 ? delta : LevelShare.Level(delta, cut);
        for (int i = 0; i < m; i++)
        {
            EqualLevels.Write(record, order.Indices[i], order.Sorted[i], level, Adjusted(tails, order.Sorted[i]));
        }

        return new FamilywiseResult(FamilywiseProcedure.Hommel, delta, record);
    }

    /// <summary>Fills <c>s_i</c> for i in a range, whose best rank is known to lie between two positions of the sorted p-values.</summary>
    /// <remarks>The larger the set, the smaller (or equal) its best position, because <c>p_a (b - x) &lt;= p_b (a - x)</c> stays true for a &lt; b as x falls. Halving the range of sizes therefore halves the range of positions.</remarks>
    private static void Simes(double[] sorted, double[] simes, int least, int most, int from, int to)
    {
        if (least > most)
        {
            return;
        }

        int size = least + ((most - least) / 2);
        int before = sorted.Length - size;
        int best = Math.Max(from, before);
        for (int position = best + 1; position <= to; position++)
        {
            bool better = ExactProduct.Compare(sorted[position], (UInt128)(best + 1 - before), sorted[best], (UInt128)(position + 1 - before)) < 0;
            best = better ? position : best;
        }

        simes[size] = LevelShare.Needed(sorted[best], (UInt128)(best + 1 - before), (UInt128)size);
        Simes(sorted, simes, least, size - 1, best, to);
        Simes(sorted, simes, size + 1, most, from, best);
    }

    /// <summary>The least i with <c>t_(i+1) &lt;= level</c>.</summary>
    private static int FirstWithin(double[] tails, double level)
    {
        int low = 0;
        int high = tails.Length - 2;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            (low, high) = tails[middle + 1] <= level ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private static double Adjusted(double[] tails, double pValue)
    {
        // The first i at which i p has caught up with t_(i+1); before it the tail decides, from it on the product.
        int low = 0;
        int high = tails.Length - 2;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            (low, high) = tails[middle + 1] <= LevelShare.Needed(pValue, middle) ? (low, middle) : (middle + 1, high);
        }

        double from = Math.Max(tails[low + 1], LevelShare.Needed(pValue, low));
        return Math.Min(low == 0 ? from : Math.Min(from, tails[low]), 1.0);
    }
}
