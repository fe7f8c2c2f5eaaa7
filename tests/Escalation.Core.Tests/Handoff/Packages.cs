using Escalation.Core.Tests.Decisions;
using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Redaction;
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

    internal static PackagingOptions Classified { get; } = new()
    {
        Redaction = PackageRedaction.Build(r => r.Attribute("tenant", DataClass.Operational).Attribute("channel", DataClass.Operational)),
    };

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

    internal static ContextPackage Pack(AgentTurn? turn = null, PackageLimits? limits = null, string? fallback = "One moment.", HandoffRoute? route = null, TimeProvider? time = null, PackagingOptions? options = null)
    {
        AgentTurn packed = turn ?? Turn();
        return new ContextPackager(limits, time ?? new ManualTimeProvider(), options ?? Classified).Pack(packed, Policy.Explain(packed), route ?? Route, fallback);
    }

    /// <summary>A turn that uses every part a package has a place for.</summary>
    internal static AgentTurn FullTurn()
    {
        AgentTurn turn = Turn();
        turn.Conversation!.Record(AgentStep.Message("Another way?") with { At = DateTimeOffset.UnixEpoch.AddTicks(1) });
        turn.Conversation.Record(AgentStep.Tool("refund", "{}") with { Vetoed = true });
        turn.Conversation.Record(AgentStep.Condensation());
        return turn with
        {
            Correlation = new Correlation("session-1", "4bf92f3577b34da6a3ce929d0e0e4736", "north"),
            Channel = "chat",
            Summary = "Ada wants 99.50 back; her card expired.",
            DecisionClass = "refund",
            Intent = "refund-order",
            Slots = new Dictionary<string, string> { ["order"] = "12", ["card"] = "4111 1111 1111 1111" },
            IntentScores = new double[] { 0.9, double.NegativeInfinity, double.NaN },
            Interpretations = [new Interpretation("refund to the old card", 0.6), new Interpretation("refund to a new card")],
            Attachments =
            [
                new AttachmentReference("receipt.png", "image/png", new Uri("https://files.example.org/a?b=1")) { Size = 99, Sha256 = new string('a', 64) },
                new AttachmentReference("note", "text/plain"),
            ],
        };
    }

    /// <summary>A package with every member that the schema has.</summary>
    internal static ContextPackage Full() => Pack(FullTurn()) with
    {
        ConversationId = "conversation-7",
        OmittedAttempts = 1,
        OmittedResults = 2,
        OmittedAttachments = 3,
        OmittedAttributes = 4,
        Route = Route with { Deadline = new DateTimeOffset(2025, 1, 2, 4, 0, 0, TimeSpan.Zero), Rule = "big-refunds", Skills = ["billing", "de"] },
        TranscriptReference = new TranscriptReference(new Uri("https://transcripts.example.org/turn-3"), 6) { Sha256 = new string('b', 64) },
        Unreadable = [new UnreadablePart("attributes", "System.InvalidOperationException")],
        Redaction = new RedactionReport([new RedactionCount("understanding.slots", DataClass.PaymentCard, RedactionMethod.Mask, 1)], "k1"),
    };

    internal static ContextPackage Simple(string id, Priority priority = Priority.Normal, string request = "help") =>
        Pack(new AgentTurn { Id = id, Request = request, Confidence = 0.1 }, route: Route with { Priority = priority });
}
