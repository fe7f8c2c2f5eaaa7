using Escalation.Decisions;

namespace Escalation.Handoff.Routing;

/// <summary>What a router knows of an escalation. Immutable; what nobody knows is left out, and a rule that asks for it then does not match.</summary>
public sealed record HandoffRequest
{
    /// <summary>The attribute of a turn that names the skills it needs, separated by commas.</summary>
    public const string SkillsAttribute = "skills";

    /// <summary>The route key that the policy named; it decides when no rule does.</summary>
    public required string Key { get; init; }

    /// <summary>The decision's priority; rules and queues may raise it, never lower it.</summary>
    public Priority Priority { get; init; }

    /// <summary>The decision's reason.</summary>
    public Reason Reason { get; init; }

    /// <summary>How grave the reason is.</summary>
    public Severity Severity { get; init; }

    /// <summary>What it is about, for example an intent, or null.</summary>
    public string? Topic { get; init; }

    /// <summary>The requester's language as a BCP 47 tag, or null.</summary>
    public string? Language { get; init; }

    /// <summary>The requester's service tier, or null.</summary>
    public string? Tier { get; init; }

    /// <summary>The skills that somebody needs to take over.</summary>
    public IReadOnlyList<string> Skills { get; init; } = [];

    /// <summary>Further facts, by name.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The request of a decision. The topic is the turn's intent, or else the class of its proposed act; skills come from <see cref="SkillsAttribute"/>.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="key">The route key.</param>
    /// <exception cref="ArgumentException">Thrown when the key is blank.</exception>
    public static HandoffRequest Of(AgentTurn turn, in EscalationDecision decision, string key)
    {
        ArgumentNullException.ThrowIfNull(turn);
        var request = new HandoffRequest
        {
            Key = Guard.NotBlank(key),
            Priority = decision.Priority,
            Reason = decision.Reason,
            Severity = decision.Severity,
            Topic = turn.Intent ?? turn.DecisionClass,
            Language = turn.Requester?.Language,
            Tier = turn.Requester?.Tier,
        };
        return turn.Attributes is { } attributes ? request with { Attributes = attributes, Skills = SkillsIn(attributes) } : request;
    }

    /// <summary>What a package still says of its request, for finding its next queue.</summary>
    /// <param name="package">The package.</param>
    internal static HandoffRequest Of(ContextPackage package) => new()
    {
        Key = package.Route.Key,
        Priority = package.Route.Priority,
        Reason = package.Why.Reason,
        Language = package.Requester?.Language,
        Tier = package.Requester?.Tier,
        Skills = package.Route.Skills,
        Attributes = package.Attributes,
    };

    private static string[] SkillsIn(IReadOnlyDictionary<string, string> attributes) => attributes.TryGetValue(SkillsAttribute, out string? skills)
        ? skills.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        : [];
}
