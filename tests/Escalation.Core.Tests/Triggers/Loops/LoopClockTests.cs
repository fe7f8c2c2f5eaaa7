using Escalation.Decisions;

namespace Escalation.Core.Tests.Triggers.Loops;

/// <summary>A pause starts everything over, and only a pause: clocks that disagree must hide no loop.</summary>
public class LoopClockTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Clocks_of_two_machines_that_lie_hours_apart_hide_no_loop() =>
        Assert.Equal(DecisionOutcome.EscalateToPerson, After(i => i % 2 == 0 ? Noon.AddSeconds(i) : Noon.AddHours(-5).AddSeconds(i)));

    [Fact]
    public void Times_that_are_default_now_and_then_hide_no_loop() =>
        Assert.Equal(DecisionOutcome.EscalateToPerson, After(i => i % 2 == 0 ? Noon.AddSeconds(i) : default(DateTimeOffset)));

    [Fact]
    public void A_clock_that_runs_backwards_hides_no_loop() =>
        Assert.Equal(DecisionOutcome.EscalateToPerson, After(i => Noon.AddHours(-i)));

    [Fact]
    public void A_pause_at_every_step_is_a_periodic_job() =>
        Assert.Equal(DecisionOutcome.Act, After(i => Noon.AddHours(i)));

    [Fact]
    public void A_preview_agrees_with_the_record_on_what_a_pause_is()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Loops(o => o.PreviewProposedStep = true));
        Conversation conversation = policy.StartConversation("c");
        for (int i = 0; i < 6; i++)
        {
            conversation.Record(AgentStep.Tool("f", "{}", "same") with { At = Noon.AddSeconds(i) });
        }

        conversation.Record(AgentStep.Tool("f", "{}", "same") with { At = Noon.AddHours(-3) });
        AgentStep next = AgentStep.Tool("f", "{}") with { At = Noon.AddSeconds(9) };
        Assert.Equal(DecisionOutcome.EscalateToPerson, policy.Decide(new AgentTurn { Conversation = conversation, ProposedStep = next }).Outcome);
        Assert.Equal(DecisionOutcome.Act, policy.Decide(new AgentTurn { Conversation = conversation, ProposedStep = next with { At = Noon.AddHours(2) } }).Outcome);
    }

    private static DecisionOutcome After(Func<int, DateTimeOffset> time)
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Loops());
        Conversation conversation = policy.StartConversation("c");
        for (int i = 0; i < 12; i++)
        {
            conversation.Record(AgentStep.Tool("f", "{}", "same") with { At = time(i) });
        }

        return policy.Decide(new AgentTurn { Conversation = conversation }).Outcome;
    }
}
