using System.Globalization;

namespace Escalation.Benchmarks.Ratios;

/// <summary>A report for people: a line for the ratio, one for each of its cases.</summary>
internal static class RatioText
{
    public static void Write(TextWriter output, RatioReport report)
    {
        output.WriteLine($"{report.Name}: {report.Measures}");
        if (report.Worst is not { } worst)
        {
            output.WriteLine($"  not measured: {report.Unavailable}");
            return;
        }

        if (report.Cases.Count > 1)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  worst {worst.Value:0.000} ({worst.Label}), geometric mean {report.GeometricMean:0.000}"));
        }

        foreach (CaseReport c in report.Cases)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {c.Label,-24} {c.Value,8:0.000} [{c.LowerQuartile:0.000}, {c.UpperQuartile:0.000}]  ours {Time(c.OursNs),10}  peer {Time(c.PeerNs),10}  {c.Peer} ({c.Rounds} rounds)"));
        }
    }

    private static string Time(double ns) => string.Create(CultureInfo.InvariantCulture, $"{ns:#,0.0} ns");
}
