namespace Escalation.Tool.Verbs.Targets;

/// <summary>Which columns of a table targets are made of.</summary>
/// <param name="Prompt">The question; null for the usual names.</param>
/// <param name="Probability">P(model is right); null for the usual names.</param>
/// <param name="Expert">P(expert is right); null for 1.</param>
/// <param name="Answer">The model's answer, or null.</param>
/// <param name="Domain">The domain, or null.</param>
/// <param name="Group">The group, or null.</param>
/// <param name="Id">The unique ids, or null.</param>
internal sealed record TargetColumns(string? Prompt, string? Probability, string? Expert, string? Answer, string? Domain, string? Group, string? Id);
