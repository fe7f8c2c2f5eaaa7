namespace Escalation.Tool.Output.Html;

/// <summary>Round numbers at which an axis is labelled.</summary>
internal static class AxisTicks
{
    private static readonly double[] Steps = [1.0, 2.0, 5.0];

    /// <summary>Multiples of 1, 2 or 5 times a power of ten within a range, about so many.</summary>
    internal static IReadOnlyList<double> Even(double low, double high, int about)
    {
        double rough = (high - low) / about;
        double power = Math.Pow(10.0, Math.Floor(Math.Log10(rough)));
        double step = (Steps.FirstOrDefault(candidate => candidate * power >= 0.75 * rough) is > 0.0 and var found ? found : 10.0) * power;
        double first = Math.Ceiling((low / step) - 1e-9);
        double last = Math.Floor((high / step) + 1e-9);

        // A multiple and not a sum, whose error would grow; zero is not written as a negative one.
        return double.IsFinite(last - first) && last - first is >= 0.0 and < 100.0 ? [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => ((first + i) * step) + 0.0)] : [low, high];
    }

    /// <summary>1, 2 and 5 times the powers of ten within a range above zero.</summary>
    internal static IReadOnlyList<double> Logarithmic(double low, double high)
    {
        var ticks = new List<double>();
        for (double power = Math.Pow(10.0, Math.Floor(Math.Log10(low))); power <= high; power *= 10.0)
        {
            ticks.AddRange(Steps.Select(step => step * power).Where(tick => tick >= low && tick <= high * (1.0 + 1e-9)));
        }

        return ticks.Count > 0 ? ticks : [low, high];
    }
}
