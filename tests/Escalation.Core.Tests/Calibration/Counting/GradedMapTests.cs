using Escalation.Calibration.Counting;

namespace Escalation.Core.Tests.Calibration.Counting;

public sealed class GradedMapTests
{
    private const int Cells = 8_192;

    public static TheoryData<string> Names => GridGallery.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Cells_never_decrease_with_the_score_and_stay_within_the_table(string name)
    {
        double[] bounds = [.. GridGallery.Get(name).Thresholds];
        double[] scores = [.. GridGallery.Scores(GridGallery.Get(name)).Order()];
        var map = GradedMap<double, DoubleLanes>.Choose(bounds, Cells);
        AssertAscending(map.CellsOf(scores).AsSpan(0, scores.Length), map.Cells);
        float[] singleBounds = [.. bounds.Select(bound => (float)bound)];
        float[] singles = [.. scores.Select(score => (float)score).Where(float.IsFinite)];
        var singleMap = GradedMap<float, SingleLanes>.Choose(singleBounds, Cells);
        AssertAscending(singleMap.CellsOf(singles).AsSpan(0, singles.Length), singleMap.Cells);
    }

    [Theory]
    [InlineData("cubic")]
    [InlineData("cubic from the top")]
    [InlineData("quadratic")]
    [InlineData("saturated")]
    public void Thresholds_that_crowd_near_one_end_still_get_cells_of_their_own(string name)
    {
        double[] bounds = [.. GridGallery.Get(name).Thresholds];
        var map = GradedMap<double, DoubleLanes>.Choose(bounds, Cells);
        int distinct = map.CellsOf(bounds).Take(bounds.Length).Distinct().Count();
        Assert.InRange(distinct, bounds.Length * 0.98, bounds.Length);
        Assert.InRange(map.Cells, 1, Cells);
    }

    /// <summary>With an offset as large as the range all cells are of one width.</summary>
    [Fact]
    public void Even_thresholds_get_even_cells_with_several_to_each()
    {
        double[] bounds = [.. Enumerable.Range(0, 257).Select(i => i / 256.0)];
        var map = GradedMap<double, DoubleLanes>.Choose(bounds, 1_024);
        int[] cells = map.CellsOf(bounds)[..256];
        Assert.Equal(Enumerable.Range(0, 256).Select(i => 4 * i), cells);
    }

    private static void AssertAscending(ReadOnlySpan<int> cells, int count)
    {
        int previous = 0;
        foreach (int cell in cells)
        {
            Assert.InRange(cell, previous, count - 1);
            previous = cell;
        }
    }
}
