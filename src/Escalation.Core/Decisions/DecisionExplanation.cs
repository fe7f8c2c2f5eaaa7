namespace Escalation.Decisions;

/// <summary>A decision in words, with what each trigger said.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Summary">One or two sentences for a person.</param>
/// <param name="Triggers">What each trigger said, in the policy's order; skipped triggers are left out.</param>
public sealed record DecisionExplanation(EscalationDecision Decision, string Summary, IReadOnlyList<TriggerExplanation> Triggers)
{
    /// <summary>The costs that held for the turn; null when the policy weighs none.</summary>
    public DecisionCosts? Costs { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(Environment.NewLine, Triggers.Select(trigger => $"- {trigger.Name}: {trigger.Evidence}").Prepend(Summary));
}
