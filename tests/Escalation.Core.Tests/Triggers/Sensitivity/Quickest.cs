using System.Diagnostics;

namespace Escalation.Core.Tests.Triggers.Sensitivity;

/// <summary>The shortest of a few runs: the one that the machine disturbed least.</summary>
internal static class Quickest
{
    private const int Runs = 3;

    internal static TimeSpan Of(Action action)
    {
        TimeSpan best = TimeSpan.MaxValue;
        for (int i = 0; i < Runs; i++)
        {
            long started = Stopwatch.GetTimestamp();
            action();
            TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
            best = elapsed < best ? elapsed : best;
        }

        return best;
    }
}
