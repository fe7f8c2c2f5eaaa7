using System.Diagnostics.CodeAnalysis;
using Escalation.Journal;

namespace Escalation.Handoff;

/// <summary>Sends what is due, writes down what came of it, and keeps count of the room.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A SemaphoreSlim whose wait handle nobody asks for holds nothing to dispose, and late callers must still find it.")]
internal sealed class OutboxDelivery
{
    /// <summary>Timers take no longer waits than some weeks.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _signal = new(0, 1);
    private readonly SemaphoreSlim _room;
    private readonly JournalWriter _journal;
    private readonly OutboxContents _contents;
    private readonly OutboxSender _sender;
    private readonly OutboxOptions _options;
    private int _excess;
    private long _recordFailures;

    internal OutboxDelivery(JournalWriter journal, OutboxContents contents, IHandoffChannel channel, OutboxOptions options)
    {
        (_journal, _contents, _options) = (journal, contents, options);
        _sender = new OutboxSender(channel, options);
        _room = new SemaphoreSlim(Math.Max(0, options.Capacity - contents.Live));
        _excess = Math.Max(0, contents.Live - options.Capacity);
        foreach (OutboxEntry entry in contents.All.Where(entry => !entry.IsFinished).OrderBy(entry => entry.NotBefore).ToList())
        {
            TimeSpan wait = entry.NotBefore - options.Time.GetUtcNow();
            contents.Schedule(entry, After(TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, options.MaximumDelay.Ticks))));
        }
    }

    /// <summary>Guards the contents.</summary>
    internal Lock Gate { get; } = new();

    internal long RecordFailures => Interlocked.Read(ref _recordFailures);

    internal TimeSpan? NextDue
    {
        get
        {
            lock (Gate)
            {
                return _contents.NextDue is { } due ? Until(due) : null;
            }
        }
    }

    internal Task EnterRoom(CancellationToken cancellationToken) => _room.WaitAsync(cancellationToken);

    /// <summary>A package that was read at opening, or revived, may have come without asking for room.</summary>
    internal void LeaveRoom()
    {
        lock (Gate)
        {
            if (_excess > 0)
            {
                _excess--;
                return;
            }
        }

        _room.Release();
    }

    /// <summary>A package comes without asking for room.</summary>
    internal void Exceed()
    {
        lock (Gate)
        {
            _excess++;
        }
    }

    internal void Schedule(OutboxEntry entry, TimeSpan wait)
    {
        lock (Gate)
        {
            _contents.Schedule(entry, After(wait));
        }

        Signal();
    }

    /// <summary>Takes a package that is due and counts the attempt.</summary>
    internal OutboxEntry? Take(long now)
    {
        lock (Gate)
        {
            if (!_contents.TryTake(now, out OutboxEntry? entry))
            {
                return null;
            }

            entry.State = OutboxState.Sending;
            if (_contents.NextDue is not null)
            {
                // The next one must not wait until this one is through.
                Signal();
            }

            return entry;
        }
    }

    /// <summary>Sends a package once. Never throws.</summary>
    internal async Task Deliver(OutboxEntry entry)
    {
        if (entry.Attempts >= _options.MaximumAttempts)
        {
            // The process ended while it was sent for the last time.
            await Finish(entry, OutboxState.Dead, entry.Failure ?? "interrupted").ConfigureAwait(false);
            return;
        }

        // Before it is sent, so that a package which ends the process each time does not do so for ever.
        lock (Gate)
        {
            entry.Attempts++;
        }

        await Record(entry, OutboxState.Sending).ConfigureAwait(false);
        (string? failure, bool canRetry) = await _sender.Send(entry.Package!).ConfigureAwait(false);
        if (failure is null)
        {
            await Finish(entry, OutboxState.Delivered, null).ConfigureAwait(false);
        }
        else if (!canRetry || entry.Attempts >= _options.MaximumAttempts)
        {
            await Finish(entry, OutboxState.Dead, failure).ConfigureAwait(false);
        }
        else
        {
            TimeSpan wait = OutboxBackoff.Delay(_options, entry.Id, entry.Attempts);
            lock (Gate)
            {
                (entry.Failure, entry.NotBefore) = (failure, _options.Time.GetUtcNow() + wait);
            }

            await Record(entry, OutboxState.Waiting).ConfigureAwait(false);
            Schedule(entry, wait);
        }
    }

    /// <summary>Waits until a package is due or comes.</summary>
    internal async Task WaitForDue(CancellationToken cancellationToken)
    {
        TimeSpan wait = NextDue is { } next ? (next < LongestSleep ? next : LongestSleep) : Timeout.InfiniteTimeSpan;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task signalled = _signal.WaitAsync(stop.Token);
        Task due = wait == Timeout.InfiniteTimeSpan ? Task.Delay(wait, stop.Token) : Task.Delay(wait, _options.Time, stop.Token);
        await Task.WhenAny(signalled, due).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
    }

    private async Task Finish(OutboxEntry entry, OutboxState state, string? failure)
    {
        lock (Gate)
        {
            entry.Failure = failure;
        }

        await Record(entry, state).ConfigureAwait(false);
        lock (Gate)
        {
            _contents.Finish(entry, state);
        }

        LeaveRoom();
    }

    /// <summary>A package is not held back because its progress cannot be written down: at worst a restart sends it again, under the same key.</summary>
    private async Task Record(OutboxEntry entry, OutboxState state)
    {
        try
        {
            await _journal.AppendAsync(OutboxRecord.Write(entry, state, withPackage: false)).ConfigureAwait(false);
        }
        catch (Exception)
        {
            Interlocked.Increment(ref _recordFailures);
        }
    }

    private void Signal()
    {
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody is called already.
        }
    }

    private long After(TimeSpan wait) => _options.Time.GetTimestamp() + (long)(wait.TotalSeconds * _options.Time.TimestampFrequency);

    private TimeSpan Until(long due) => TimeSpan.FromTicks(Math.Max(0, _options.Time.GetElapsedTime(_options.Time.GetTimestamp(), due).Ticks));
}
