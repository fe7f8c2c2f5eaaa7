using System.Diagnostics;

namespace Escalation.Benchmarks.Ratios;

/// <summary>One of the candidates of a case.</summary>
/// <param name="Name">Who it is: a library and a function.</param>
/// <param name="Run">Makes so many calls and returns something that depends on all their results, so that none can be left out.</param>
internal sealed record RatioBody(string Name, Func<int, double> Run)
{
    /// <summary>For a body that works in another process or on several threads: makes one call and returns its nanoseconds; null for the thread's own clock.</summary>
    public Func<double>? SelfTimed { get; init; }

    /// <summary>A candidate on several threads, or the peer of one: timed by the wall, call by call.</summary>
    public static RatioBody Wall(string name, Func<double> call) => new(name, static _ => 0.0)
    {
        SelfTimed = () =>
        {
            long started = Stopwatch.GetTimestamp();
            double result = call();
            double elapsed = Stopwatch.GetElapsedTime(started).TotalNanoseconds;
            GC.KeepAlive(result);
            return elapsed;
        },
    };

    /// <summary>A candidate whose single call is long enough that a loop around it costs nothing.</summary>
    public static RatioBody Long(string name, Func<double> call) => new(name, calls =>
    {
        double sum = 0;
        for (int i = 0; i < calls; i++)
        {
            sum += call();
        }

        return sum;
    });
}
