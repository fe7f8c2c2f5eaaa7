using Escalation.Decisions;
using Escalation.Triggers.Sensitivity;

namespace Escalation.DependencyInjection;

/// <summary>Accounts that a person should look after, by attributes of the turn; trigger <c>sensitivity-account</c>.</summary>
/// <remarks>Reasons: <c>protected-account</c> with the attribute's name as detail; <c>no-signal</c> for a required attribute that is absent, <c>score-undefined</c> for one that is no number.</remarks>
public sealed class AccountSettings
{
    /// <summary>Whether it runs; a later source of configuration can turn it off. The options are validated in both cases.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>What to propose; stricter than acting.</summary>
    public DecisionOutcome Outcome { get; set; } = DecisionOutcome.EscalateToPerson;

    /// <summary>The rules; at least one.</summary>
    public IList<AccountRuleSettings> Rules { get; } = [];

    internal AccountTrigger ToTrigger(string name) => new(name, Rules.Select(rule => rule.ToRule()), Outcome);
}
