using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Escalation.Benchmarks.Ratios;

/// <summary>The processor time of this thread, so that work of other processes does not count; wall time where there is no such clock.</summary>
internal static class ThreadClock
{
    private const int ThreadCpuTime = 3;

    /// <summary>What is read, for the report.</summary>
    public static string Name => OperatingSystem.IsLinux() ? "thread CPU time" : "wall time";

    /// <summary>Nanoseconds since some moment in the past.</summary>
    public static double Nanoseconds()
    {
        if (OperatingSystem.IsLinux() && ClockGetTime(ThreadCpuTime, out TimeSpec time) == 0)
        {
            return (time.Seconds * 1E9) + time.Nanoseconds;
        }

        return Stopwatch.GetTimestamp() * (1E9 / Stopwatch.Frequency);
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ClockGetTime(int clock, out TimeSpec time);

    // Both fields have the width of a native word on the 64-bit systems that .NET runs on, and on musl everywhere.
    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
