using System.Numerics;

namespace Escalation.Calibration.Counting;

/// <content>Counting on several threads.</content>
public sealed partial class ThresholdCounter
{
    /// <summary>A whole number of blocks, far more than it takes to pay for handing it out.</summary>
    private const int PartLength = 128 * BlockLength;

    /// <summary>Adds scores without losses on several threads, to the same counts as on one. Returns when all are counted.</summary>
    /// <param name="scores">Finite scores. The memory is pinned meanwhile.</param>
    /// <param name="maxWorkers">The largest number of threads at once, the caller's among them; at least 1. Threads come from the pool, and each holds counts of its own meanwhile.</param>
    /// <param name="cancellationToken">Stops the work after the parts of 131,072 scores that are under way.</param>
    /// <exception cref="ArgumentException">Thrown when a score is NaN or infinite, naming its index; nothing is added then.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="maxWorkers"/> is below 1.</exception>
    /// <exception cref="InvalidOperationException">Thrown when the counter takes losses.</exception>
    /// <exception cref="OperationCanceledException">Thrown when it was cancelled; nothing is added then.</exception>
    /// <exception cref="OverflowException">Thrown when there would be more than 2^63 - 1 items; nothing is added then.</exception>
    public void AddParallel(ReadOnlySpan<double> scores, int maxWorkers, CancellationToken cancellationToken = default) =>
        AddParallel(scores, LossColumn.None(scores.Length), maxWorkers, cancellationToken);

    /// <inheritdoc cref="AddParallel(ReadOnlySpan{double}, int, CancellationToken)"/>
    public void AddParallel(ReadOnlySpan<float> scores, int maxWorkers, CancellationToken cancellationToken = default) =>
        AddParallel(scores, LossColumn.None(scores.Length), maxWorkers, cancellationToken);

    /// <summary>Adds scores with their losses on several threads, to the same counts as on one. Returns when all are counted.</summary>
    /// <param name="scores">Finite scores. The memory is pinned meanwhile.</param>
    /// <param name="losses">One loss for each score: 0 or 1, and anything between where the counter takes <see cref="CountedLosses.Bounded"/> losses. True is 1. The memory is pinned meanwhile.</param>
    /// <param name="maxWorkers">The largest number of threads at once, the caller's among them; at least 1. Threads come from the pool, and each holds counts of its own meanwhile.</param>
    /// <param name="cancellationToken">Stops the work after the parts of 131,072 scores that are under way.</param>
    /// <exception cref="ArgumentException">Thrown when the lengths differ, a score is NaN or infinite, or a loss is not allowed, naming the first index; nothing is added then.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="maxWorkers"/> is below 1.</exception>
    /// <exception cref="InvalidOperationException">Thrown when the counter takes no losses.</exception>
    /// <exception cref="OperationCanceledException">Thrown when it was cancelled; nothing is added then.</exception>
    /// <exception cref="OverflowException">Thrown when there would be more than 2^63 - 1 items; nothing is added then.</exception>
    public void AddParallel(ReadOnlySpan<double> scores, ReadOnlySpan<double> losses, int maxWorkers, CancellationToken cancellationToken = default) =>
        AddParallel(scores, LossColumn.Of(losses), maxWorkers, cancellationToken);

    /// <inheritdoc cref="AddParallel(ReadOnlySpan{double}, ReadOnlySpan{double}, int, CancellationToken)"/>
    public void AddParallel(ReadOnlySpan<double> scores, ReadOnlySpan<byte> losses, int maxWorkers, CancellationToken cancellationToken = default) =>
        AddParallel(scores, LossColumn.Of(losses), maxWorkers, cancellationToken);

    /// <inheritdoc cref="AddParallel(ReadOnlySpan{double}, ReadOnlySpan{double}, int, CancellationToken)"/>
    public void AddParallel(ReadOnlySpan<double> scores, ReadOnlySpan<bool> losses, int maxWorkers, CancellationToken cancellationToken = default) =>
        AddParallel(scores, LossColumn.Of(losses), maxWorkers, cancellationToken);

    /// <inheritdoc cref="AddParallel(ReadOnlySpan{double}, ReadOnlySpan{double}, int, CancellationToken)"/>
    public void AddParallel(ReadOnlySpan<float> scores, ReadOnlySpan<double> losses, int maxWorkers, CancellationToken cancellationToken = default) =>
        AddParallel(scores, LossColumn.Of(losses), maxWorkers, cancellationToken);

    /// <inheritdoc cref="AddParallel(ReadOnlySpan{double}, ReadOnlySpan{double}, int, CancellationToken)"/>
    public void AddParallel(ReadOnlySpan<float> scores, ReadOnlySpan<byte> losses, int maxWorkers, CancellationToken cancellationToken = default) =>
        AddParallel(scores, LossColumn.Of(losses), maxWorkers, cancellationToken);

    /// <inheritdoc cref="AddParallel(ReadOnlySpan{double}, ReadOnlySpan{double}, int, CancellationToken)"/>
    public void AddParallel(ReadOnlySpan<float> scores, ReadOnlySpan<bool> losses, int maxWorkers, CancellationToken cancellationToken = default) =>
        AddParallel(scores, LossColumn.Of(losses), maxWorkers, cancellationToken);

    private void AddParallel(ReadOnlySpan<double> scores, LossColumn losses, int maxWorkers, CancellationToken cancellationToken) =>
        AddParallel(_doubles ??= BucketFactory.ForDoubles(Grid, Direction), scores, losses, maxWorkers, cancellationToken);

    private void AddParallel(ReadOnlySpan<float> scores, LossColumn losses, int maxWorkers, CancellationToken cancellationToken) =>
        AddParallel(_singles ??= BucketFactory.ForSingles(Grid, Direction), scores, losses, maxWorkers, cancellationToken);

    private void AddParallel<T>(ScoreBuckets<T> buckets, ReadOnlySpan<T> scores, LossColumn losses, int maxWorkers, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.AtLeast(maxWorkers, 1);
        CountingFault.RequireKind(losses.IsNone, Losses);
        CountingFault.RequireLength(scores.Length, losses.Length);
        ThresholdCounter?[] counters = CountParts(buckets, scores, losses, maxWorkers, cancellationToken, out int fault);
        if (fault < scores.Length)
        {
            CountingFault.Throw(scores, losses, fault, Losses == CountedLosses.Bounded);
        }

        // That there is room for all is known before any of them is added.
        _ = checked(N + scores.Length);
        foreach (ThresholdCounter? counter in counters)
        {
            if (counter is not null)
            {
                Take(counter);
            }
        }
    }

    private void Take(ThresholdCounter other)
    {
        _tally.Add(other._tally);
        for (int bucket = 0; bucket < (_units?.Length ?? 0); bucket++)
        {
            _units![bucket] += other._units![bucket];
        }
    }

    /// <summary>Counts into a counter for each worker; says where the first block with a fault begins, behind all scores when there is none.</summary>
    private unsafe ThresholdCounter?[] CountParts<T>(ScoreBuckets<T> buckets, ReadOnlySpan<T> scores, LossColumn losses, int maxWorkers, CancellationToken cancellationToken, out int fault)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int length = scores.Length;
        int parts = (int)(((long)length + PartLength - 1) / PartLength);
        var counters = new ThresholdCounter?[Math.Min(maxWorkers, parts)];
        int[] faults = new int[parts];
        fixed (T* first = scores)
        fixed (byte* loss = losses)
        {
            var source = (nint)first;
            PinnedLosses pinned = losses.Pinned((nint)loss);
            Workers.Run(
                maxWorkers,
                parts,
                (worker, part) =>
                {
                    int at = part * PartLength;
                    int count = Math.Min(PartLength, length - at);
                    ThresholdCounter counter = counters[worker] ??= new ThresholdCounter(Grid, Direction, Losses);
                    counter._tally.Reserve(count);
                    int counted = counter.Count(buckets, new ReadOnlySpan<T>((T*)source + at, count), pinned.Column.Slice(at, count), by: 1);
                    faults[part] = counted < count ? at + counted : length;
                },
                cancellationToken);
        }

        fault = length;
        foreach (int at in faults)
        {
            fault = Math.Min(fault, at);
        }

        return counters;
    }
}
