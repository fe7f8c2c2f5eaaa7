using Escalation.Triggers.Ambiguity.Goals;

namespace Escalation.DependencyInjection;

/// <summary>The trigger for several goals: that the section is there turns it on, with the trigger's own defaults unless it changes them.</summary>
public sealed class GoalSettings : GoalOptions
{
    /// <summary>Whether it runs; a later source of configuration can turn it off. The options are validated in both cases.</summary>
    public bool Enabled { get; set; } = true;
}
