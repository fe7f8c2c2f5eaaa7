namespace Escalation.Learning.Calibrators;

/// <summary>The steps of one end of a Venn-Abers interval: scores, strictly ascending, and the value that begins or ends at each.</summary>
/// <param name="scores">Where the value changes.</param>
/// <param name="values">The values; non-decreasing, as many.</param>
internal sealed class StepMap(double[] scores, double[] values)
{
    internal double[] Scores { get; } = scores;

    internal double[] Values { get; } = values;

    /// <summary>The value at the last step at or below a score; 0 below all.</summary>
    internal double AtOrBelow(double score)
    {
        int index = Scores.AsSpan().BinarySearch(score);
        index = index >= 0 ? index : ~index - 1;
        return index < 0 ? 0.0 : Values[index];
    }

    /// <summary>The value at the first step at or above a score; 1 above all.</summary>
    internal double AtOrAbove(double score)
    {
        int index = Scores.AsSpan().BinarySearch(score);
        index = index >= 0 ? index : ~index;
        return index == Scores.Length ? 1.0 : Values[index];
    }

    /// <summary>Keeps one step of each run of equal values: its first or its last score.</summary>
    internal static StepMap Of(ReadOnlySpan<double> scores, ReadOnlySpan<double> values, bool keepLast)
    {
        var keptScores = new List<double>();
        var keptValues = new List<double>();
        for (int i = 0; i < scores.Length; i++)
        {
            int neighbour = keepLast ? i + 1 : i - 1;
            if (neighbour < 0 || neighbour == scores.Length || values[neighbour] != values[i])
            {
                keptScores.Add(scores[i]);
                keptValues.Add(values[i]);
            }
        }

        return new StepMap([.. keptScores], [.. keptValues]);
    }
}
