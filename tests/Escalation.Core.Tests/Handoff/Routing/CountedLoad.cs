using Escalation.Handoff.Routing;

namespace Escalation.Core.Tests.Handoff.Routing;

/// <summary>A load that a test sets.</summary>
internal sealed class CountedLoad : IQueueLoad
{
    public Func<string, int> Count { get; set; } = static _ => 0;

    public int Of(string queue) => Count(queue);
}
