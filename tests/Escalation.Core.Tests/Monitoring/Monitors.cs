using Escalation.Monitoring;

namespace Escalation.Core.Tests.Monitoring;

/// <summary>Ways to feed monitors in tests.</summary>
internal static class Monitors
{
    /// <summary>Tells of acted items with their labels at once.</summary>
    internal static void FeedLabelled(CertificateMonitor monitor, int count, Func<int, double> loss, string prefix = "t")
    {
        for (int i = 0; i < count; i++)
        {
            monitor.ObserveDecision($"{prefix}{i}", escalates: false);
            monitor.ObserveOutcome($"{prefix}{i}", loss(i));
        }
    }

    /// <summary>Tells of decisions of which every k-th escalates.</summary>
    internal static void FeedDecisions(CertificateMonitor monitor, int count, int every, string prefix = "t")
    {
        for (int i = 0; i < count; i++)
        {
            monitor.ObserveDecision($"{prefix}{i}", escalates: i % every == 0);
        }
    }
}
