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
        int[] failures = new int[starts.Length];
        for (int k = 0; k < starts.Length; k++)
        {
            int end = k + 1 < starts.Length ? starts[k + 1] : pValues.Count;
            failures[k] = Walk(pValues, record, starts[k], end, delta, starts.Length);
        }

        record.Stops = Stops(starts, failures, record);
        return new FamilywiseResult(procedure, delta, record);
    }

    /// <summary>Walks from a start to the next one and returns where it failed, -1 if it did not. Going on past the next start would repeat that one's tests at the same level.</summary>
    private static int Walk(PValues pValues, FamilywiseRecord record, int start, int end, double delta, int parts)
    {
        double level = LevelShare.Level(delta, parts);
        double largest = 0.0;
        int failed = -1;
        for (int i = start; i < end && (failed < 0 || pValues.AreGiven); i++)
        {
            if (pValues.IsVacuous(i))
            {
                record.PassOver(i, reached: failed < 0);
                continue;
            }

            double p = pValues.Read(i);
            largest = Math.Max(largest, p);
            double adjusted = Math.Min(LevelShare.Needed(largest, parts), 1.0);
            if (failed < 0 && p <= level)
            {
                record.Reject(i, p, level, adjusted);
                continue;
            }

            // Where the sequence failed, everything that its adjusted p-value depends on has been read.
            record.Adjusted[i] = adjusted;
            if (failed < 0)
            {
                failed = i;
                record.Retain(i, p, level);
            }
        }

        return failed;
    }

    private static SequenceStop[] Stops(ReadOnlySpan<int> starts, int[] failures, FamilywiseRecord record)
    {
        var stops = new List<SequenceStop>(failures.Length);
        int failed = -1;
        for (int k = failures.Length - 1; k >= 0; k--)
        {
            // Whoever gets through to the next start fails where that one does.
            failed = failures[k] >= 0 ? failures[k] : failed;
            if (failed >= 0)
            {
                stops.Add(new SequenceStop(starts[k], failed, record.PValues[failed], record.Levels[failed]));
            }
        }

        stops.Reverse();
        return [.. stops];
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
