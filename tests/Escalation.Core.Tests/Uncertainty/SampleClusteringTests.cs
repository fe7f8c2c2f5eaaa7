using Escalation.Uncertainty;

namespace Escalation.Core.Tests.Uncertainty;

public class SampleClusteringTests
{
    private static readonly string[] Capitals = ["It is Paris.", "Paris", "Lyon", "  it is   PARIS. ", "Paris it is"];

    [Fact]
    public async Task A_sample_joins_the_first_cluster_that_means_the_same()
    {
        int[] clusters = await SampleClustering.ClusterAsync(Capitals, (a, b, _) => ValueTask.FromResult(Meaning(a) == Meaning(b)));

        Assert.Equal([0, 0, 1, 0, 0], clusters);
    }

    [Fact]
    public async Task Entailment_in_one_direction_is_not_enough()
    {
        int[] clusters = await SampleClustering.ClusterAsync(["a city in France", "Paris"], (a, b, _) => ValueTask.FromResult(a == "Paris"));

        Assert.Equal([0, 1], clusters);
    }

    [Fact]
    public async Task Where_meaning_is_not_transitive_the_first_match_wins()
    {
        // b is like a and like c, but a and c differ; b meets a first.
        int[] clusters = await SampleClustering.ClusterAsync(["a", "c", "b"], (x, y, _) => ValueTask.FromResult(x == "b" || y == "b"));

        Assert.Equal([0, 1, 0], clusters);
    }

    [Fact]
    public async Task No_pair_is_judged_twice_and_equal_texts_never()
    {
        HashSet<(string, string)> asked = [];

        int[] clusters = await SampleClustering.ClusterAsync(
            ["a", "A", "b", " a", "B", "c"],
            (x, y, _) => asked.Add((x, y)) ? ValueTask.FromResult(false) : throw new InvalidOperationException("asked twice"));

        Assert.Equal([0, 0, 1, 0, 1, 2], clusters);
        Assert.Equal(3, asked.Count);
    }

    [Fact]
    public async Task What_the_judge_throws_surfaces_and_cancellation_ends_the_work()
    {
        await Assert.ThrowsAsync<TimeoutException>(async () => await SampleClustering.ClusterAsync(["a", "b"], (_, _, _) => throw new TimeoutException()));
        await Assert.ThrowsAsync<OperationCanceledException>(
            async () => await SampleClustering.ClusterAsync(["a"], (_, _, _) => ValueTask.FromResult(true), new CancellationToken(canceled: true)));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await SampleClustering.ClusterAsync([null!], (_, _, _) => ValueTask.FromResult(true)));
    }

    [Fact]
    public void Texts_alone_can_be_compared()
    {
        Assert.Equal([0, 1, 0, 2], SampleClustering.ByText(["Yes", "no", " YES ", "yes!"]));
        Assert.Empty(SampleClustering.ByText([]));
    }

    private static string Meaning(string text) => text.Contains("Lyon", StringComparison.OrdinalIgnoreCase) ? "Lyon" : "Paris";
}
