using System.Globalization;
using System.Text;

namespace Escalation.Tool.Tests.Support;

/// <summary>Data that tests calibrate on.</summary>
internal static class SampleData
{
    /// <summary>The 500 scores i/500 of the end-to-end golden of a delegation budget.</summary>
    internal static string FiveHundredths { get; } = Csv("score", Enumerable.Range(1, 500).Select(i => Number(i / 500.0)));

    /// <summary>Scores and losses of the generator that the golden file documents: SplitMix64, <c>score = u(2i)</c>, <c>correct = u(2i+1) &lt; 1 - 0.3 (1 - score)</c>.</summary>
    internal static string Golden(int n, ulong seed)
    {
        ulong state = seed;
        return Csv("id,score,loss", Enumerable.Range(0, n).Select(i =>
        {
            double score = Next(ref state);
            bool correct = Next(ref state) < 1.0 - (0.3 * (1.0 - score));
            return $"{i.ToString(CultureInfo.InvariantCulture)},{Number(score)},{(correct ? 0 : 1)}";
        }));
    }

    /// <summary>A header and its rows.</summary>
    internal static string Csv(string header, IEnumerable<string> rows)
    {
        var text = new StringBuilder(header).Append('\n');
        foreach (string row in rows)
        {
            text.Append(row).Append('\n');
        }

        return text.ToString();
    }

    internal static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static double Next(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        ulong mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        mixed ^= mixed >> 31;
        return (mixed >> 11) * (1.0 / (1UL << 53));
    }
}
