using System.Text;
using Escalation.Decisions;
using Escalation.Tests.Shared;
using Escalation.Triggers;

namespace Escalation.Core.Tests.Decisions;

public class FiringSlotTests
{
    private readonly ManualTimeProvider _time = new();
    private Signal _says = Signal.Fire(new Reason("soft"));

    [Fact]
    public void The_state_moves_between_machines_and_belongs_to_one_policy()
    {
        var rule = new TriggerRule { Budget = TriggerBudget.PerConversation(2), CoolDown = TriggerCoolDown.For(5, TimeSpan.FromHours(1)) };
        EscalationPolicy policy = Soft(rule), other = Soft(rule, "other");
        AgentTurn turn = Turn(policy);
        Round(policy, turn);
        policy.Resolve(turn.Conversation!);
        _says = _says.WithSeverity(Severity.High);
        Round(policy, turn);
        turn.Conversation!.HandOver();
        turn.Conversation.HandBack();
        byte[] json = ConversationJson.ToUtf8Bytes(turn.Conversation);
        Conversation moved = ConversationJson.Parse(json);
        Assert.Equal(json, ConversationJson.ToUtf8Bytes(moved));
        policy.Attach(moved);
        other.Attach(moved);
        Assert.Equal(json.Length, ConversationJson.ToUtf8Bytes(moved).Length - "\"firings-other\":{\"version\":1,\"state\":{}},".Length);
        _says = Signal.Fire(new Reason("soft"));
        Assert.Equal(2UL, policy.Decide(turn with { Conversation = moved }).RestrainedTriggers);
        Assert.Equal(0UL, other.Decide(turn with { Conversation = moved }).RestrainedTriggers);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"soft\":[]}")]
    [InlineData("{\"soft\":[[1,2,0]]}")]
    [InlineData("{\"soft\":[[1,2,0,0,3]]}")]
    [InlineData("{\"soft\":[[1,2,9,0]]}")]
    [InlineData("{\"soft\":[[1,2,0,9]]}")]
    [InlineData("{\"soft\":[[1.5,2,0,0]]}")]
    [InlineData("{\"soft\":[[\"1\",2,0,0]]}")]
    [InlineData("{\"soft\":[1]}")]
    public void A_state_that_is_malformed_is_refused(string state)
    {
        EscalationPolicy policy = Soft(new TriggerRule { Budget = TriggerBudget.PerConversation(1) });
        string json = Encoding.UTF8.GetString(ConversationJson.ToUtf8Bytes(policy.StartConversation("c"))).Replace("\"state\":{}", $"\"state\":{state}", StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => policy.Attach(ConversationJson.Parse(Encoding.UTF8.GetBytes(json))));
    }

    [Fact]
    public void Memory_is_bounded()
    {
        EscalationPolicy policy = Soft(new TriggerRule { Budget = TriggerBudget.PerConversation(TriggerBudget.MaximumLimit) with { Then = DecisionOutcome.Nudge } });
        AgentTurn turn = Turn(policy);
        _says = _says.WithSeverity(Severity.Critical);
        for (int i = 0; i < 2 * TriggerBudget.MaximumLimit; i++)
        {
            Round(policy, turn);
        }

        var slot = new FiringSlot("default");
        Assert.True(turn.Conversation!.TryGet(slot, out FiringState? state));
        Assert.Equal(TriggerBudget.MaximumLimit, state.Of("soft")!.Count);
        for (int i = 0; i < 2 * FiringState.MaximumTriggers; i++)
        {
            state.Add($"t{i}", new Firing(i, 0, DecisionOutcome.EscalateToPerson, Severity.Low));
        }

        Assert.Equal(FiringState.MaximumTriggers, state.Triggers.Count);
        Assert.NotNull(state.Of($"t{(2 * FiringState.MaximumTriggers) - 1}"));
    }

    private EscalationPolicy Soft(TriggerRule rule, string name = "default") =>
        EscalationPolicy.Build(p => p.Name(name).Confidence(0.5).Add(Trigger.Create("soft", _ => _says)).Time(_time).Rule("soft", rule));

    private static AgentTurn Turn(EscalationPolicy policy) => new() { Conversation = policy.StartConversation("c"), Confidence = 0.9 };

    private static void Round(EscalationPolicy policy, AgentTurn turn)
    {
        var signals = new Signal[policy.TriggerNames.Count];
        EscalationDecision decision = policy.Decide(turn, signals);
        policy.Record(turn, decision, signals);
    }
}
