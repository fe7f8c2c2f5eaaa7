using Escalation.Decisions;
using Escalation.DependencyInjection;
using Escalation.Handoff;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Escalation.Core.Tests.DependencyInjection;

/// <summary>Reloads that meet: each waits for the callbacks whose registrations it ends, so no two may wait for each other.</summary>
public class PolicySourceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void Changes_that_meet_on_two_threads_while_a_third_registers_do_not_wait_for_each_other()
    {
        using var registering = new Gate();
        using var repeating = new Gate();
        using var changing = new Gate();
        using var left = new Changes();
        using var right = new Changes();
        var source = new PolicySource("p", static (_, _, _) => new PolicySetup(EscalationPolicy.Build(p => p.Costs(50, 4)), null), [left, right], NullLogger.Instance);

        // The first build has registered with both, but has not noted its registrations yet.
        right.Registered = number => registering.PassIf(number == 1);
        Thread first = Start(() => _ = source.Current);
        registering.Arrived();

        // A change on the left: its reload notes registrations of its own.
        left.Fire();

        // A change on the right: the reload of the later registration ends here, that of the first build's is about to begin.
        right.Called = number => repeating.PassIf(number == 2);
        Thread one = Start(right.Fire);
        repeating.Arrived();

        // A change on the left that is about to reload, in a callback whose registration the waiting thread is to end.
        left.Called = number => changing.PassIf(number == 1);
        Thread other = Start(left.Fire);
        changing.Arrived();
        long reloads = source.Reloads.Succeeded;
        repeating.Open();
        Assert.True(SpinWait.SpinUntil(() => source.Reloads.Succeeded > reloads, Patience));

        // Now the first build notes its registrations, one of which is that of the callback that waits.
        registering.Open();
        Assert.True(first.Join(Patience));
        changing.Open();

        Assert.True(one.Join(Patience) && other.Join(Patience), "The two reloads wait for each other.");
        EscalationPolicy before = source.Current.Policy!;
        left.Fire();
        Assert.NotSame(before, source.Current.Policy);
        source.Dispose();
    }

    [Fact]
    public void A_change_during_a_reload_is_read_by_one_more_reload()
    {
        using var changes = new Changes();
        int builds = 0;
        using var source = new PolicySource("p", Build, [changes], NullLogger.Instance);
        _ = source.Current;

        changes.Fire();

        // The second build changes the configuration that it has read already.
        Assert.Equal((3, 2), (builds, source.Reloads.Succeeded));
        changes.Fire();
        Assert.Equal((4, 3), (builds, source.Reloads.Succeeded));

        PolicySetup Build(string name, HandoffRouter? kept, ICollection<RoutingOrigin> read)
        {
            if (++builds == 2)
            {
                changes.Fire();
            }

            return new PolicySetup(EscalationPolicy.Build(p => p.Costs(50, 4)), null);
        }
    }

    [Fact]
    public void A_source_of_changes_that_fails_once_does_not_end_the_reloads()
    {
        using var left = new Changes();
        using var right = new Changes();
        using var source = new PolicySource("p", static (_, _, _) => new PolicySetup(EscalationPolicy.Build(p => p.Costs(50, 4)), null), [left, right], NullLogger.Instance);
        _ = source.Current;
        left.Fails = true;
        Assert.Throws<AggregateException>(left.Fire);

        left.Fails = false;
        right.Fire();

        Assert.Equal(1, source.Reloads.Succeeded);
    }

    private static Thread Start(Action run)
    {
        var thread = new Thread(() => run()) { IsBackground = true };
        thread.Start();
        return thread;
    }

    /// <summary>Holds a thread until it is opened.</summary>
    private sealed class Gate : IDisposable
    {
        private readonly ManualResetEventSlim _arrived = new(), _open = new();

        internal void PassIf(bool held)
        {
            if (held)
            {
                _arrived.Set();
                _open.Wait(2 * Patience);
            }
        }

        internal void Arrived() => Assert.True(_arrived.Wait(Patience));

        internal void Open() => _open.Set();

        public void Dispose()
        {
            _arrived.Dispose();
            _open.Dispose();
        }
    }

    /// <summary>Changes as configuration tells of them, and what to do when somebody registers or is called; both are counted from when they were set.</summary>
    private sealed class Changes : IOptionsChangeTokenSource<EscalationOptions>, IDisposable
    {
        private Token _token = new();

        public string Name => "p";

        internal bool Fails { get; set; }

        internal Action<int>? Registered { set => Volatile.Read(ref _token).OnRegistered = value; }

        internal Action<int>? Called { set => Volatile.Read(ref _token).OnCalled = value; }

        public IChangeToken GetChangeToken() => Fails ? throw new IOException("The source is away.") : Volatile.Read(ref _token);

        internal void Fire() => Interlocked.Exchange(ref _token, new Token()).Cancel();

        public void Dispose() => _token.Dispose();
    }

    private sealed class Token : IChangeToken, IDisposable
    {
        private readonly CancellationTokenSource _source = new();
        private int _registered, _called;

        internal Action<int>? OnRegistered { get; set; }

        internal Action<int>? OnCalled { get; set; }

        public bool HasChanged => _source.IsCancellationRequested;

        public bool ActiveChangeCallbacks => true;

        public IDisposable RegisterChangeCallback(Action<object?> callback, object? state)
        {
            CancellationTokenRegistration registration = _source.Token.Register(() =>
            {
                OnCalled?.Invoke(Interlocked.Increment(ref _called));
                callback(state);
            });
            OnRegistered?.Invoke(Interlocked.Increment(ref _registered));
            return registration;
        }

        internal void Cancel() => _source.Cancel();

        public void Dispose() => _source.Dispose();
    }
}
