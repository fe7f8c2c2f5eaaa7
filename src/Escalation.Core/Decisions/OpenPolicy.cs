namespace Escalation.Decisions;

/// <summary>A policy built around a threshold that is still to be calibrated and never escalates.</summary>
/// <param name="Policy">The policy; it must not be used to decide.</param>
/// <param name="Direction">Which side of the threshold escalates.</param>
/// <param name="Index">The trigger that holds the threshold.</param>
internal sealed record OpenPolicy(EscalationPolicy Policy, ScoreDirection Direction, int Index)
{
    internal static OpenPolicy Of(Action<EscalationPolicyBuilder, Threshold> design, ScoreDirection direction)
    {
        ArgumentNullException.ThrowIfNull(design);
        Threshold threshold = Threshold.Open(direction);
        EscalationPolicy policy = EscalationPolicy.Build(builder => design(builder, threshold));
        int index = policy.IndexOf(threshold);
        return index >= 0
            ? new OpenPolicy(policy, direction, index)
            : throw new PolicyBuildException($"Policy '{policy.Name}' must give the threshold to be calibrated to exactly one trigger, outside any composition, that escalates.");
    }
}
