using System.Globalization;
using Escalation.Calibration.MultipleTesting;

namespace Escalation.Calibration.RiskControl;

/// <summary>Tests configurations on a graph.</summary>
internal sealed class GraphProcedure(Func<RiskEvidence, TestGraph> build) : RiskProcedure("graphical")
{
    internal override RiskDecision Decide(RiskEvidence evidence)
    {
        TestGraph graph = build(evidence);
        if (graph.Count != evidence.Configurations)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The graph has {graph.Count} hypotheses, but there are {evidence.Configurations} configurations."));
        }

        return new RiskDecision(evidence.Configurations, evidence.Risks).TakeAll(FamilywiseTest.Graphical(graph, PValues(evidence), evidence.Delta), order: null);
    }
}
