using Escalation.Calibration;

namespace Escalation.Core.Tests.Calibration;

public sealed class GridSummaryTests
{
    [Fact]
    public void A_summary_is_equal_to_one_that_was_read_and_unequal_to_one_with_another_hash()
    {
        GridSummary computed = ThresholdGrid.Even(0.0, 0.99).Summary;
        var read = new GridSummary(1000, 0.0, 0.99, "e6b72fec8862c007273bbcbc8707e93ad0fcafd364f1c06ab2be753fdad63150");
        Assert.Equal(read, computed);
        Assert.Equal(computed, read);
        Assert.Equal(read.GetHashCode(), computed.GetHashCode());
        Assert.Equal(computed, ThresholdGrid.Even(0.0, 0.99).Summary);
        Assert.NotEqual(computed, computed with { Sha256 = new string('0', 64) });
        Assert.NotEqual(computed with { Count = 3 }, computed);
        Assert.NotEqual(ThresholdGrid.Of(0.0, 0.4, 1.0).Summary, ThresholdGrid.Of(0.0, 0.5, 1.0).Summary);
        Assert.False(computed.Equals(null));
        Assert.Contains("Sha256 = e6b72fec", computed.ToString(), StringComparison.Ordinal);
    }
}
