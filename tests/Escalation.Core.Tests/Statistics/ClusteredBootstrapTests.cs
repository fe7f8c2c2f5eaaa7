using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics;

public class ClusteredBootstrapTests
{
    [Fact]
    public void An_end_between_two_resamples_is_interpolated()
    {
        int[] clusters = [.. Enumerable.Range(0, 50)];
        var seen = new List<double>();
        BootstrapInterval interval = ClusteredBootstrap.Interval(clusters, Mean, resamples: 12, level: 0.9, seed: 3);
        seen.Sort();
        Assert.Equal(seen[0] + (0.55 * (seen[1] - seen[0])), interval.Lower, 1e-12);
        Assert.Equal(seen[10] + (0.45 * (seen[11] - seen[10])), interval.Upper, 1e-12);

        double Mean(int[] counts)
        {
            double mean = counts.Select((count, i) => count * Math.Sqrt(i)).Sum();
            seen.Add(mean);
            return mean;
        }
    }

    [Fact]
    public void Clusters_are_drawn_whole_and_as_many_as_there_are()
    {
        int[] clusters = [7, 3, 7, 9, 3, 7];
        ClusteredBootstrap.Interval(
            clusters,
            counts =>
            {
                Assert.Equal(counts[0], counts[2]);
                Assert.Equal(counts[0], counts[5]);
                Assert.Equal(counts[1], counts[4]);
                Assert.Equal(3, counts[0] + counts[1] + counts[3]);
                return 0.0;
            },
            resamples: 200,
            level: 0.9,
            seed: 4);
    }

    [Fact]
    public void The_interval_of_a_mean_is_about_the_normal_one_and_wider_for_clusters()
    {
        double[] values = [.. Enumerable.Range(0, 400).Select(i => Math.Sin(i / 2))];
        int[] alone = [.. Enumerable.Range(0, 400)];
        int[] pairs = [.. alone.Select(i => i / 2)];
        double deviation = Math.Sqrt(values.Average(value => value * value));
        BootstrapInterval plain = ClusteredBootstrap.Interval(alone, Mean, 4_000, 0.95, 1);
        BootstrapInterval paired = ClusteredBootstrap.Interval(pairs, Mean, 4_000, 0.95, 1);
        Assert.Equal(2 * 1.96 * deviation / Math.Sqrt(400), plain.Upper - plain.Lower, 0.01);
        Assert.Equal(2 * 1.96 * deviation / Math.Sqrt(200), paired.Upper - paired.Lower, 0.015);
        Assert.Equal((4_000, 200), (paired.Resamples, paired.Clusters));

        double Mean(int[] counts) => counts.Zip(values, (count, value) => count * value).Sum() / counts.Sum();
    }

    [Fact]
    public void Resamples_that_do_not_define_the_statistic_are_left_out_and_counted()
    {
        BootstrapInterval some = ClusteredBootstrap.Interval([1, 2], counts => counts[0] == 1 ? 5.0 : double.NaN, 1_000, 0.9, 3);
        Assert.InRange(some.Resamples, 430, 570);
        Assert.Equal((5.0, 5.0), (some.Lower, some.Upper));
        BootstrapInterval none = ClusteredBootstrap.Interval([1, 2], static _ => double.NaN, 10, 0.9, 3);
        Assert.Equal((double.NaN, double.NaN, 0), (none.Lower, none.Upper, none.Resamples));
    }

    [Fact]
    public void Arguments_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentNullException>("compute", () => ClusteredBootstrap.Intervals([1], 1, null!, 1, 0.9, 1));
        Assert.Throws<ArgumentException>(() => ClusteredBootstrap.Interval([], static _ => 0.0, 1, 0.9, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClusteredBootstrap.Interval([1], static _ => 0.0, 0, 0.9, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClusteredBootstrap.Interval([1], static _ => 0.0, 1, 1.0, 1));
    }
}
