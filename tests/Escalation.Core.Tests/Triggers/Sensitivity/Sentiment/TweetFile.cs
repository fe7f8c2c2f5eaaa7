using System.Globalization;

namespace Escalation.Core.Tests.Triggers.Sensitivity.Sentiment;

/// <summary>Reads rated tweets: a header, then set, id, mean, deviation and the text, which may be quoted and hold commas and line breaks.</summary>
internal static class TweetFile
{
    internal static IEnumerable<(double Human, string Text)> Read(string path)
    {
        using StreamReader reader = File.OpenText(path);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            string[] columns = line.Split(',', 5);
            string text = columns[4];
            while (text.StartsWith('"') && text.Count(c => c == '"') % 2 == 1)
            {
                text += "\n" + reader.ReadLine();
            }

            yield return (double.Parse(columns[2], CultureInfo.InvariantCulture), text.StartsWith('"') ? text[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : text);
        }
    }
}
