namespace Escalation.Calibration.MultipleTesting;

/// <summary>Single-step and step-down procedures over equal shares.</summary>
internal static class EqualLevels
{
    /// <summary>Tests every hypothesis at the share of one among all.</summary>
    internal static FamilywiseResult SingleStep<TLevel>(FamilywiseProcedure procedure, ReadOnlySpan<double> pValues, double delta)
        where TLevel : ILocalLevel
    {
        Guard.OpenProbability(delta);
        var order = new AscendingOrder(pValues);
        var record = new FamilywiseRecord(order.Count);
        double level = TLevel.Level(delta, order.Count);
        for (int i = 0; i < order.Count; i++)
        {
            double p = order.Sorted[i];
            double adjusted = Math.Min(TLevel.Needed(p, order.Count), 1.0);
            Write(record, order.Indices[i], p, level, adjusted);
        }

        return new FamilywiseResult(procedure, delta, record);
    }

    /// <summary>Tests in ascending order of p, each at the share of one among those left, up to the first failure.</summary>
    internal static FamilywiseResult StepDown<TLevel>(FamilywiseProcedure procedure, ReadOnlySpan<double> pValues, double delta)
        where TLevel : ILocalLevel
    {
        Guard.OpenProbability(delta);
        var order = new AscendingOrder(pValues);
        var record = new FamilywiseRecord(order.Count);
        double largest = 0.0;
        double level = delta;
        for (int i = 0; i < order.Count; i++)
        {
            int left = order.Count - i;

            // Past the first failure the level stays, and no larger p-value is within it.
            level = largest <= delta ? TLevel.Level(delta, left) : level;
            largest = Math.Max(largest, TLevel.Needed(order.Sorted[i], left));
            Write(record, order.Indices[i], order.Sorted[i], level, Math.Min(largest, 1.0));
        }

        return new FamilywiseResult(procedure, delta, record);
    }

    /// <summary>Rejects from the largest p that is within the share of one among those not smaller, and all below it (Hochberg).</summary>
    internal static FamilywiseResult StepUp(ReadOnlySpan<double> pValues, double delta)
    {
        Guard.OpenProbability(delta);
        var order = new AscendingOrder(pValues);
        var record = new FamilywiseRecord(order.Count);
        double[] adjusted = new double[order.Count];
        int cut = 0;
        double least = 1.0;
        for (int i = order.Count - 1; i >= 0; i--)
        {
            int left = order.Count - i;
            least = Math.Min(least, LevelShare.Needed(order.Sorted[i], left));
            adjusted[i] = least;
            cut = cut == 0 && least <= delta ? i + 1 : cut;
        }

        double level = LevelShare.Level(delta, order.Count - Math.Max(cut - 1, 0));
        for (int i = 0; i < order.Count; i++)
        {
            Write(record, order.Indices[i], order.Sorted[i], level, adjusted[i]);
        }

        return new FamilywiseResult(FamilywiseProcedure.Hochberg, delta, record);
    }

    internal static void Write(FamilywiseRecord record, int index, double pValue, double level, double adjusted)
    {
        if (pValue <= level)
        {
            record.Reject(index, pValue, level, adjusted);
            return;
        }

        record.Retain(index, pValue, level);
        record.Adjusted[index] = adjusted;
    }
}
