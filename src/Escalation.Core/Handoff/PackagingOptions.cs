using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>What goes into a package, and what becomes of a long transcript.</summary>
public sealed record PackagingOptions
{
    /// <summary>The defaults: the default redaction, transcripts inline.</summary>
    public static PackagingOptions Default { get; } = new();

    /// <summary>What reaches the people of the queue.</summary>
    public PackageRedaction Redaction { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = PackageRedaction.Default;

    /// <summary>Keeps the transcripts of conversations longer than <see cref="InlineSteps"/>; null keeps them inline as far as the limits allow. When it fails or is late, the transcript is inline.</summary>
    public ITranscriptStore? TranscriptStore { get; init; }

    /// <summary>Gives the address of a conversation that the caller keeps anyway, an absolute URI, or null; it comes before <see cref="TranscriptStore"/>. What it throws counts as null.</summary>
    public Func<AgentTurn, Uri?>? TranscriptLocation { get; init; }

    /// <summary>How many of the latest steps stay inline when the package refers to a transcript; at least 1.</summary>
    public int InlineSteps { get; init => field = Guard.AtLeast(value, 1, nameof(InlineSteps)); } = 20;

    /// <summary>The most characters of a stored transcript, in UTF-16 units; at least 1,024. Older steps leave a placeholder.</summary>
    public int MaximumStoredCharacters { get; init => field = Guard.AtLeast(value, 1024, nameof(MaximumStoredCharacters)); } = 8 * 1024 * 1024;

    /// <summary>How long the store may take. Above zero, at most a day.</summary>
    public TimeSpan StoreTimeout { get; init => field = value > TimeSpan.Zero && value <= TimeSpan.FromDays(1) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "StoreTimeout must be above zero and at most a day."); } = TimeSpan.FromSeconds(2);

    /// <summary>The reasons that make a turn's content sensitive: those of triggers that fired stand among the package's labels. Those of the library's sensitivity triggers unless given.</summary>
    public IReadOnlySet<Reason> SensitiveReasons { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new HashSet<Reason>
    {
        Reason.Sensitivity, new("personal-data"), new("negative-sentiment"), new("hidden-text"), new("protected-account"),
    };
}
