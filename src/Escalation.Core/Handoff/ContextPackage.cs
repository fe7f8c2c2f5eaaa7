using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>Everything a person, or a stronger model, needs to take a turn over without asking again.</summary>
/// <remarks>
/// Immutable and bounded, see <see cref="PackageLimits"/>. It holds content, so it goes to its queue and nowhere else.
/// <see cref="ContextPackageJson"/> writes and reads it without loss. Made by <see cref="ContextPackager"/>.
/// </remarks>
public sealed record ContextPackage
{
    /// <summary>The schema's name and version.</summary>
    public const string Schema = "escalation-context/1";

    /// <summary>The escalation's id; sending a package twice under one id makes one ticket.</summary>
    public required string EscalationId { get; init; }

    /// <summary>The conversation, or null for a single question.</summary>
    public string? ConversationId { get; init; }

    /// <summary>The turn's id.</summary>
    public required string TurnId { get; init; }

    /// <summary>When the package was made, in UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who asked, or null when unknown.</summary>
    public Requester? Requester { get; init; }

    /// <summary>What was asked.</summary>
    public required PackageText OriginalRequest { get; init; }

    /// <summary>What the agent tried, oldest first.</summary>
    public IReadOnlyList<AttemptedAction> Attempted { get; init; } = [];

    /// <summary>How many older attempts were left out.</summary>
    public int OmittedAttempts { get; init; }

    /// <summary>What the agent found out, oldest first.</summary>
    public IReadOnlyList<IntermediateResult> IntermediateResults { get; init; } = [];

    /// <summary>How many older results were left out.</summary>
    public int OmittedResults { get; init; }

    /// <summary>What the model would have answered, or null.</summary>
    public BestGuess? BestGuess { get; init; }

    /// <summary>The step that waits for approval or for somebody else, or null.</summary>
    public TranscriptEntry? PendingAction { get; init; }

    /// <summary>Why it was handed off.</summary>
    public required EscalationCause Why { get; init; }

    /// <summary>Where it goes.</summary>
    public required HandoffRoute Route { get; init; }

    /// <summary>The conversation so far, oldest first, with placeholders for what was left out.</summary>
    public IReadOnlyList<TranscriptEntry> Transcript { get; init; } = [];

    /// <summary>What the user was told, or null when nothing.</summary>
    public PackageText? FallbackMessage { get; init; }

    /// <summary>Further facts that came with the turn, by name.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How many further facts were left out.</summary>
    public int OmittedAttributes { get; init; }

    /// <summary>Which parts are missing or shortened.</summary>
    public PackageCompleteness Completeness => PackageCompleteness.Of(this);
}
