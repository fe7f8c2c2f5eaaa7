using Escalation.Learning;

namespace Escalation.Core.Tests.Learning;

public sealed class ClassWeightsTests
{
    [Fact]
    public void Both_classes_weigh_half_of_the_rows()
    {
        double[] weights = ClassWeights.Balanced([true, false, false, false]);
        Assert.Equal([2.0, 2.0 / 3, 2.0 / 3, 2.0 / 3], weights);
        Assert.Throws<ArgumentException>(() => ClassWeights.Balanced([true, true]));
        Assert.Throws<ArgumentException>(() => ClassWeights.Balanced([]));
    }
}
