using Escalation.Decisions;
using Escalation.Triggers;

namespace Escalation.Core.Tests.Decisions.FaultRows;

/// <summary>Row 44: evaluators that ask a policy again. Eight levels deep it ends in an escalation, whichever way leads back in.</summary>
public class ReentrancyRowTests
{
    private static readonly AgentTurn Turn = new() { Id = "t", Confidence = 1.0 };

    [Fact]
    [Trait("Row", "44")]
    public void Evaluators_that_ask_their_policy_again_end_in_an_escalation_from_any_place()
    {
        Func<ITrigger, ITrigger>[] places = [again => again, again => Trigger.All("all", again), again => Trigger.Any("any", Trigger.All("all", again))];
        foreach (Func<ITrigger, ITrigger> place in places)
        {
            EscalationPolicy? self = null;
            int asked = 0;
            self = EscalationPolicy.Build(p => p.Add(place(new StubTrigger("again", turn =>
            {
                asked++;
                return Relay(self!.Decide(turn));
            }))));

            Row.Escalates(Reason.ReentrancyLimit, self.Decide(Turn));
            Assert.Equal(8, asked);
        }
    }

    [Fact]
    [Trait("Row", "44")]
    public void A_predictor_that_asks_its_policy_again_ends_in_an_escalation()
    {
        EscalationPolicy? self = null;
        int asked = 0;
        var again = new StubPredictor(turn =>
        {
            asked++;
            EscalationDecision inner = self!.Decide(turn);
            return inner.MayAct ? Estimate.Probability(1.0) : Estimate.Missing(inner.Reason);
        });
        self = EscalationPolicy.Build(p => p.Costs(1e6, 999_999).ModelIsRight(again));

        Row.Escalates(Reason.ReentrancyLimit, self.Decide(Turn));
        Assert.Equal(8, asked);
    }

    [Fact]
    [Trait("Row", "44")]
    public void Two_policies_that_ask_each_other_end_in_an_escalation()
    {
        EscalationPolicy? first = null, second = null;
        first = EscalationPolicy.Build(p => p.Add(new StubTrigger("asks-second", turn => Relay(second!.Decide(turn)))));
        second = EscalationPolicy.Build(p => p.Add(new StubTrigger("asks-first", turn => Relay(first!.Decide(turn)))));

        Row.Escalates(Reason.ReentrancyLimit, first.Decide(Turn));
        Row.Escalates(Reason.ReentrancyLimit, second.Decide(Turn));
    }

    [Fact]
    [Trait("Row", "44")]
    [Trait("Row", "40")]
    public void Explanations_that_explain_again_end_without_overflowing_the_stack()
    {
        var again = new Explainer();
        again.Policy = EscalationPolicy.Build(p => p.Add(again));
        var signals = new Signal[1];
        EscalationDecision decision = again.Policy.Decide(Turn, signals);

        DecisionExplanation whole = again.Policy.Explain(Turn);
        Assert.Equal((DecisionOutcome.EscalateToPerson, Reason.Loop), (whole.Decision.Outcome, whole.Decision.Reason));
        Assert.Equal(8, again.Asked);

        again.Again = turn => again.Policy.Explain(turn, decision, signals);
        Assert.Single(again.Policy.Explain(Turn, decision, signals).Triggers);
        Assert.Equal(16, again.Asked);
    }

    [Fact]
    [Trait("Row", "44")]
    public async Task After_the_limit_the_next_decision_starts_from_the_top()
    {
        EscalationPolicy? self = null;
        bool recurse = true;
        self = EscalationPolicy.Build(p => p
            .Add(new StubTrigger("again", turn => recurse ? Relay(self!.DecideAsync(turn).AsTask().GetAwaiter().GetResult()) : Signal.Quiet()))
            .Add(new StubAsyncTrigger("calm", _ => ValueTask.FromResult(Signal.Quiet()))));
        Row.Escalates(Reason.ReentrancyLimit, await self.DecideAsync(Turn));

        recurse = false;

        Assert.Equal(DecisionOutcome.Act, (await self.DecideAsync(Turn)).Outcome);
    }

    private static Signal Relay(in EscalationDecision inner) => inner.MayAct ? Signal.Quiet() : Signal.Fire(inner.Reason);

    private sealed class Explainer : ITrigger
    {
        public Explainer() => Again = turn => Policy.Explain(turn);

        public EscalationPolicy Policy { get; set; } = null!;

        public Func<AgentTurn, DecisionExplanation> Again { get; set; }

        public int Asked { get; private set; }

        public string Name => "again";

        public Signal Evaluate(AgentTurn turn) => Signal.Fire(Reason.Loop);

        public string? Explain(AgentTurn turn, in Signal signal)
        {
            Asked++;
            return Again(turn).Summary;
        }
    }
}
