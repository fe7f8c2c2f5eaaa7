using System.Runtime.ExceptionServices;

namespace Escalation.DependencyInjection;

/// <summary>Runs something once at a time: who comes while it runs goes on at once, and whoever runs it does so once more. Nobody waits for anybody.</summary>
internal sealed class OneAtATime(Action run)
{
    private int _asked;

    /// <summary>Sees to it that a run begins after this call did, here or in the thread that is at it. What a run throws comes out when no more are asked for.</summary>
    internal void Run()
    {
        if (Interlocked.Increment(ref _asked) > 1)
        {
            return;
        }

        ExceptionDispatchInfo? fault = null;
        int seen;
        do
        {
            seen = Volatile.Read(ref _asked);
            try
            {
                run();
            }
            catch (Exception thrown)
            {
                fault ??= ExceptionDispatchInfo.Capture(thrown);
            }
        }
        while (Interlocked.CompareExchange(ref _asked, 0, seen) != seen);
        fault?.Throw();
    }
}
