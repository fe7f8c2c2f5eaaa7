namespace Escalation.Decisions;

/// <summary>A composition that is quiet because a part fires. What the agent says of itself may not stand below it: a word that raises escalation would lower it.</summary>
internal interface IInvertingTrigger : ICompositeTrigger
{
}
