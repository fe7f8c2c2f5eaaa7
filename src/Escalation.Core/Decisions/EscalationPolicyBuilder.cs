using System.Collections.Frozen;

namespace Escalation.Decisions;

/// <summary>Collects triggers, costs and routes, and builds an immutable policy. Each room brings its own extension methods.</summary>
/// <remarks>Not safe for concurrent use. A builder builds once.</remarks>
public sealed class EscalationPolicyBuilder
{
    /// <summary>The most triggers that one policy can hold; compose them when there are more.</summary>
    public const int MaximumTriggers = 64;

    private static readonly TimeSpan DefaultTimeBudget = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestTimeBudget = TimeSpan.FromDays(1);

    private readonly List<ITrigger> _triggers = [];
    private readonly List<AsyncRegistration> _asyncTriggers = [];
    private readonly List<RouteRule> _routes = [];
    private readonly List<(string Trigger, TriggerRule Rule)> _rules = [];
    private readonly Dictionary<string, DecisionCosts> _costsByClass = new(StringComparer.Ordinal);
    private DecisionCosts? _costs;
    private DecisionOutcome _costOutcome = DecisionOutcome.EscalateToPerson;
    private IPredictor? _modelIsRight;
    private IPredictor? _expertIsRight;
    private IPredictor? _gain;
    private TimeSpan _timeBudget = DefaultTimeBudget;
    private TimeProvider _time = TimeProvider.System;
    private string _name = "default";
    private string _version = "1";
    private bool _built;

    /// <summary>Names the policy; the name stands in every decision.</summary>
    /// <param name="name">The name; <c>default</c> unless given.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank.</exception>
    public EscalationPolicyBuilder Name(string name)
    {
        _name = Guard.NotBlank(name);
        return this;
    }

    /// <summary>Adds a synchronous trigger. The order decides only between equally strict proposals of equal priority.</summary>
    /// <param name="trigger">The trigger.</param>
    public EscalationPolicyBuilder Add(ITrigger trigger)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        _triggers.Add(trigger);
        return this;
    }

    /// <summary>Adds an asynchronous trigger; the policy then decides with <see cref="EscalationPolicy.DecideAsync(AgentTurn, CancellationToken)"/> only.</summary>
    /// <param name="trigger">The trigger.</param>
    /// <param name="isolated">Whether it runs on the thread pool from its first instruction, so that blocking code cannot outlast the time budget. The default is the safe one; false saves a queueing for triggers known to be truly asynchronous.</param>
    public EscalationPolicyBuilder Add(IAsyncTrigger trigger, bool isolated = true)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        _asyncTriggers.Add(new AsyncRegistration(trigger, isolated));
        return this;
    }

    /// <summary>Adds the cost-ratio rule: escalate iff <c>q - p &gt; c_l / c_w</c>.</summary>
    /// <param name="wrongAct">Cost c_w of a wrong act; finite and above <paramref name="escalation"/>.</param>
    /// <param name="escalation">Cost c_l of an escalation; finite and above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the costs are not valid, see <see cref="DecisionCosts"/>.</exception>
    public EscalationPolicyBuilder Costs(double wrongAct, double escalation) => Costs(new DecisionCosts(wrongAct, escalation));

    /// <summary>Adds the cost-ratio rule. <see cref="AgentTurn.Costs"/> replaces these costs for one turn.</summary>
    /// <param name="costs">The costs of every decision without costs of its own.</param>
    /// <param name="escalateTo">Who takes over when the rule escalates.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the costs are undefined or the outcome is not an escalation.</exception>
    public EscalationPolicyBuilder Costs(DecisionCosts costs, DecisionOutcome escalateTo = DecisionOutcome.EscalateToPerson)
    {
        _costs = RequireDefined(costs);
        _costOutcome = escalateTo is > DecisionOutcome.Act and <= DecisionOutcome.SafeStop
            ? escalateTo
            : throw new ArgumentOutOfRangeException(nameof(escalateTo), escalateTo, "The cost rule must propose more than acting.");
        return this;
    }

    /// <summary>Sets costs for one class of decision, see <see cref="AgentTurn.DecisionClass"/>. Other classes keep the general costs.</summary>
    /// <param name="decisionClass">The class, compared ordinally.</param>
    /// <param name="costs">Its costs.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the costs are undefined.</exception>
    public EscalationPolicyBuilder CostsFor(string decisionClass, DecisionCosts costs)
    {
        _costsByClass[Guard.NotBlank(decisionClass)] = RequireDefined(costs);
        return this;
    }

    /// <summary>Sets where the cost rule takes p from; <see cref="AgentTurn.Confidence"/> unless given.</summary>
    /// <param name="predictor">Estimates the probability that the model is right; a value outside [0, 1] is missing, which escalates.</param>
    /// <exception cref="PolicyBuildException">Thrown when the number is the agent's own word, see <see cref="ISelfReported"/>.</exception>
    public EscalationPolicyBuilder ModelIsRight(IPredictor predictor)
    {
        _modelIsRight = RequireNotSelfReported(predictor, "p");
        return this;
    }

    /// <summary>Sets q to a constant, unless the turn carries <see cref="AgentTurn.ExpertConfidence"/>. Without this the expert counts as perfect, q = 1.</summary>
    /// <param name="probability">q, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="probability"/> is not a probability.</exception>
    public EscalationPolicyBuilder ExpertIsRight(double probability) => ExpertIsRight(TurnPredictors.ExpertConfidence(probability));

    /// <summary>Sets where the cost rule takes q from.</summary>
    /// <param name="predictor">Estimates the probability that the expert is right; a value outside [0, 1] is missing, which escalates.</param>
    /// <exception cref="PolicyBuildException">Thrown when the number is the agent's own word, see <see cref="ISelfReported"/>.</exception>
    public EscalationPolicyBuilder ExpertIsRight(IPredictor predictor)
    {
        _expertIsRight = RequireNotSelfReported(predictor, "q");
        return this;
    }

    /// <summary>Lets the cost rule use a direct estimate of <c>q - p</c>, for example of a delegation-value probe.</summary>
    /// <param name="predictor">Estimates the gain of escalating; a value outside [-1, 1] is missing, which escalates.</param>
    /// <exception cref="PolicyBuildException">Thrown when the number is the agent's own word, see <see cref="ISelfReported"/>.</exception>
    public EscalationPolicyBuilder GainOfEscalating(IPredictor predictor)
    {
        _gain = RequireNotSelfReported(predictor, "q - p");
        return this;
    }

    /// <summary>Routes escalations: those with reason <paramref name="when"/>, or all others when it is null.</summary>
    /// <param name="key">The route key; the handoff resolves it to a queue.</param>
    /// <param name="when">The reason, or null.</param>
    /// <param name="priority">The priority.</param>
    /// <exception cref="ArgumentException">Thrown when the key is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the priority is not one of the enum.</exception>
    public EscalationPolicyBuilder Route(string key, Reason? when = null, Priority priority = Priority.Normal)
    {
        if (!Enum.IsDefined(priority))
        {
            throw new ArgumentOutOfRangeException(nameof(priority), priority, "Not a priority.");
        }

        _routes.Add(new RouteRule(Guard.NotBlank(key), when, priority));
        return this;
    }

    /// <summary>Says what comes of the signals of one trigger: route, priority and severity, a condition, a budget, a cool-down.</summary>
    /// <remarks>The order of calls does not matter. Of several proposals the strictest wins, among equals the graver, then that of higher priority, then that of the earlier trigger; the highest priority among the strictest stands.</remarks>
    /// <param name="trigger">The trigger's name; a trigger of the policy itself and not a part of a composition.</param>
    /// <param name="rule">The rule; one a trigger.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank.</exception>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="rule"/> is null.</exception>
    public EscalationPolicyBuilder Rule(string trigger, TriggerRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        _rules.Add((Guard.NotBlank(trigger), rule));
        return this;
    }

    /// <summary>Limits how long asynchronous triggers may take together; 2 seconds unless given. Later ones count as faults, which escalate.</summary>
    /// <param name="budget">Above zero, at most a day.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the budget is outside that range.</exception>
    public EscalationPolicyBuilder TimeBudget(TimeSpan budget)
    {
        if (budget <= TimeSpan.Zero || budget > LongestTimeBudget)
        {
            throw new ArgumentOutOfRangeException(nameof(budget), budget, "The time budget must be above zero and at most a day.");
        }

        _timeBudget = budget;
        return this;
    }

    /// <summary>Names the version of what the policy cannot see of itself: the code of custom triggers, the models behind predictors. A certificate over the whole policy holds for the version that it was calibrated with; <c>1</c> unless given.</summary>
    /// <param name="version">A word to change whenever they change.</param>
    /// <exception cref="ArgumentException">Thrown when the version is blank.</exception>
    public EscalationPolicyBuilder Version(string version)
    {
        _version = Guard.NotBlank(version);
        return this;
    }

    /// <summary>Sets the clock behind the time budget and the expiry of thresholds.</summary>
    /// <param name="time">The clock; the system's unless given.</param>
    public EscalationPolicyBuilder Time(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        return this;
    }

    /// <summary>Takes a trigger out again, to make it a part of a composition; null when there is none of that name.</summary>
    internal object? Take(string name)
    {
        int index = _triggers.FindIndex(trigger => string.Equals(trigger.Name, name, StringComparison.Ordinal));
        if (index >= 0)
        {
            ITrigger taken = _triggers[index];
            _triggers.RemoveAt(index);
            return taken;
        }

        index = _asyncTriggers.FindIndex(registration => string.Equals(registration.Trigger.Name, name, StringComparison.Ordinal));
        if (index >= 0)
        {
            IAsyncTrigger taken = _asyncTriggers[index].Trigger;
            _asyncTriggers.RemoveAt(index);
            return taken;
        }

        return null;
    }

    /// <summary>Builds the policy.</summary>
    /// <exception cref="PolicyBuildException">Thrown when there is neither a trigger nor a cost rule, two triggers share a name, a composition is circular, empty or too deep, a threshold was set on another score than its trigger reads, two rules route one reason, a rule is for no trigger, for one that has a rule already, or holds back what a certificate or the cap of the cost rule counts on, two budgets compete for the cost rule, class costs lack general ones, there are more than <see cref="MaximumTriggers"/> triggers, or the builder has built before.</exception>
    public EscalationPolicy Build()
    {
        Refuse(_built, "This builder has built its policy already.");
        Refuse(_triggers.Count + _asyncTriggers.Count == 0 && _costs is null, $"Policy '{_name}' has neither a trigger nor costs: it could never escalate.");
        Refuse(_triggers.Count + _asyncTriggers.Count > MaximumTriggers, $"Policy '{_name}' has {_triggers.Count + _asyncTriggers.Count} triggers; the most is {MaximumTriggers}.");
        Refuse(_costs is null && (_costsByClass.Count > 0 || _gain is not null || _modelIsRight is not null || _expertIsRight is not null), $"Policy '{_name}' says how to weigh costs but has none: call Costs.");
        foreach (IGrouping<string?, RouteRule> same in _routes.GroupBy(rule => rule.When?.Code))
        {
            Refuse(same.Count() > 1, $"Policy '{_name}' has {same.Count()} routes for {(same.Key is null ? "every other reason" : $"reason '{same.Key}'")}.");
        }

        var tree = new TriggerTree();
        foreach (object trigger in _triggers.Concat<object>(_asyncTriggers.Select(registration => (object)registration.Trigger)))
        {
            tree.Visit(trigger);
        }

        _built = true;
        return Assemble(tree);
    }

    private static void Refuse(bool broken, string message)
    {
        if (broken)
        {
            throw new PolicyBuildException(message);
        }
    }

    private static IPredictor RequireNotSelfReported(IPredictor predictor, string part)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        return predictor is not ISelfReported
            ? NamedScore.Unwrapped(predictor)
            : throw new PolicyBuildException($"The cost rule cannot take {part} from '{predictor.Name}', which repeats what the agent says of itself. Put a calibrator fitted on labelled data between them.");
    }

    private static DecisionCosts RequireDefined(DecisionCosts costs) =>
        costs.IsDefined ? costs : throw new ArgumentOutOfRangeException(nameof(costs), costs, "The costs are undefined: use the constructor of DecisionCosts.");

    private EscalationPolicy Assemble(TriggerTree tree)
    {
        int budgetIndex = FindBudget();
        PolicyRules? rules = _rules.Count == 0 ? null : RuleAssembly.Assemble(_name, [.. _triggers, .. _asyncTriggers.Select(registration => registration.Trigger)], _rules, budgetIndex);
        string version = rules is null ? _version : $"{_version}{rules.Configuration}";
        CostRule? rule = _costs is { } costs
            ? new CostRule(costs, _costsByClass.ToFrozenDictionary(StringComparer.Ordinal), _modelIsRight ?? TurnPredictors.Confidence, _expertIsRight ?? TurnPredictors.ExpertConfidence(), _gain, _costOutcome)
            : null;
        object[] all = [.. _triggers, .. _asyncTriggers.Select(registration => registration.Trigger)];
        Guarantee guarantee = GuaranteeFinder.Find(
            _triggers,
            [.. _asyncTriggers.Select(registration => registration.Trigger)],
            rule is not null,
            budgetIndex,
            calibrated => PolicyFingerprint.Of(version, all, rule, calibrated));
        if (rules is { HasLimits: true } && guarantee.Scope != GuaranteeScope.None)
        {
            // They depend on what happened before, which no calibration has seen.
            guarantee = guarantee.Without(PolicyRules.LimitsName);
        }

        ThresholdOrigin?[] origins =
        [
            .. _triggers.Select(trigger => (trigger as IThresholdTrigger)?.Threshold.Origin),
            .. _asyncTriggers.Select(_ => (ThresholdOrigin?)null),
        ];
        var shape = new PolicyShape(_name, version, new PolicyRoutes(_routes, rules?.RouteKeys ?? []), guarantee, GuaranteeFinder.AfterFault(guarantee), origins, budgetIndex, rules, Array.FindIndex(origins, origin => origin is not null));
        PolicyExpiry? expiry = PolicyExpiry.Of(all);
        return new EscalationPolicy([.. _triggers], [.. _asyncTriggers], new PolicyParts(rules is { HasLimits: true } ? [.. tree.Slots, rules.Slot] : [.. tree.Slots], [.. tree.Prepared]), rule, shape, expiry, _timeBudget, _time);
    }

    private int FindBudget()
    {
        if (_costs is null)
        {
            return -1;
        }

        int[] budgets = [.. Enumerable.Range(0, _triggers.Count).Where(i => _triggers[i] is IThresholdTrigger { Threshold.Purpose: ThresholdPurpose.Budget })];
        Refuse(budgets.Length > 1, $"Policy '{_name}' has {budgets.Length} budget thresholds beside its costs; the cost rule can be capped by one.");
        return budgets.Length == 1 ? budgets[0] : -1;
    }
}
