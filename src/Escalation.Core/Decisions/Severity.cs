namespace Escalation.Decisions;

/// <summary>How grave what a trigger found is; larger is graver.</summary>
/// <remarks>
/// Among proposals of the same strictness the graver one gives reason and route. Severity raises the priority and never lowers it: <see cref="High"/> to at least <see cref="Priority.High"/>,
/// <see cref="Critical"/> to <see cref="Priority.Urgent"/>; the others leave the route's own. What is critical is never held back by a budget or a cool-down.
/// </remarks>
public enum Severity
{
    /// <summary>Hardly worth a person's time.</summary>
    Low = -1,

    /// <summary>The usual, and what a trigger that says nothing of it means. The default.</summary>
    Moderate = 0,

    /// <summary>Harm is likely.</summary>
    High = 1,

    /// <summary>Harm is at hand.</summary>
    Critical = 2,
}
