using Escalation.Decisions;
using Escalation.Triggers.Sensitivity.Folding;
using Escalation.Triggers.Sensitivity.Matching;

namespace Escalation.Triggers.Sensitivity;

/// <summary>A topic and the keywords that reveal it. Immutable.</summary>
public sealed class SensitiveTopic
{
    /// <summary>Creates a topic.</summary>
    /// <param name="name">The name; it stands in <see cref="Signal.Detail"/> and so in logs.</param>
    /// <param name="keywords">At least one word or phrase; upper and lower case alike.</param>
    /// <param name="reason">The reason to give, by which routes tell topics apart; <see cref="Reason.Sensitivity"/> unless given.</param>
    /// <param name="outcome">What to propose; stricter than <see cref="DecisionOutcome.Act"/>.</param>
    /// <param name="severity">How grave a text of this topic is.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank, there are no keywords, or one is null, blank, longer than 256 characters, made only of characters that nobody sees, or holds half a surrogate pair.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="outcome"/> is not above acting, or the severity not one of the enum.</exception>
    public SensitiveTopic(string name, IEnumerable<string> keywords, Reason? reason = null, DecisionOutcome outcome = DecisionOutcome.EscalateToPerson, Severity severity = Severity.Moderate)
    {
        ArgumentNullException.ThrowIfNull(keywords);
        Name = Guard.NotBlank(name);
        Keywords = [.. keywords];
        Reason = reason ?? Reason.Sensitivity;
        Outcome = TriggerParts.RequireProposal(outcome);
        Severity = Enum.IsDefined(severity) ? severity : throw new ArgumentOutOfRangeException(nameof(severity), severity, $"severity must be one of the enum, but was {severity}.");
        if (Keywords.Count == 0)
        {
            throw new ArgumentException($"Topic '{name}' has no keywords.", nameof(keywords));
        }

        for (int i = 0; i < Keywords.Count; i++)
        {
            // An empty keyword would be in every text.
            if (string.IsNullOrWhiteSpace(Keywords[i]))
            {
                throw new ArgumentException($"Keyword {i} of topic '{name}' is null or blank.", nameof(keywords));
            }

            if (Keywords[i].Length > KeywordLimits.MaximumLength || FoldedText.Fold(Keywords[i]) is { Length: > KeywordLimits.MaximumLength })
            {
                throw new ArgumentException($"Keyword {i} of topic '{name}' is longer than {KeywordLimits.MaximumLength} characters.", nameof(keywords));
            }

            if (string.IsNullOrWhiteSpace(FoldedText.Fold(Keywords[i])))
            {
                throw new ArgumentException($"Keyword {i} of topic '{name}' holds no visible character.", nameof(keywords));
            }

            if (!IsWellFormed(Keywords[i]))
            {
                throw new ArgumentException($"Keyword {i} of topic '{name}' holds half a surrogate pair.", nameof(keywords));
            }
        }
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The keywords.</summary>
    public IReadOnlyList<string> Keywords { get; }

    /// <summary>The reason given when one is found.</summary>
    public Reason Reason { get; }

    /// <summary>What is proposed when one is found.</summary>
    public DecisionOutcome Outcome { get; }

    /// <summary>How grave a text of this topic is.</summary>
    public Severity Severity { get; }

    private static bool IsWellFormed(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                {
                    return false;
                }

                i++;
            }
        }

        return true;
    }
}
