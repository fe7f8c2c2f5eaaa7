using Escalation.Statistics.Sequential;

namespace Escalation.Monitoring;

/// <summary>A decision in the window.</summary>
internal struct DecisionSlot
{
    internal string Id;
    internal SlotKind Kind;
    internal double Propensity;
    internal double Predicted;
    internal double Loss;

    /// <summary>What it contributes to a risk.</summary>
    internal readonly WeightedLoss Weighted => Kind switch
    {
        SlotKind.Labelled => WeightedLoss.Audited(Loss, Propensity, Predicted),
        SlotKind.Escalated => WeightedLoss.Known(0.0, Propensity, Predicted),
        _ => WeightedLoss.Unaudited(Propensity, Predicted),
    };
}
