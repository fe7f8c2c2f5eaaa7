using Escalation.Calibration.MultipleTesting;

namespace Escalation.Calibration.RiskControl;

/// <summary>Tests configurations in an order, from one or several starts.</summary>
internal sealed class SequenceProcedure : RiskProcedure
{
    private readonly ConfigurationOrder _order;
    private readonly int _starts;

    internal SequenceProcedure(ConfigurationOrder order, int starts)
        : base(starts == 1 ? "fixed-sequence" : "multi-start")
    {
        ArgumentNullException.ThrowIfNull(order);
        _order = order;
        _starts = Guard.AtLeast(starts, 1);
    }

    internal override RiskDecision Decide(RiskEvidence evidence)
    {
        int[] order = _order.Resolve(evidence, risk: null);
        var pValues = MultipleTesting.PValues.OnDemand(order.Length, position => evidence.PValue(order[position]));
        FamilywiseResult result = _starts == 1
            ? FamilywiseTest.FixedSequence(pValues, evidence.Delta)
            : FamilywiseTest.MultiStart(pValues, FamilywiseTest.EvenStarts(order.Length, Math.Min(_starts, order.Length)), evidence.Delta);
        return new RiskDecision(evidence.Configurations, evidence.Risks).TakeAll(result, order);
    }
}
