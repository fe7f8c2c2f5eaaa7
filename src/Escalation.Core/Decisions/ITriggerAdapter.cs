namespace Escalation.Decisions;

/// <summary>A trigger that stands for another one, so that what a policy reads from triggers can be read through it.</summary>
internal interface ITriggerAdapter
{
    /// <summary>The trigger it stands for.</summary>
    ITrigger Inner { get; }
}
