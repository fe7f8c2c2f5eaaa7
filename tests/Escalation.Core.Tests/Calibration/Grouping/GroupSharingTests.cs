using Escalation.Calibration.Grouping;

namespace Escalation.Core.Tests.Calibration.Grouping;

public sealed class GroupSharingTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_weight_that_is_no_positive_number_is_refused_by_group(double weight)
    {
        ArgumentOutOfRangeException refused = Assert.Throws<ArgumentOutOfRangeException>(() => new GroupSharing(new Dictionary<string, double> { ["a"] = 1.0, ["b"] = weight }));
        Assert.Contains("weights[b]", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_are_copied_and_need_a_group()
    {
        var weights = new Dictionary<string, double> { ["b"] = 1.0, ["a"] = 2.0 };
        var sharing = new GroupSharing(weights);
        weights["c"] = 3.0;
        Assert.Equal(["a", "b"], sharing.Weights!.Keys);
        Assert.True(sharing.Recycles);
        Assert.Null(new GroupSharing().Weights);
        Assert.Throws<ArgumentException>(() => new GroupSharing(new Dictionary<string, double>()));
        Assert.Throws<ArgumentException>(() => new GroupSharing(new Dictionary<string, double> { [" "] = 1.0 }));
        Assert.Throws<ArgumentNullException>(() => new GroupSharing(null!));
    }
}
