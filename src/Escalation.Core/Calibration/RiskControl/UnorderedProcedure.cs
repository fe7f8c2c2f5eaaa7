using Escalation.Calibration.MultipleTesting;

namespace Escalation.Calibration.RiskControl;

/// <summary>Tests all configurations at once.</summary>
internal sealed class UnorderedProcedure(string name, UnorderedProcedure.Test test) : RiskProcedure(name)
{
    internal delegate FamilywiseResult Test(ReadOnlySpan<double> pValues, double delta);

    internal override RiskDecision Decide(RiskEvidence evidence) =>
        new RiskDecision(evidence.Configurations, evidence.Risks).TakeAll(test(PValues(evidence), evidence.Delta), order: null);
}
