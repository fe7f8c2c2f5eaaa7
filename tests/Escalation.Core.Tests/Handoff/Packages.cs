using Escalation.Core.Tests.Decisions;
using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Handoff;

/// <summary>Makes turns and packages for the tests.</summary>
internal static class Packages
{
    internal static HandoffRoute Route { get; } = new("payments", "payments-desk", "payments-team", Priority.High);

    internal static EscalationPolicy Policy { get; } = EscalationPolicy.Build(p => p
        .Name("support")
        .Costs(50, 4)
        .Add(StubThresholdTrigger.Confidence(Threshold.ActAtOrAbove(0.7)))
        .Add(new StubTrigger("loops", Signal.Fire(Reason.Loop, score: 3, threshold: 2)))
        .Route("payments", priority: Priority.High));

    internal static AgentTurn Turn()
    {
        Conversation conversation = Policy.StartConversation("conversation-7");
        conversation.Record(AgentStep.User("Please refund order 12."));
        conversation.Record(AgentStep.Tool("find_order", """{"id":12}""", "total 99.50"));
        conversation.Record(AgentStep.Tool("refund", """{"id":12}""", "card expired", isError: true));
        return new AgentTurn
        {
            Id = "turn-3",
            Conversation = conversation,
            Request = "Please refund order 12.",
            Answer = "I refund 99.50 to another card.",
            Confidence = 0.4,
            ProposedStep = AgentStep.Tool("refund", """{"id":12,"card":"new"}"""),
            Requester = new Requester("Ada", "ada@example.org", "de-CH", "gold"),
            Attributes = new Dictionary<string, string> { ["tenant"] = "north", ["channel"] = "chat" },
        };
    }

    internal static ContextPackage Pack(AgentTurn? turn = null, PackageLimits? limits = null, string? fallback = "One moment.", HandoffRoute? route = null, TimeProvider? time = null)
    {
        AgentTurn packed = turn ?? Turn();
        return new ContextPackager(limits, time ?? new ManualTimeProvider()).Pack(packed, Policy.Explain(packed), route ?? Route, fallback);
    }

    internal static ContextPackage Simple(string id, Priority priority = Priority.Normal, string request = "help") =>
        Pack(new AgentTurn { Id = id, Request = request, Confidence = 0.1 }, route: Route with { Priority = priority });
}
