using Escalation.Decisions;

namespace Quickstart;

/// <summary>A turn of the stream and what became of it.</summary>
/// <param name="Item">The item, with the labels that the policy did not see.</param>
/// <param name="Decision">The decision.</param>
/// <param name="ByThreshold">Whether the certified threshold asked for a person, whatever else did.</param>
/// <param name="ExpectedGain">The estimate of q - p.</param>
internal sealed record StreamedTurn(CascadeItem Item, EscalationDecision Decision, bool ByThreshold, double ExpectedGain)
{
    /// <summary>Whether the user got a right answer in the end.</summary>
    public bool IsRight => Decision.MayAct ? Item.WeakIsRight : Item.StrongIsRight;
}
