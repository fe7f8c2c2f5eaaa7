using Escalation.Decisions;

namespace Escalation.Handoff.Routing;

/// <summary>A rule that leads matching escalations to a queue. Immutable.</summary>
internal sealed record HandoffRule(string Name, string Queue)
{
    internal IReadOnlyList<string> Keys { get; init; } = [];

    internal IReadOnlyList<Reason> Reasons { get; init; } = [];

    internal IReadOnlyList<string> Topics { get; init; } = [];

    internal Severity? MinimumSeverity { get; init; }

    internal Priority? MinimumPriority { get; init; }

    internal IReadOnlyList<string> Languages { get; init; } = [];

    internal IReadOnlyList<string> Tiers { get; init; } = [];

    internal IReadOnlyList<string> AskedSkills { get; init; } = [];

    internal IReadOnlyList<(string Name, string Value)> Attributes { get; init; } = [];

    internal BusinessHours? During { get; init; }

    internal IReadOnlyList<string> Needs { get; init; } = [];

    internal Priority Raise { get; init; } = Priority.Low;

    /// <summary>Whether anything is asked at all.</summary>
    internal bool HasConditions => Keys.Count + Reasons.Count + Topics.Count + Languages.Count + Tiers.Count + AskedSkills.Count + Attributes.Count > 0
        || MinimumSeverity is not null || MinimumPriority is not null || During is not null;

    /// <summary>The first condition that does not hold, as a code; null when all do.</summary>
    internal string? Unmet(HandoffRequest request, DateTimeOffset at) =>
        !Any(Keys, request.Key) ? "key"
        : Reasons.Count > 0 && !Reasons.Contains(request.Reason) ? "reason"
        : !Any(Topics, request.Topic) ? "topic"
        : MinimumSeverity > request.Severity ? "severity"
        : MinimumPriority > request.Priority ? "priority"
        : Languages.Count > 0 && !(request.Language is { } tag && Languages.Any(range => LanguageRange.Matches(range, tag))) ? "language"
        : !Any(Tiers, request.Tier) ? "tier"
        : !AskedSkills.All(skill => request.Skills.Contains(skill, StringComparer.Ordinal)) ? "skill"
        : !Attributes.All(asked => request.Attributes.TryGetValue(asked.Name, out string? value) && string.Equals(value, asked.Value, StringComparison.Ordinal)) ? "attribute"
        : During is { } hours && !hours.IsOpen(at) ? "hours"
        : null;

    private static bool Any(IReadOnlyList<string> allowed, string? value) =>
        allowed.Count == 0 || (value is not null && allowed.Contains(value, StringComparer.Ordinal));
}
