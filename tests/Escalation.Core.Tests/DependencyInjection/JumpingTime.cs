using System.Collections.Concurrent;

namespace Escalation.Core.Tests.DependencyInjection;

/// <summary>A clock whose timers fire only when the test says so.</summary>
internal sealed class JumpingTime : TimeProvider
{
    private readonly BlockingCollection<Timer> _timers = [];
    private Timer? _awaited;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(callback, state, dueTime);
        _timers.Add(timer);
        return timer;
    }

    /// <summary>Waits until somebody waits on this clock.</summary>
    /// <returns>How long they mean to wait.</returns>
    internal TimeSpan WaitForTimer()
    {
        Assert.True(_timers.TryTake(out _awaited, TimeSpan.FromSeconds(30)));
        return _awaited!.Due;
    }

    internal void Elapse() => _awaited!.Fire();

    private sealed class Timer(TimerCallback callback, object? state, TimeSpan due) : ITimer
    {
        internal TimeSpan Due => due;

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        internal void Fire() => callback(state);
    }
}
