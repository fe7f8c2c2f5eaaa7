using Escalation.Triggers.Confidence;

namespace Escalation.DependencyInjection;

/// <summary>The confidence that the agent states itself; trigger <c>verbalized-confidence</c>. That the section is there turns it on. The agent's word raises escalation and never lowers it.</summary>
/// <remarks>Reasons: <c>low-confidence</c>; <c>no-signal</c> for a required statement that is absent, <c>score-undefined</c> or <c>score-out-of-range</c> for one that cannot be read.</remarks>
public sealed class VerbalizedConfidenceSettings : VerbalizedConfidenceOptions
{
    /// <summary>Whether it runs; a later source of configuration can turn it off. The options are validated in both cases.</summary>
    public bool Enabled { get; set; } = true;
}
