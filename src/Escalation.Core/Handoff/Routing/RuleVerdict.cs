namespace Escalation.Handoff.Routing;

/// <summary>What a router found about one rule.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Unmet">The first condition that did not hold, as a code: <c>key</c>, <c>reason</c>, <c>topic</c>, <c>severity</c>, <c>priority</c>, <c>language</c>, <c>tier</c>, <c>skill</c>, <c>attribute</c> or <c>hours</c>; null when all did.</param>
public sealed record RuleVerdict(string Rule, string? Unmet)
{
    /// <summary>Whether all conditions held.</summary>
    public bool IsMatch => Unmet is null;
}
