using Escalation.Statistics.Sequential;

namespace Escalation.Monitoring;

/// <summary>A decision in the window.</summary>
internal struct DecisionSlot
{
    internal string Id;
    internal bool Escalated;
    internal SlotKind Kind;
    internal double Propensity;
    internal double Predicted;
    internal double Loss;

    /// <summary>What it contributes to a risk.</summary>
    internal readonly WeightedLoss Weighted => Kind == SlotKind.Labelled
        ? WeightedLoss.Audited(Loss, Propensity, Predicted)
        : WeightedLoss.Unaudited(Propensity, Predicted);
}
