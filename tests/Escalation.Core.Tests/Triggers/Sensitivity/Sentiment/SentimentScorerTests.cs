using Escalation.Tests.Shared;
using Escalation.Triggers.Sensitivity.Sentiment;

namespace Escalation.Core.Tests.Triggers.Sensitivity.Sentiment;

public class SentimentScorerTests
{
    private const string Tab = "good\t1.9\t0.9\t[1]\nbad\t-2.5\t0.6\t[2]\n:)\t2.0\n";
    private static readonly SentimentLexicon Small = SentimentLexicon.Read(new StringReader(Tab));

    [Fact]
    public void Rules_turn_strengthen_and_weaken_as_they_say()
    {
        double good = Score("it is good");
        Assert.Equal(1.9 / Math.Sqrt((1.9 * 1.9) + 15), good, 1e-12);
        Assert.True(Score("it is very good") > good);
        Assert.True(Score("it is slightly good") < good && Score("it is slightly good") > 0);
        Assert.True(Score("it is not good") < 0 && Score("it isn't very good") < 0);
        Assert.True(Score("it is GOOD") > good);
        Assert.True(Score("it is good!!!") > Score("it is good!") && Score("it is good!") > good);
        Assert.Equal(Score("good!!!!"), Score("good!!!!!!!!"));
        Assert.True(Score("it is good but bad") < Score("it is bad but good"));
        Assert.True(Score("fine :)") > 0);
        Assert.Equal(0, Score("") + Score("!!! ???") + Score("unknown words"));
    }

    [Fact]
    public void Scores_stay_inside_minus_one_and_one_and_mirror_the_sign_of_words()
    {
        Assert.InRange(Score(string.Concat(Enumerable.Repeat("bad! ", 10_000))), -1, -0.99);
        Assert.True(SentimentScorer.Score("This is TERRIBLE, I am so angry!!") < -0.7);
        Assert.True(SentimentScorer.Score("annoyed and frustrating, disappointed") < -0.5);
        Assert.True(SentimentScorer.Score("Thanks, that was wonderful and quick") > 0.5);
    }

    [Fact]
    public void Both_layouts_of_a_lexicon_are_read_and_bad_lines_named()
    {
        SentimentLexicon csv = SentimentLexicon.Read(new StringReader("token,mean,sd,ratings\ngood,1.9,0.9,\"[1, 2]\"\nbad,-2.5,0.6,\"[2]\"\n\":,\"\"\",1.0,0,x\ngood,2.0,0,y\n"));
        Assert.Equal(3, csv.Count);
        Assert.Equal(2.0 / Math.Sqrt(4 + 15), SentimentScorer.Score("good", csv), 1e-12);
        Assert.True(SentimentScorer.Score(":,\"", csv) > 0);
        foreach ((string text, string line) in new[] { ("good\t1\nbad", "Line 2"), ("good\tNaN", "Line 1"), ("good\t5", "Line 1"), ("\t1", "Line 1"), ("good\t1,5", "Line 1") })
        {
            Assert.Contains(line, Assert.Throws<FormatException>(() => SentimentLexicon.Read(new StringReader(text))).Message, StringComparison.Ordinal);
        }

        Assert.Throws<FormatException>(() => SentimentLexicon.Read(new StringReader("")));
    }

    [Fact]
    public void Scoring_allocates_nothing()
    {
        Score("not very GOOD but bad");
        SentimentScorer.Score("frustrating");
        long before = GC.GetAllocatedBytesForCurrentThread();
        double sum = Score("not very GOOD but bad :)") + SentimentScorer.Score("frustrating, annoyingly");
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(double.IsFinite(sum));
    }

    [DataFact("sentiment/vader_tweets.csv")]
    public void Scores_go_with_human_judgement_on_real_tweets()
    {
        using StreamReader file = File.OpenText(DataFactAttribute.PathOf("sentiment/vader_lexicon.csv"));
        SentimentLexicon supplied = SentimentLexicon.Read(file);
        (double Human, string Text)[] tweets = [.. TweetFile.Read(DataFactAttribute.PathOf("sentiment/vader_tweets.csv"))];
        Assert.Equal(4_200, tweets.Length);
        double own = Correlation(tweets, null);
        double given = Correlation(tweets, supplied);
        Assert.True(given >= 0.85 && own >= 0.65, FormattableString.Invariant($"supplied lexicon {given:F4}, own {own:F4}"));
    }

    private static double Score(string text) => SentimentScorer.Score(text, Small);

    private static double Correlation((double Human, string Text)[] tweets, SentimentLexicon? lexicon)
    {
        double[] scores = [.. tweets.Select(tweet => SentimentScorer.Score(tweet.Text, lexicon))];
        double x = scores.Average();
        double y = tweets.Average(tweet => tweet.Human);
        double xy = scores.Zip(tweets, (score, tweet) => (score - x) * (tweet.Human - y)).Sum();
        return xy / Math.Sqrt(scores.Sum(score => (score - x) * (score - x)) * tweets.Sum(tweet => (tweet.Human - y) * (tweet.Human - y)));
    }
}
