using Escalation.Decisions;

namespace Quickstart;

/// <summary>One question that a weak model answered and that a stronger one, or a person, could answer instead.</summary>
internal sealed record CascadeItem
{
    /// <summary>Unique within its data set.</summary>
    public required string Id { get; init; }

    /// <summary>The subject or domain, which the model of confidence may use.</summary>
    public required string Domain { get; init; }

    /// <summary>What was asked.</summary>
    public required string Request { get; init; }

    /// <summary>What the weak model's output shows.</summary>
    public required AnswerFeatures Features { get; init; }

    /// <summary>Whether the weak model's answer is right: known in a labelled data set, never to the policy.</summary>
    public required bool WeakIsRight { get; init; }

    /// <summary>Whether the answer of whoever takes over is right.</summary>
    public required bool StrongIsRight { get; init; }

    /// <summary>What the agent did before it answered.</summary>
    public IReadOnlyList<AgentStep> Steps { get; init; } = [];

    /// <summary>Why the answer needs a person whatever its probability; null when nothing of the kind was planted.</summary>
    public Hazard? Hazard { get; init; }

    /// <summary>What delegating changes: 1 helps, 0 is neutral, -1 harms.</summary>
    public int Gain => (StrongIsRight ? 1 : 0) - (WeakIsRight ? 1 : 0);
}
