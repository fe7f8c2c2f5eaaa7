namespace Escalation.DependencyInjection;

/// <summary>One part of a composition.</summary>
public sealed class PartSettings
{
    /// <summary>The name of a trigger of the policy, or of an earlier composition. It speaks only through the composition from then on.</summary>
    public string Trigger { get; set; } = "";

    /// <summary>What it weighs, from 0.0001 to 10,000; for weighted compositions.</summary>
    public double Weight { get; set; } = 1.0;
}
