using Quickstart;

namespace Escalation.Core.Tests.Samples;

public sealed class AnswerFeaturesTests
{
    [Fact]
    public void Features_follow_their_definitions()
    {
        AnswerFeatures features = AnswerFeatures.From([0.1, 0.6, 0.1, 0.2], spread: 0.05, voteShare: 0.7);

        Assert.Equal(1, features.Answer);
        Assert.Equal(0.6, features.TopProbability, 12);
        Assert.Equal(AnswerFeatures.Count, features.Values.Count);
        Assert.Equal(Math.Log(1.5), features.Values[0], 12);
        Assert.Equal(Math.Log(3.0), features.Values[1], 12);
        Assert.Equal(-((0.6 * Math.Log(0.6)) + (0.2 * Math.Log(0.2)) + (0.2 * Math.Log(0.1))), features.Values[2], 12);
        Assert.Equal([0.05, 0.7], features.Values.Skip(3));
    }

    [Fact]
    public void Certainty_stays_finite()
    {
        AnswerFeatures features = AnswerFeatures.From([1.0, 0.0, 0.0, 0.0], spread: 0.0, voteShare: 1.0);

        Assert.All(features.Values, value => Assert.True(double.IsFinite(value)));
    }
}
