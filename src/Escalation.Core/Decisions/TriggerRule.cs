namespace Escalation.Decisions;

/// <summary>What a policy does with the signals of one of its triggers: who gets them and how urgent they are, when the trigger is heard, and how often.</summary>
/// <remarks>Parts that are null change nothing. Given to <see cref="EscalationPolicyBuilder.Rule"/>. Immutable.</remarks>
public sealed record TriggerRule
{
    /// <summary>The route key of what the trigger proposes; null leaves it to the reason. A failure goes to the route of its own reason where there is one, so that whoever looks after faults still gets them.</summary>
    /// <exception cref="ArgumentException">Thrown when the key is blank.</exception>
    public string? Route { get; init => field = value is null ? null : Guard.NotBlank(value, nameof(Route)); }

    /// <summary>The priority of what the trigger proposes, whatever the route and the severity say; null leaves it to them. A failure has the route's own if that is higher.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the value is not one of the enum.</exception>
    public Priority? Priority { get; init => field = value is null || Enum.IsDefined(value.Value) ? value : throw new ArgumentOutOfRangeException(nameof(Priority), value, "Not a priority."); }

    /// <summary>How grave what the trigger finds is, where its signal does not say more; null leaves it at <see cref="Decisions.Severity.Moderate"/>. A failure counts at least as that.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the value is not one of the enum.</exception>
    public Severity? Severity { get; init => field = value is null || Enum.IsDefined(value.Value) ? value : throw new ArgumentOutOfRangeException(nameof(Severity), value, "Not a severity."); }

    /// <summary>The trigger abstains while this fails; its failures are heard always.</summary>
    public TurnCondition? When { get; init; }

    /// <summary>How often it is heard.</summary>
    public TriggerBudget? Budget { get; init; }

    /// <summary>How long it stays silent once a person has dealt with what it found.</summary>
    public TriggerCoolDown? CoolDown { get; init; }

    /// <summary>Whether it can hold back what the trigger proposes because of what happened before.</summary>
    internal bool HasLimits => Budget is not null || CoolDown is not null;

    /// <summary>Everything that decides what comes of a signal, canonically; routes and priorities do not.</summary>
    internal string Configuration => $"{Severity};{When?.Configuration};{Budget};{CoolDown}";
}
