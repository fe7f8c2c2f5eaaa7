using Escalation.Decisions;

namespace Escalation.Triggers.Sensitivity;

/// <summary>Fires when the turn's attributes say that the account is of high value or its holder vulnerable.</summary>
/// <remarks>
/// Reason <c>protected-account</c>, the detail is the attribute's name. A failing rule (<c>no-signal</c>, <c>score-undefined</c>) outweighs one that
/// fires; when every rule abstains, so does the trigger. Immutable, safe for concurrent use; allocates nothing.
/// </remarks>
public sealed class AccountTrigger : ITrigger, IConfigured
{
    private readonly AccountRule[] _rules;
    private readonly DecisionOutcome _outcome;

    /// <summary>Creates the trigger.</summary>
    /// <param name="name">The name, unique within a policy.</param>
    /// <param name="rules">At least one.</param>
    /// <param name="outcome">What to propose; stricter than <see cref="DecisionOutcome.Act"/>.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank, or the rules are empty or hold null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="outcome"/> is not above acting.</exception>
    public AccountTrigger(string name, IEnumerable<AccountRule> rules, DecisionOutcome outcome = DecisionOutcome.EscalateToPerson)
    {
        ArgumentNullException.ThrowIfNull(rules);
        Name = Guard.NotBlank(name);
        _rules = TriggerParts.Require(rules.ToArray(), nameof(rules));
        _outcome = TriggerParts.RequireProposal(outcome);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Configuration => $"{_outcome};{string.Concat(_rules.Select(rule => rule.Configuration))}";

    /// <inheritdoc/>
    public Signal Evaluate(AgentTurn turn)
    {
        Signal result = Signal.NotApplicable();
        foreach (AccountRule rule in _rules)
        {
            Signal signal = rule.Evaluate(turn, _outcome);
            if (Rank(signal) > Rank(result))
            {
                result = signal;
            }
        }

        return result.Failed ? result.RaisedTo(_outcome) : result;
    }

    /// <inheritdoc/>
    public string? Explain(AgentTurn turn, in Signal signal) => signal.Fired && !signal.Failed ? $"The attribute '{signal.Detail}' protects the account." : null;

    private static int Rank(in Signal signal) => signal.Failed ? 3 : signal.Fired ? 2 : signal.Kind == SignalKind.Value ? 1 : 0;
}
