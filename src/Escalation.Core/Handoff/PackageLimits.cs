namespace Escalation.Handoff;

/// <summary>How large a context package may become. All texts together stay within <see cref="MaximumCharacters"/>; its JSON stays below seven times that many bytes, plus some 50 KB.</summary>
public sealed record PackageLimits
{
    /// <summary>The usual limits: 256 Ki characters in all, 32 Ki in one text, 200 steps, 100 attempts.</summary>
    public static PackageLimits Default { get; } = new();

    /// <summary>The most characters of all texts together, in UTF-16 units; at least 1,024.</summary>
    public int MaximumCharacters { get; init => field = Guard.AtLeast(value, 1024, nameof(MaximumCharacters)); } = 256 * 1024;

    /// <summary>The most characters of one text; at least 16.</summary>
    public int MaximumTextCharacters { get; init => field = Guard.AtLeast(value, 16, nameof(MaximumTextCharacters)); } = 32 * 1024;

    /// <summary>The most steps in the transcript; at least 1.</summary>
    public int MaximumSteps { get; init => field = Guard.AtLeast(value, 1, nameof(MaximumSteps)); } = 200;

    /// <summary>The most attempts, and the most intermediate results; at least 1.</summary>
    public int MaximumAttempts { get; init => field = Guard.AtLeast(value, 1, nameof(MaximumAttempts)); } = 100;

    /// <summary>The most attachments that are listed; at least 1.</summary>
    public int MaximumAttachments { get; init => field = Guard.AtLeast(value, 1, nameof(MaximumAttachments)); } = 50;
}
