using Escalation.Decisions;

namespace Escalation.Core.Tests.Triggers;

/// <summary>Measures what evaluating allocates on this thread.</summary>
internal static class AllocationProbe
{
    internal static long BytesOf(ITrigger trigger, AgentTurn turn)
    {
        for (int i = 0; i < 50; i++)
        {
            trigger.Evaluate(turn);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            trigger.Evaluate(turn);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
