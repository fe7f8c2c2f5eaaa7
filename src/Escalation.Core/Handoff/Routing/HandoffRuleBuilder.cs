using Escalation.Decisions;

namespace Escalation.Handoff.Routing;

/// <summary>Collects the conditions of a rule: all kinds must hold, of one kind any of its values. Texts compare ordinally. Not safe for concurrent use.</summary>
public sealed class HandoffRuleBuilder
{
    private HandoffRule _rule;

    internal HandoffRuleBuilder(string name, string queue) => _rule = new HandoffRule(name, queue);

    /// <summary>The policy named one of these route keys.</summary>
    /// <param name="keys">The keys.</param>
    public HandoffRuleBuilder WhenKey(params string[] keys) => Set(_rule with { Keys = [.. _rule.Keys, .. Texts(keys)] });

    /// <summary>The decision has one of these reasons.</summary>
    /// <param name="reasons">The reasons.</param>
    public HandoffRuleBuilder WhenReason(params Reason[] reasons)
    {
        ArgumentNullException.ThrowIfNull(reasons);
        return Set(_rule with { Reasons = [.. _rule.Reasons, .. reasons] });
    }

    /// <summary>The turn is about one of these topics.</summary>
    /// <param name="topics">The topics.</param>
    public HandoffRuleBuilder WhenTopic(params string[] topics) => Set(_rule with { Topics = [.. _rule.Topics, .. Texts(topics)] });

    /// <summary>The reason is at least so grave.</summary>
    /// <param name="minimum">The least severity.</param>
    public HandoffRuleBuilder WhenSeverityAtLeast(Severity minimum) => Set(_rule with { MinimumSeverity = Enum.IsDefined(minimum) ? minimum : throw new ArgumentOutOfRangeException(nameof(minimum), minimum, "Not a severity.") });

    /// <summary>The decision is at least so urgent.</summary>
    /// <param name="minimum">The least priority.</param>
    public HandoffRuleBuilder WhenPriorityAtLeast(Priority minimum) => Set(_rule with { MinimumPriority = HandoffQueueBuilder.Valid(minimum) });

    /// <summary>The requester's language is one of these, or a regional form of it: <c>de</c> takes <c>de-CH</c>.</summary>
    /// <param name="languages">BCP 47 tags.</param>
    public HandoffRuleBuilder WhenLanguage(params string[] languages) => Set(_rule with { Languages = [.. _rule.Languages, .. Texts(languages)] });

    /// <summary>The requester has one of these service tiers.</summary>
    /// <param name="tiers">The tiers.</param>
    public HandoffRuleBuilder WhenTier(params string[] tiers) => Set(_rule with { Tiers = [.. _rule.Tiers, .. Texts(tiers)] });

    /// <summary>The turn asks for all of these skills.</summary>
    /// <param name="skills">The skills.</param>
    public HandoffRuleBuilder WhenSkill(params string[] skills) => Set(_rule with { AskedSkills = [.. _rule.AskedSkills, .. Texts(skills)] });

    /// <summary>The turn has an attribute of this value; several calls must all hold.</summary>
    /// <param name="name">The attribute's name.</param>
    /// <param name="value">Its value.</param>
    public HandoffRuleBuilder WhenAttribute(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Set(_rule with { Attributes = [.. _rule.Attributes, (Guard.NotBlank(name), value)] });
    }

    /// <summary>The clock stands within these hours.</summary>
    /// <param name="hours">The hours.</param>
    public HandoffRuleBuilder During(BusinessHours hours)
    {
        ArgumentNullException.ThrowIfNull(hours);
        return Set(_rule with { During = hours });
    }

    /// <summary>What matches needs these skills besides its own; the rule's queue must have them.</summary>
    /// <param name="skills">The skills.</param>
    public HandoffRuleBuilder Needs(params string[] skills) => Set(_rule with { Needs = [.. _rule.Needs, .. Texts(skills)] });

    /// <summary>What matches is at least so urgent.</summary>
    /// <param name="priority">The priority.</param>
    public HandoffRuleBuilder RaiseTo(Priority priority) => Set(_rule with { Raise = HandoffQueueBuilder.Valid(priority) });

    internal HandoffRule Build() => _rule.HasConditions
        ? _rule
        : throw new HandoffRoutingException($"Rule '{_rule.Name}' has no condition: it would take everything. A route key does that.");

    private static string[] Texts(string[] texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return Array.ConvertAll(texts, static text => Guard.NotBlank(text, nameof(texts)));
    }

    private HandoffRuleBuilder Set(HandoffRule rule)
    {
        _rule = rule;
        return this;
    }
}
