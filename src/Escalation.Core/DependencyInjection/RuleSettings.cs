using Escalation.Decisions;

namespace Escalation.DependencyInjection;

/// <summary>What comes of the signals of one trigger, see <see cref="TriggerRule"/>.</summary>
public sealed class RuleSettings
{
    /// <summary>The trigger's name, for example <c>sensitivity-sentiment</c>; a trigger of the policy itself, one from code included.</summary>
    public string Trigger { get; set; } = "";

    /// <summary>The route key of what it proposes.</summary>
    public string? Route { get; set; }

    /// <summary>The priority of what it proposes.</summary>
    public Priority? Priority { get; set; }

    /// <summary>How grave what it finds is.</summary>
    public Severity? Severity { get; set; }

    /// <summary>It is heard only while this holds.</summary>
    public ConditionSettings? When { get; set; }

    /// <summary>How often it is heard.</summary>
    public BudgetSettings? Budget { get; set; }

    /// <summary>How long it stays silent once a person has dealt with what it found.</summary>
    public CoolDownSettings? CoolDown { get; set; }

    internal TriggerRule ToRule() => new()
    {
        Route = Route,
        Priority = Priority,
        Severity = Severity,
        When = When?.ToCondition(),
        Budget = Budget?.ToBudget(),
        CoolDown = CoolDown?.ToCoolDown(),
    };
}
