using Escalation.Triggers.Sensitivity;

namespace Escalation.DependencyInjection;

/// <summary>What makes an account a protected one: a number above a threshold, or a mark. Exactly one of the two.</summary>
public sealed class AccountRuleSettings
{
    /// <summary>The attribute's name.</summary>
    public string Attribute { get; set; } = "";

    /// <summary>The number above which the rule fires; finite.</summary>
    public double? Above { get; set; }

    /// <summary>The mark at which the rule fires, for example <c>true</c>.</summary>
    public string? EqualTo { get; set; }

    /// <summary>Whether a turn without the attribute escalates; otherwise the rule abstains.</summary>
    public bool Required { get; set; }

    internal AccountRule ToRule() => (Above, EqualTo) switch
    {
        ({ } above, null) => AccountRule.Above(Attribute, above, Required),
        (null, { } mark) => AccountRule.Marked(Attribute, mark, Required),
        _ => throw new ArgumentException($"The rule for '{Attribute}' needs either Above or EqualTo, and not both.", nameof(Above)),
    };
}
