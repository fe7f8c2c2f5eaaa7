using System.Globalization;

namespace Escalation.Decisions;

/// <summary>The rules of a policy's triggers, by the triggers' indexes.</summary>
internal sealed class PolicyRules
{
    /// <summary>What lies outside of every certificate when a rule holds back what the calibration saw.</summary>
    internal const string LimitsName = "budgets and cool-downs";

    private readonly TriggerRule?[] _rules;
    private readonly RouteRule?[] _routes;
    private readonly string[] _names;

    internal PolicyRules(string policy, string[] names, TriggerRule?[] rules)
    {
        _names = names;
        _rules = rules;
        _routes = Array.ConvertAll(rules, rule => rule?.Route is { } key ? new RouteRule(key, null, Priority.Normal) : null);
        HasLimits = Array.Exists(rules, rule => rule is { HasLimits: true });
        Slot = new FiringSlot(policy);
    }

    internal bool HasLimits { get; }

    internal FiringSlot Slot { get; }

    internal IEnumerable<string> RouteKeys => _routes.OfType<RouteRule>().Select(route => route.Key);

    /// <summary>What a fingerprint has to know; empty when no rule decides anything.</summary>
    internal string Configuration => string.Concat(_rules.Select((rule, i) => rule is { HasLimits: true } or { When: not null } ? string.Create(CultureInfo.InvariantCulture, $";{i}:{rule.Configuration}") : ""));

    /// <summary>Routes, priorities and severities, which decide where an escalation goes and not whether there is one.</summary>
    internal string RoutingConfiguration => string.Concat(_rules.Select((rule, i) => rule is { Route: not null } or { Priority: not null } or { Severity: not null } ? string.Create(CultureInfo.InvariantCulture, $"{i}:{rule.Route?.Length ?? -1}:{rule.Route};{rule.Priority};{rule.Severity}\n") : ""));

    /// <summary>The priority that a severity asks for at least.</summary>
    internal static Priority PriorityOf(Severity severity) => severity switch
    {
        >= Severity.Critical => Priority.Urgent,
        Severity.High => Priority.High,
        _ => Priority.Low,
    };

    /// <summary>What the policy makes of the signal of one trigger.</summary>
    internal Restraint Apply(int index, AgentTurn turn, TimeProvider time, ref Signal signal)
    {
        if (_rules[index] is not { } rule)
        {
            return Restraint.None;
        }

        signal = rule.When is { } condition ? condition.Gate(turn, signal) : signal;
        signal = rule.Severity is { } severity ? signal.WithSeverity(Effective(signal, severity)) : signal;
        if (!rule.HasLimits || !signal.Fired || signal.Failed)
        {
            return Restraint.None;
        }

        Restraint restraint = Restrain(rule, index, turn, time, signal);
        signal = restraint switch
        {
            Restraint.Budget => signal.LoweredTo(rule.Budget!.Then, Reason.BudgetExhausted),
            Restraint.CoolDown => signal.LoweredTo(DecisionOutcome.Act, Reason.CoolingDown),
            _ => signal,
        };
        return restraint;
    }

    /// <summary>Where a signal goes: a failure to whoever looks after its reason, anything else to the trigger's own route.</summary>
    internal RouteRule RouteOf(int index, in Signal signal, PolicyRoutes routes) =>
        index < 0 || _routes[index] is not { } own || (signal.Failed && routes.IsNamed(signal.Reason)) ? routes.For(signal.Reason) : own;

    internal Priority PriorityOf(int index, in Signal signal, Priority ofRoute)
    {
        Priority asked = Higher(ofRoute, PriorityOf(signal.Severity));
        return index < 0 || _rules[index]?.Priority is not { } own ? asked : signal.Failed ? Higher(own, ofRoute) : own;
    }

    /// <summary>Notes in the conversation which triggers were heard.</summary>
    internal void Record(Conversation conversation, in EscalationDecision decision, ReadOnlySpan<Signal> signals, DateTimeOffset now)
    {
        conversation.Attach(Slot);
        if (!conversation.TryGet(Slot, out FiringState? state) || !state.Begin(decision.Id))
        {
            return;
        }

        for (int i = 0; i < _rules.Length; i++)
        {
            ulong bit = 1UL << i;
            if (_rules[i] is { HasLimits: true } && ((decision.FiredTriggers & ~decision.FailedTriggers & ~decision.RestrainedTriggers) & bit) != 0 && (!signals.IsEmpty || i == decision.TriggerIndex))
            {
                (DecisionOutcome outcome, Severity severity) = signals.IsEmpty ? (decision.Outcome, decision.Severity) : (signals[i].Proposal, signals[i].Severity);
                state.Add(_names[i], new Firing(conversation.StepCount, now.UtcTicks, outcome, severity));
            }
        }
    }

    /// <summary>The rule in words, and what comes of it for a turn; empty when there is none.</summary>
    internal string Describe(int index, AgentTurn turn, in Signal signal, TimeProvider time)
    {
        if (_rules[index] is not { } rule)
        {
            return "";
        }

        string text = rule.Severity is { } severity ? $" Severity {severity}." : "";
        text += rule.Route is { } route ? $" Route {route}." : "";
        text += rule.Priority is { } priority ? $" Priority {priority}." : "";
        text += rule.When is { } condition ? $" Heard when {condition}: {Describe(condition, turn)}." : "";
        return rule.HasLimits ? text + TriggerLimits.Describe(rule, signal, FiringsOf(index, turn), turn.Conversation?.StepCount ?? 0, time.GetUtcNow()) : text;
    }

    private static string Describe(TurnCondition condition, AgentTurn turn) => condition.Evaluate(turn) switch
    {
        ConditionResult.Holds => "it is",
        ConditionResult.Fails => "it is not",
        ConditionResult.Absent => "not known, so the trigger is heard",
        _ => "an attribute is no number",
    };

    /// <summary>A rule says what an ordinary signal counts for; a signal that says more than that is believed, and a failure is never a small thing.</summary>
    private static Severity Effective(in Signal signal, Severity ofRule)
    {
        Severity own = signal.Severity;
        return own == Severity.Moderate && !signal.Failed ? ofRule : (Severity)Math.Max((int)own, (int)ofRule);
    }

    /// <summary>A clock or state that fails holds nothing back.</summary>
    private Restraint Restrain(TriggerRule rule, int index, AgentTurn turn, TimeProvider time, in Signal signal)
    {
        try
        {
            return FiringsOf(index, turn) is { } firings ? TriggerLimits.Restrain(rule, signal, firings, turn.Conversation!.StepCount, time.GetUtcNow()) : Restraint.None;
        }
        catch (Exception)
        {
            return Restraint.None;
        }
    }

    private static Priority Higher(Priority first, Priority second) => first >= second ? first : second;

    private List<Firing>? FiringsOf(int index, AgentTurn turn) =>
        turn.Conversation is { } conversation && conversation.TryGet(Slot, out FiringState? state) ? state.Of(_names[index]) : null;
}
