namespace Escalation.Core.Tests;

public sealed class WorkersTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 7)]
    [InlineData(4, 0)]
    [InlineData(4, 1)]
    [InlineData(4, 3)]
    [InlineData(3, 1_000)]
    [InlineData(64, 5)]
    public void Every_part_runs_once_and_no_worker_is_two_threads(int maxWorkers, int parts)
    {
        int[] runs = new int[parts];
        int[] busy = new int[maxWorkers];
        Workers.Run(maxWorkers, parts, (worker, part) =>
        {
            Assert.Equal(1, Interlocked.Increment(ref busy[worker]));
            Interlocked.Increment(ref runs[part]);
            Interlocked.Decrement(ref busy[worker]);
        });
        Assert.All(runs, run => Assert.Equal(1, run));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void What_a_part_throws_is_thrown_as_it_is(int maxWorkers)
    {
        FormatException thrown = Assert.Throws<FormatException>(() => Workers.Run(maxWorkers, 50, static (_, part) =>
        {
            if (part == 7)
            {
                throw new FormatException("part 7");
            }
        }));
        Assert.Equal("part 7", thrown.Message);
        Assert.Contains(nameof(What_a_part_throws_is_thrown_as_it_is), thrown.StackTrace, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Cancelling_stops_the_work_and_says_so(int maxWorkers)
    {
        using var source = new CancellationTokenSource();
        int runs = 0;
        OperationCanceledException cancelled = Assert.ThrowsAny<OperationCanceledException>(() => Workers.Run(
            maxWorkers,
            10_000,
            (_, part) =>
            {
                Interlocked.Increment(ref runs);
                source.Cancel();
            },
            source.Token));
        Assert.Equal(source.Token, cancelled.CancellationToken);
        Assert.InRange(runs, 1, maxWorkers);
        Assert.ThrowsAny<OperationCanceledException>(() => Workers.Run(maxWorkers, 0, static (_, _) => { }, source.Token));
    }

    /// <summary>More callers than the pool has threads, each waiting for workers: were any of them needed, all would wait for ever.</summary>
    [Fact]
    public async Task Callers_that_fill_the_thread_pool_do_not_wait_for_each_other()
    {
        int callers = 8 * Environment.ProcessorCount;
        int runs = 0;
        Task[] tasks = [.. Enumerable.Range(0, callers).Select(_ => Task.Run(() => Workers.Run(4, 20, (_, _) =>
        {
            Workers.Run(4, 3, (_, _) => Interlocked.Increment(ref runs));
        })))];
        await Task.WhenAll(tasks).WaitAsync(Patience);
        Assert.Equal(callers * 20 * 3, runs);
    }
}
