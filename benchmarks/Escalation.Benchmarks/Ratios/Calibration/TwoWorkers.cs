namespace Escalation.Benchmarks.Ratios.Calibration;

/// <summary>What a case shared between two threads is called. Both sides are wall time, so only a machine with two idle cores gives a number worth quoting.</summary>
internal static class TwoWorkers
{
    internal const int Count = 2;

    internal const string Label = "two workers, wall time";

    internal static bool AreAvailable => Environment.ProcessorCount >= Count;
}
