namespace Escalation.Core.Tests.Learning.Calibrators;

/// <summary>Measures what an action allocates on this thread once it is warm.</summary>
internal static class AllocatedBytes
{
    internal static long Of(Action action)
    {
        for (int i = 0; i < 50; i++)
        {
            action();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            action();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
