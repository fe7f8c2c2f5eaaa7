using System.Globalization;
using System.Text;

namespace Escalation.Benchmarks.Ratios.Triggers;

/// <summary>Made-up results of tools, by seed.</summary>
internal static class LoopText
{
    private const int Seed = 13;

    /// <summary>Sentences: a line of some 80 characters, a number every few lines.</summary>
    internal static string Prose(int length) => Lines(length, static (line, random) =>
        line.Append(KeywordText.Text(["other"], 70 + random.Next(20))).Append(random.Next(4) == 0 ? random.Next(1_000).ToString(CultureInfo.InvariantCulture) : ""));

    /// <summary>One long line of words.</summary>
    internal static string Words(int length) => KeywordText.Text(["other"], length);

    /// <summary>A log: time, process and two numbers in each line.</summary>
    internal static string Log(int length) => Lines(length, static (line, random) => line
        .Append(CultureInfo.InvariantCulture, $"2024-05-{random.Next(1, 29):00}T10:{random.Next(60):00}:{random.Next(60):00}.{random.Next(1_000):000}Z pid={random.Next(30_000)} worker started, {random.Next(100)} of {random.Next(1_000)} jobs left"));

    private static string Lines(int length, Action<StringBuilder, Random> write)
    {
        var random = new Random(Seed);
        var text = new StringBuilder();
        while (text.Length < length)
        {
            write(text, random);
            text.Append('\n');
        }

        return text.ToString(0, length);
    }
}
