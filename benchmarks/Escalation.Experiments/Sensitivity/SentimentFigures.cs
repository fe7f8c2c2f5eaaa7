using System.Globalization;
using Escalation.Experiments.Data;
using Escalation.Triggers.Sensitivity;
using Escalation.Triggers.Sensitivity.Sentiment;

namespace Escalation.Experiments.Sensitivity;

/// <summary>The sentiment scorer beside the mean of human ratings.</summary>
internal static class SentimentFigures
{
    private const double Negative = -1;

    public static IEnumerable<SensitivityRow> Measure(string folder)
    {
        SentimentLexicon supplied = ReadLexicon(Path.Combine(folder, "sentiment", "vader_lexicon.csv"));
        IReadOnlyList<(double Human, string Text)> tweets = ReadTweets(Path.Combine(folder, "sentiment", "vader_tweets.csv"));
        foreach ((string name, SentimentLexicon lexicon, double bar) in new[] { ("supplied lexicon", supplied, 0.85), ("own lexicon", SentimentLexicon.Default, 0.65) })
        {
            double[] scores = [.. tweets.Select(tweet => SentimentScorer.Score(tweet.Text, lexicon))];
            yield return new SensitivityRow("vader_tweets", $"{name}: correlation with people", Correlation(scores, [.. tweets.Select(tweet => tweet.Human)]), Least: bar);
            bool[] fired = [.. scores.Select(score => score < SentimentOptions.DefaultBelow)];
            int hits = fired.Zip(tweets, (fires, tweet) => fires && tweet.Human <= Negative ? 1 : 0).Sum();
            yield return SensitivityRow.Share("vader_tweets", $"{name}: recall of mean <= -1 at -.5", hits, tweets.Count(tweet => tweet.Human <= Negative));
            yield return SensitivityRow.Share("vader_tweets", $"{name}: precision at -.5", hits, fired.Count(fires => fires));
        }
    }

    private static SentimentLexicon ReadLexicon(string path)
    {
        using StreamReader reader = File.OpenText(path);
        try
        {
            return SentimentLexicon.Read(reader);
        }
        catch (FormatException fault)
        {
            throw new ExperimentException($"{path}: {fault.Message}", fault);
        }
    }

    private static List<(double Human, string Text)> ReadTweets(string path)
    {
        List<(double Human, string Text)> tweets = [];
        using var file = new CsvFile(path);
        int mean = file.Column("human_mean");
        int text = file.Column("text");
        while (file.Read())
        {
            tweets.Add(double.TryParse(file.Text(mean), NumberStyles.Float, CultureInfo.InvariantCulture, out double human) && double.IsFinite(human)
                ? (human, file.Text(text))
                : throw file.Fault(mean, "no finite number"));
        }

        return tweets;
    }

    private static double Correlation(double[] first, double[] second)
    {
        double x = first.Average();
        double y = second.Average();
        double xy = first.Zip(second, (a, b) => (a - x) * (b - y)).Sum();
        return xy / Math.Sqrt(first.Sum(a => (a - x) * (a - x)) * second.Sum(b => (b - y) * (b - y)));
    }
}
