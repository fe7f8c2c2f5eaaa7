namespace Escalation.Decisions;

/// <summary>Everything known about one turn when the question is asked: act, or escalate? Inputs that nobody has are left out.</summary>
/// <remarks>Immutable; a <c>with</c> expression makes a changed copy. The conversation it refers to is state that the caller owns.</remarks>
public sealed record AgentTurn
{
    /// <summary>The turn's id: it correlates decision, handoff, audit record and outcome, and makes submission idempotent. Null lets the runtime choose one.</summary>
    public string? Id { get; init; }

    /// <summary>The conversation the turn belongs to, or null for a single question.</summary>
    public Conversation? Conversation { get; init; }

    /// <summary>What was asked.</summary>
    public string Request { get; init; } = "";

    /// <summary>The model's answer or best guess.</summary>
    public string? Answer { get; init; }

    /// <summary>The step that the agent is about to take.</summary>
    public AgentStep? ProposedStep { get; init; }

    /// <summary>An estimate of the probability p, in [0, 1], that the model is right.</summary>
    public double? Confidence { get; init; }

    /// <summary>An estimate of the probability q, in [0, 1], that the person or stronger model would be right.</summary>
    public double? ExpertConfidence { get; init; }

    /// <summary>A direct estimate of <c>q - p</c>, in [-1, 1]; higher means delegate. A delegation score on another scale, a logit for example, comes through a predictor.</summary>
    public double? DelegationValue { get; init; }

    /// <summary>The log-probabilities of the answer's tokens.</summary>
    public IReadOnlyList<TokenLogProb>? LogProbs { get; init; }

    /// <summary>Several answers of the model to the same request, the one in <see cref="Answer"/> among them or not.</summary>
    public IReadOnlyList<AnswerSample>? Samples { get; init; }

    /// <summary>What a verifier, another model or a check, made of the answer; higher is better, on the verifier's own scale.</summary>
    public double? VerifierScore { get; init; }

    /// <summary>Ways to read the request.</summary>
    public IReadOnlyList<Interpretation>? Interpretations { get; init; }

    /// <summary>What the request was recognised to ask for, for example <c>book-flight</c>; null when nobody looked. Slot schemas go by it.</summary>
    public string? Intent { get; init; }

    /// <summary>What is known of the slots that the intent needs, by name; a slot that nobody filled is left out. Null counts as none filled.</summary>
    public IReadOnlyDictionary<string, string>? Slots { get; init; }

    /// <summary>A classifier's scores of the known intents, one each: logits or probabilities, as whoever reads them is told. Empty when there is no classifier.</summary>
    public ReadOnlyMemory<double> IntentScores { get; init; }

    /// <summary>A vector that stands for the request, for example a sentence embedding; empty when there is none.</summary>
    public ReadOnlyMemory<float> Embedding { get; init; }

    /// <summary>The model's activations, one pooled vector of the probe's length.</summary>
    public ReadOnlyMemory<float> Activations { get; init; }

    /// <summary>The costs of this very turn; they replace the policy's.</summary>
    public DecisionCosts? Costs { get; init; }

    /// <summary>The class of the proposed act, for costs that depend on it, for example <c>refund</c>.</summary>
    public string? DecisionClass { get; init; }

    /// <summary>Who asked.</summary>
    public Requester? Requester { get; init; }

    /// <summary>Further facts for custom triggers and routing, by name. In a handoff they go to a person only when their class is named, see <c>PackageRedaction</c>.</summary>
    public IReadOnlyDictionary<string, string>? Attributes { get; init; }

    /// <summary>The ids by which other systems know the turn.</summary>
    public Correlation? Correlation { get; init; }

    /// <summary>How the user is talked to, for example <c>chat</c>, <c>email</c> or <c>voice</c>; null when nobody says.</summary>
    public string? Channel { get; init; }

    /// <summary>The conversation so far in a few sentences, for whoever takes over; null lets the handoff count what happened instead.</summary>
    public string? Summary { get; init; }

    /// <summary>The files that belong to the turn, by reference.</summary>
    public IReadOnlyList<AttachmentReference>? Attachments { get; init; }

    /// <summary>Names the turn and shows none of its content, so that a turn in a log message or a test's output gives nothing away.</summary>
    public override string ToString() => $"AgentTurn {Id ?? "without id"}";
}
