using Escalation.Decisions;

namespace Escalation.DependencyInjection;

/// <summary>A condition on the turn's attributes, see <see cref="TurnCondition"/>. Exactly one comparison with <see cref="Attribute"/>, or exactly one of <see cref="All"/>, <see cref="Any"/> and <see cref="Not"/> without it.</summary>
public sealed class ConditionSettings
{
    /// <summary>The attribute's name.</summary>
    public string? Attribute { get; set; }

    /// <summary>Holds when the attribute has this value.</summary>
    public string? EqualTo { get; set; }

    /// <summary>Holds when the attribute has one of these values.</summary>
    public IList<string> In { get; } = [];

    /// <summary>Holds when the attribute is a number above this.</summary>
    public double? GreaterThan { get; set; }

    /// <summary>Holds when the attribute is a number below this.</summary>
    public double? LessThan { get; set; }

    /// <summary>Holds when the attribute is there (<c>true</c>) or absent (<c>false</c>).</summary>
    public bool? Exists { get; set; }

    /// <summary>Holds when all of these do.</summary>
    public IList<ConditionSettings> All { get; } = [];

    /// <summary>Holds when one of these does.</summary>
    public IList<ConditionSettings> Any { get; } = [];

    /// <summary>Holds when this fails.</summary>
    public ConditionSettings? Not { get; set; }

    internal TurnCondition ToCondition()
    {
        int comparisons = (EqualTo is null ? 0 : 1) + (In.Count == 0 ? 0 : 1) + (GreaterThan is null ? 0 : 1) + (LessThan is null ? 0 : 1) + (Exists is null ? 0 : 1);
        int joins = (All.Count == 0 ? 0 : 1) + (Any.Count == 0 ? 0 : 1) + (Not is null ? 0 : 1);
        if ((Attribute is null ? 0 : 1) != comparisons || comparisons + joins != 1)
        {
            throw new ArgumentException("A condition needs an Attribute with exactly one of EqualTo, In, GreaterThan, LessThan and Exists, or exactly one of All, Any and Not.", nameof(Attribute));
        }

        return Attribute is { } attribute ? Compare(attribute)
            : All.Count > 0 ? TurnCondition.All([.. All.Select(part => part.ToCondition())])
            : Any.Count > 0 ? TurnCondition.Any([.. Any.Select(part => part.ToCondition())])
            : TurnCondition.Not(Not!.ToCondition());
    }

    private TurnCondition Compare(string attribute) => this switch
    {
        { EqualTo: { } value } => TurnCondition.EqualTo(attribute, value),
        { GreaterThan: { } bound } => TurnCondition.GreaterThan(attribute, bound),
        { LessThan: { } bound } => TurnCondition.LessThan(attribute, bound),
        { Exists: { } exists } => exists ? TurnCondition.Exists(attribute) : TurnCondition.Not(TurnCondition.Exists(attribute)),
        _ => TurnCondition.In(attribute, [.. In]),
    };
}
