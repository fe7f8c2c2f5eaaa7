using System.Globalization;

namespace Escalation.Calibration.MultipleTesting;

/// <summary>Fixed sequences from one or several starts at equal shares of the level.</summary>
internal static class SequenceTest
{
    internal static FamilywiseResult Test(FamilywiseProcedure procedure, PValues pValues, ReadOnlySpan<int> starts, double delta)
    {
        ArgumentNullException.ThrowIfNull(pValues);
        Guard.OpenProbability(delta);
        RequireStarts(starts, pValues.Count);
        var record = new FamilywiseRecord(pValues.Count);
        int first = starts.IsEmpty ? 0 : starts[0];
        record.Adjusted.AsSpan(0, first).Fill(1.0);
        var stops = new List<SequenceStop>(starts.Length);
        SequenceStop? failure = null;
        for (int k = starts.Length - 1; k >= 0; k--)
        {
            int end = k + 1 < starts.Length ? starts[k + 1] : pValues.Count;

            // Going on past the next start would repeat its tests at the same level, so whoever gets there fails where it fails.
            failure = Walk(pValues, record, starts[k], end, delta, starts.Length) ?? (failure is { } next ? next with { Start = starts[k] } : null);
            if (failure is { } stop)
            {
                stops.Add(stop);
            }
        }

        stops.Reverse();
        record.Stops = stops;
        record.Rejections.Sort((one, other) => one.Index.CompareTo(other.Index));
        return new FamilywiseResult(procedure, delta, record);
    }

    /// <summary>Walks from a start to the next one and returns where it failed, if it did.</summary>
    private static SequenceStop? Walk(PValues pValues, FamilywiseRecord record, int start, int end, double delta, int parts)
    {
        double level = LevelShare.Level(delta, parts);
        double largest = 0.0;
        SequenceStop? failure = null;
        for (int i = start; i < end && (failure is null || pValues.AreGiven); i++)
        {
            if (pValues.IsVacuous(i))
            {
                record.PassOver(i, reached: failure is null);
                continue;
            }

            double p = pValues.Read(i);
            largest = Math.Max(largest, p);
            double adjusted = Math.Min(LevelShare.Needed(largest, parts), 1.0);
            if (failure is null && p <= level)
            {
                record.Reject(i, p, level, adjusted);
                continue;
            }

            // Where the sequence failed, everything that its adjusted p-value depends on has been read.
            record.Adjusted[i] = adjusted;
            if (failure is null)
            {
                failure = new SequenceStop(start, i, p, level);
                record.Retain(i, level);
            }
        }

        return failure;
    }

    private static void RequireStarts(ReadOnlySpan<int> starts, int count)
    {
        if (starts.IsEmpty && count > 0)
        {
            throw new ArgumentException("starts must name at least one hypothesis, but is empty.", nameof(starts));
        }

        int least = 0;
        for (int k = 0; k < starts.Length; k++)
        {
            if (starts[k] < least || starts[k] >= count)
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"starts must ascend strictly within 0 and {count - 1}, but starts[{k}] is {starts[k]}."), nameof(starts));
            }

            least = starts[k] + 1;
        }
    }
}
