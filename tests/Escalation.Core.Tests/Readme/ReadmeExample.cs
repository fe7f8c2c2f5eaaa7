using Escalation.Calibration;
using Escalation.Decisions;

namespace Escalation.Core.Tests.Readme;

/// <summary>The example of the README, between the two markers to the letter.</summary>
internal static class ReadmeExample
{
    internal static DecisionExplanation Run(double[] heldOutConfidences)
    {
        // <example>
        CalibrationResult result = DelegationBudget.Calibrate(heldOutConfidences, new DelegationBudgetOptions(alpha: 0.3, delta: 0.1) { Direction = ScoreDirection.LowerDelegates });
        Certificate certificate = ((Certified)result).Certificate;         // or InsufficientSamples, which says how many are needed
        EscalationPolicy policy = EscalationPolicy.Build(p => p
            .Confidence(below: certificate)                                // escalate below the certified threshold
            .Loops()                                                       // the agent repeats itself
            .Sensitivity(s => s.Keywords("chargeback", "lawyer"))
            .Route("support")
            .Route("payments", when: Reason.Sensitivity, priority: Priority.High));
        Conversation conversation = policy.StartConversation("case-42");
        conversation.Record(AgentStep.Tool("find-charges", "{}", "two of 40")); // each step with its result
        var turn = new AgentTurn { Conversation = conversation, Request = "I was charged twice.", Answer = "I refund one.", Confidence = 0.41 };
        EscalationDecision decision = policy.Decide(turn);                 // allocates nothing; policy.Explain(turn) says why
        // </example>
        return policy.Explain(turn, decision, []);
    }
}
