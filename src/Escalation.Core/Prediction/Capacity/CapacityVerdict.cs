namespace Escalation.Prediction.Capacity;

/// <summary>The answer of a <see cref="CapacityController"/>. <c>default</c> stops.</summary>
/// <param name="Action">What happens.</param>
/// <param name="Price">Lambda at this item, in wrong acts at the general costs.</param>
/// <param name="Wait">How long an item in the queue waits when people work it off at their rate; zero otherwise.</param>
public readonly record struct CapacityVerdict(CapacityAction Action, double Price, TimeSpan Wait);
