namespace Escalation.Handoff.Lifecycle;

/// <summary>What a person made of an escalation: the labels from which KPIs and thresholds are learned. Immutable; codes are lower-case words joined by hyphens, never content.</summary>
/// <param name="Code">How it ended, for example <c>refunded</c>, or <c>approved</c> and <c>denied</c> where a step waited for approval.</param>
public sealed record EscalationResolution(string Code)
{
    /// <summary>How it ended.</summary>
    public string Code { get; init; } = Guard.NotBlank(Code);

    /// <summary>Whether the model's best guess was right, or null when nobody checked. It becomes an outcome of the decision.</summary>
    public bool? ModelWasRight { get; init; }

    /// <summary>Whether a person was really needed, or null when nobody said.</summary>
    public bool? Needed { get; init; }

    /// <summary>Whether the package sufficed without asking the user again, or null when nobody said.</summary>
    public bool? Sufficient { get; init; }

    /// <summary>A further label as a code, or null.</summary>
    public string? Label { get; init => field = value is null ? null : Guard.NotBlank(value); }
}
