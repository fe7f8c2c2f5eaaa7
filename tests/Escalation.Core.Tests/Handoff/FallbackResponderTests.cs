using Escalation.Decisions;
using Escalation.Handoff;

namespace Escalation.Core.Tests.Handoff;

public class FallbackResponderTests
{
    [Fact]
    public void Every_decision_that_does_not_act_has_a_sentence_of_its_own()
    {
        var responder = new FallbackResponder();
        DecisionOutcome[] outcomes = [DecisionOutcome.RequestApproval, DecisionOutcome.EscalateToModel, DecisionOutcome.EscalateToPerson, DecisionOutcome.SafeStop];

        string[] said = [.. outcomes.Select(outcome => responder.Respond(new AgentTurn(), default(EscalationDecision) with { Outcome = outcome }))];

        Assert.Equal(4, said.Distinct().Count());
        Assert.All(said, Assert.NotEmpty);
        Assert.Equal(FallbackResponder.LastResort, responder.Respond(new AgentTurn(), default));
    }
}
