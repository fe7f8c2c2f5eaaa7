namespace Escalation.Handoff;

/// <summary>How a request was understood.</summary>
public sealed record RequestUnderstanding
{
    /// <summary>What it was recognised to ask for, or null.</summary>
    public string? Intent { get; init; }

    /// <summary>What is known of the slots that the intent needs, by name.</summary>
    public IReadOnlyDictionary<string, string> Slots { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How many slots were left out, their values being too long.</summary>
    public int OmittedSlots { get; init; }

    /// <summary>A classifier's scores of the known intents, in its own order and on its own scale.</summary>
    public IReadOnlyList<double> IntentScores { get; init; } = [];

    /// <summary>The ways in which it can be read.</summary>
    public IReadOnlyList<RequestReading> Interpretations { get; init; } = [];
}
