namespace Escalation.Prediction.Capacity;

/// <summary>What sets the threshold of a <see cref="CapacityPlan"/>.</summary>
public enum CapacityBinding
{
    /// <summary>The costs: capacity is left over.</summary>
    Costs = 0,

    /// <summary>The capacity: a slot is worth more than it costs.</summary>
    Capacity,

    /// <summary>The certified budget.</summary>
    Certificate,
}
