namespace Escalation.Handoff.Routing;

/// <summary>Knows how full queues are. Implementations are safe for concurrent use and answer at once, from memory: they are asked in the decision path.</summary>
public interface IQueueLoad
{
    /// <summary>How many escalations are in a queue, waiting or being worked on; at least 0. A router takes a fault, or a negative number, for a full queue.</summary>
    /// <param name="queue">The queue's name.</param>
    int Of(string queue);
}
