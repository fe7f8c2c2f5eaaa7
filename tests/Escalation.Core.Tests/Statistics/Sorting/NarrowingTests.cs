using Escalation.Core.Tests.Calibration.Counting;
using Escalation.Statistics.Sorting;

namespace Escalation.Core.Tests.Statistics.Sorting;

public sealed class NarrowingTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1_023)]
    [InlineData(1_024)]
    [InlineData(2_999)]
    public void One_score_that_single_precision_does_not_hold_is_enough_to_refuse(int at)
    {
        double[] scores = [.. GridGallery.Uniform(3_000, seed: 3).Select(score => (double)(float)score)];
        float[] singles = new float[3_000];
        Assert.True(Narrowing.TryExactly(scores, singles));
        Assert.Equal(scores, singles.Select(single => (double)single));
        foreach (double odd in (double[])[0.1, 1e39, double.Epsilon, double.MaxValue])
        {
            double[] changed = [.. scores];
            changed[at] = odd;
            Assert.False(Narrowing.TryExactly(changed, singles));
        }
    }

    [Fact]
    public void Nothing_narrows_to_nothing() => Assert.True(Narrowing.TryExactly([], []));
}
