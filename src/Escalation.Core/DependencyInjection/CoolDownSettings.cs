using Escalation.Decisions;

namespace Escalation.DependencyInjection;

/// <summary>How long a trigger stays silent once a person has dealt with what it found, see <see cref="TriggerCoolDown"/>. At least one of the two; given both, it ends with the first.</summary>
public sealed class CoolDownSettings
{
    /// <summary>The number of steps; at least 1.</summary>
    public int? Steps { get; set; }

    /// <summary>The span of time; above zero, at most 366 days.</summary>
    public TimeSpan? Span { get; set; }

    internal TriggerCoolDown ToCoolDown() => TriggerCoolDown.Of(Steps, Span);
}
