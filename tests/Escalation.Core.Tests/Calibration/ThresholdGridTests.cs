using System.Security.Cryptography;
using System.Text;
using Escalation.Calibration;

namespace Escalation.Core.Tests.Calibration;

public sealed class ThresholdGridTests
{
    [Fact]
    public void An_even_grid_has_both_ends_and_the_formula_between()
    {
        ThresholdGrid grid = ThresholdGrid.Even(0.0, 0.99, 1000);
        Assert.Equal(1000, grid.Count);
        Assert.Equal(0.0, grid.First);
        Assert.Equal(0.99, grid.Last);
        for (int j = 0; j < 1000; j++)
        {
            Assert.Equal(j * 0.99 / 999, grid.Thresholds[j]);
        }
    }

    [Fact]
    [Trait("Row", "35")]
    public void Thresholds_of_your_own_are_sorted_and_counted_once()
    {
        ThresholdGrid grid = ThresholdGrid.Of(0.5, -1.0, 0.5, 0.0, -0.0, 0.2);
        Assert.Equal([-1.0, 0.0, 0.2, 0.5], grid.Thresholds.ToArray());
        Assert.False(double.IsNegative(grid.Thresholds[1]));
    }

    [Fact]
    public void The_range_of_the_scores_gives_the_ends_and_is_remembered()
    {
        ThresholdGrid grid = ThresholdGrid.OverRange([0.7, 0.1, 0.4], 4);
        Assert.Equal(0.1, grid.First);
        Assert.Equal(0.7, grid.Last);
        Assert.Equal(4, grid.Count);
        Assert.True(grid.FromScores);
        Assert.False(ThresholdGrid.Even(0.1, 0.7, 4).FromScores);
    }

    [Fact]
    public void Equal_scores_give_a_single_threshold()
    {
        ThresholdGrid grid = ThresholdGrid.OverRange([0.5, 0.5, 0.5]);
        Assert.Equal(1, grid.Count);
        Assert.Equal(0.5, grid.First);
    }

    [Fact]
    public void A_range_too_narrow_for_its_count_keeps_distinct_thresholds_only()
    {
        ThresholdGrid grid = ThresholdGrid.Even(1.0, Math.BitIncrement(1.0), 1000);
        Assert.Equal([1.0, Math.BitIncrement(1.0)], grid.Thresholds.ToArray());
    }

    [Fact]
    public void The_widest_range_of_doubles_gives_finite_ascending_thresholds()
    {
        ThresholdGrid grid = ThresholdGrid.Even(double.MinValue, double.MaxValue, 101);
        Assert.Equal(101, grid.Count);
        Assert.Equal(double.MinValue, grid.First);
        Assert.Equal(double.MaxValue, grid.Last);
        for (int j = 1; j < grid.Count; j++)
        {
            Assert.True(double.IsFinite(grid.Thresholds[j]) && grid.Thresholds[j] > grid.Thresholds[j - 1]);
        }
    }

    [Fact]
    [Trait("Row", "35")]
    public void A_million_thresholds_are_fine() =>
        Assert.Equal(1_000_000, ThresholdGrid.Even(0.0, 1.0, 1_000_000).Count);

    [Fact]
    public void The_hash_is_that_of_the_thresholds_one_a_line()
    {
        byte[] lines = Encoding.UTF8.GetBytes("-1\n0\n1e-7\n0.25\n");
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(lines)), ThresholdGrid.Of(0.25, 1e-7, 0.0, -1.0).Summary.Sha256);
    }

    [Theory]
    [Trait("Row", "35")]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Thresholds_that_are_not_finite_are_refused_by_index(double bad)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => ThresholdGrid.Of(0.1, bad));
        Assert.Contains("thresholds[1]", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("lowest", () => ThresholdGrid.Even(bad, 1.0));
        Assert.Throws<ArgumentOutOfRangeException>("highest", () => ThresholdGrid.Even(0.0, -bad));
        Assert.Throws<ArgumentException>("scores", () => ThresholdGrid.OverRange([0.1, bad]));
    }

    [Fact]
    [Trait("Row", "35")]
    public void Empty_swapped_and_countless_grids_are_refused()
    {
        Assert.Throws<ArgumentException>("thresholds", () => ThresholdGrid.Of());
        Assert.Throws<ArgumentException>("scores", () => ThresholdGrid.OverRange([]));
        Assert.Throws<ArgumentOutOfRangeException>("highest", () => ThresholdGrid.Even(1.0, 0.0));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => ThresholdGrid.Even(0.0, 1.0, 0));
    }

    [Fact]
    public void An_even_grid_ends_exactly_at_its_ends_whatever_the_steps_round_to()
    {
        for (int i = 1; i <= 500; i++)
        {
            double lowest = i / 700.0;
            double highest = lowest + (i * 0.37 / 11);
            ThresholdGrid grid = ThresholdGrid.Even(lowest, highest, 3 + i);
            Assert.Equal((lowest, highest), (grid.First, grid.Last));
        }

        ThresholdGrid small = ThresholdGrid.Even(-0.30000000000000004, 0.1, 4);
        Assert.Equal((-0.30000000000000004, 0.1), (small.First, small.Last));
    }

    [Fact]
    public void A_negative_zero_is_kept_as_the_positive_one()
    {
        Assert.Equal(0L, BitConverter.DoubleToInt64Bits(ThresholdGrid.Even(-1.0, -0.0, 3).Last));
        Assert.Equal(0L, BitConverter.DoubleToInt64Bits(ThresholdGrid.Even(-0.0, 1.0, 3).First));
        Assert.Equal(0L, BitConverter.DoubleToInt64Bits(ThresholdGrid.Even(-0.0, -0.0, 1).First));
    }
}
