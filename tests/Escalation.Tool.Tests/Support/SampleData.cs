using System.Globalization;
using System.Text;
using Escalation.Tests.Shared;

namespace Escalation.Tool.Tests.Support;

/// <summary>Data that tests calibrate on.</summary>
internal static class SampleData
{
    /// <summary>The 500 scores i/500 of the end-to-end golden of a delegation budget.</summary>
    internal static string FiveHundredths { get; } = Csv("score", Enumerable.Range(1, 500).Select(i => Number(i / 500.0)));

    /// <summary>The scores and losses that the golden file documents, as a table with an id.</summary>
    internal static string Golden(int n, ulong seed)
    {
        (double[] scores, double[] losses) = GoldenScores.Draw(n, seed);
        return Csv("id,score,loss", Enumerable.Range(0, n).Select(i => $"{i.ToString(CultureInfo.InvariantCulture)},{Number(scores[i])},{Number(losses[i])}"));
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
}
