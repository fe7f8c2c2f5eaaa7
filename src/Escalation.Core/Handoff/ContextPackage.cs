using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>Everything a person, or a stronger model, needs to take a turn over without asking again.</summary>
/// <remarks>
/// <para>Immutable and bounded, see <see cref="PackageLimits"/>. It holds content, redacted by <see cref="PackageRedaction"/>, so it goes to its queue and nowhere else.
/// <see cref="ContextPackageJson"/> writes and reads it without loss. Made by <see cref="ContextPackager"/>.</para>
/// <para>What machines alone can read stays behind: embeddings, activations, token log-probabilities, and the samples that a trigger compared. A person reads what was made of them in <see cref="Why"/>.</para>
/// </remarks>
public sealed record ContextPackage
{
    /// <summary>The schema's name and version.</summary>
    /// <remarks>Every change of the members gives it a new number, since readers refuse members they do not know. Readers read every earlier version.</remarks>
    public const string Schema = "escalation-context/2";

    /// <summary>The escalation's id; sending a package twice under one id makes one ticket.</summary>
    public required string EscalationId { get; init; }

    /// <summary>The conversation, or null for a single question.</summary>
    public string? ConversationId { get; init; }

    /// <summary>The conversation's own id, where redaction or a limit made another of it: a desk in this process finds the conversation by it. It is in no document, so no queue gets it.</summary>
    internal OwnConversation? OwnConversation { get; init; }

    /// <summary>The turn's id.</summary>
    public required string TurnId { get; init; }

    /// <summary>The ids by which other systems know the turn, or null.</summary>
    public Correlation? Correlation { get; init; }

    /// <summary>When the package was made, in UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who asked, or null when unknown.</summary>
    public Requester? Requester { get; init; }

    /// <summary>What was asked.</summary>
    public required PackageText OriginalRequest { get; init; }

    /// <summary>What happened so far in a few sentences; null in packages of the first version.</summary>
    public PackageText? Summary { get; init; }

    /// <summary>How the request was understood, or null when nothing is known of it.</summary>
    public RequestUnderstanding? Understanding { get; init; }

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

    /// <summary>What makes the content sensitive, in ordinal order: reason codes of triggers and classes of data that were found, kept or redacted.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Where it goes.</summary>
    public required HandoffRoute Route { get; init; }

    /// <summary>The conversation so far, oldest first, with placeholders for what was left out.</summary>
    public IReadOnlyList<TranscriptEntry> Transcript { get; init; } = [];

    /// <summary>Where the whole transcript is, or null when it stands here as far as the limits allow.</summary>
    public TranscriptReference? TranscriptReference { get; init; }

    /// <summary>The files that belong to the turn, by reference.</summary>
    public IReadOnlyList<AttachmentReference> Attachments { get; init; } = [];

    /// <summary>How many further files were left out.</summary>
    public int OmittedAttachments { get; init; }

    /// <summary>What the user was told, or null when nothing.</summary>
    public PackageText? FallbackMessage { get; init; }

    /// <summary>Further facts that came with the turn, by name; those whose class is known and not erased.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How many further facts were left out.</summary>
    public int OmittedAttributes { get; init; }

    /// <summary>The parts of the turn that threw while they were read, so that they are not here.</summary>
    public IReadOnlyList<UnreadablePart> Unreadable { get; init; } = [];

    /// <summary>What was redacted; null in packages of the first version, whose texts came as they were.</summary>
    public RedactionReport? Redaction { get; init; }

    /// <summary>Which parts are missing, shortened or withheld, and how much of the package is there.</summary>
    public PackageCompleteness Completeness => PackageCompleteness.Of(this);

    /// <summary>Names the escalation and its queue, and shows no content, so that a package in a log message gives nothing away.</summary>
    public override string ToString() => $"ContextPackage {EscalationId} to {Route.Queue}";
}
