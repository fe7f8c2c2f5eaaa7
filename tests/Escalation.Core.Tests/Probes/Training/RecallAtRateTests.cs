using Escalation.Probes.Training;

namespace Escalation.Core.Tests.Probes.Training;

public sealed class RecallAtRateTests
{
    [Fact]
    public void Recall_counts_positives_above_the_first_threshold_that_too_many_negatives_reach()
    {
        double[] scores = [5, 4, 4, 3, 2, 1];
        bool[] labels = [true, true, false, true, false, true];
        Assert.Equal(0.25, new RecallAtRate(scores, labels, 0.01).Of([1, 1, 1, 1, 1, 1]));
        Assert.Equal(0.75, new RecallAtRate(scores, labels, 0.5).Of([1, 1, 1, 1, 1, 1]));
        Assert.Equal(1.0, new RecallAtRate(scores, labels, 1.0).Of([1, 1, 1, 1, 1, 1]));
        Assert.Equal(2.0 / 3, new RecallAtRate(scores, labels, 0.01).Of([1, 1, 0, 0, 3, 1]));
        Assert.Equal(double.NaN, new RecallAtRate(scores, labels, 0.01).Of([1, 1, 0, 0, 0, 1]));
    }
}
