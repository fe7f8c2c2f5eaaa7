using Escalation.Decisions;
using Escalation.Triggers.Sensitivity;

namespace Escalation.DependencyInjection;

/// <summary>A sensitive topic: the words that reveal it, and what comes of it.</summary>
public sealed class TopicSettings
{
    /// <summary>The name; it stands in the signal's detail and so in logs.</summary>
    public string Name { get; set; } = "";

    /// <summary>The words or phrases; at least one, none blank; upper and lower case alike.</summary>
    public IList<string> Words { get; } = [];

    /// <summary>The code of the reason to give, by which routes tell topics apart; null for <c>sensitivity</c>.</summary>
    public string? Reason { get; set; }

    /// <summary>What to propose; stricter than acting.</summary>
    public DecisionOutcome Outcome { get; set; } = DecisionOutcome.EscalateToPerson;

    /// <summary>How grave a text of this topic is.</summary>
    public Severity Severity { get; set; }

    internal SensitiveTopic ToTopic() => new(Name, Words, Reason is null ? null : new Reason(Reason), Outcome, Severity);
}
