namespace Escalation.Benchmarks.Ratios.Calibration;

/// <summary>The peer: a sort of a copy of the scores, without counting anything.</summary>
internal static class ArraySort
{
    internal static Func<double> Of<T>(T[] scores)
    {
        var copy = new T[scores.Length];
        return () =>
        {
            scores.CopyTo(copy, 0);
            Array.Sort(copy);
            return copy.Length;
        };
    }
}
