using Escalation.Calibration;
using Escalation.Decisions;

namespace Escalation.Core.StatisticalTests;

/// <summary>Certificates on the way that they take in use: written as JSON, read again, built into a policy.</summary>
internal static class DeployedPolicy
{
    internal static EscalationPolicy OfBudget(Certificate certificate) =>
        EscalationPolicy.Build(policy => policy.DelegationValue(above: Certificate.Parse(certificate.ToJson())));

    internal static EscalationPolicy OfRisk(Certificate certificate) =>
        EscalationPolicy.Build(policy => policy.Confidence(below: Certificate.Parse(certificate.ToJson())));

    /// <summary>The largest delegation value in [0, 1] on which a budget's policy still acts, by bisection over the doubles.</summary>
    internal static double HighestActing(EscalationPolicy policy)
    {
        long acting = 0;
        long escalating = BitConverter.DoubleToInt64Bits(1.0);
        while (escalating - acting > 1)
        {
            long middle = acting + ((escalating - acting) / 2);
            bool acts = policy.Decide(new AgentTurn { DelegationValue = BitConverter.Int64BitsToDouble(middle) }).Outcome == DecisionOutcome.Act;
            (acting, escalating) = acts ? (middle, escalating) : (acting, middle);
        }

        return BitConverter.Int64BitsToDouble(acting);
    }
}
