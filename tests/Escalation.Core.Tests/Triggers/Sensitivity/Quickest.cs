using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Escalation.Core.Tests.Triggers.Sensitivity;

/// <summary>The shortest of a few runs by the processor time of this thread, so that a busy machine fails no test; by wall time where there is no such clock.</summary>
internal static class Quickest
{
    private const int Runs = 3;
    private const int ThreadCpuTime = 3;

    internal static TimeSpan Of(Action action)
    {
        TimeSpan best = TimeSpan.MaxValue;
        for (int i = 0; i < Runs; i++)
        {
            TimeSpan started = Now();
            action();
            TimeSpan elapsed = Now() - started;
            best = elapsed < best ? elapsed : best;
        }

        return best;
    }

    private static TimeSpan Now() => OperatingSystem.IsLinux() && ClockGetTime(ThreadCpuTime, out TimeSpec time) == 0
        ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / TimeSpan.NanosecondsPerTick)
        : TimeSpan.FromTicks(Stopwatch.GetTimestamp() * TimeSpan.TicksPerSecond / Stopwatch.Frequency);

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ClockGetTime(int clock, out TimeSpec time);

    // Both fields have the width of a native word on the 64-bit systems that .NET runs on.
    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
