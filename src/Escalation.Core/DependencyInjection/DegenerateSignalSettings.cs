using Escalation.Decisions;
using Escalation.Triggers.Confidence;

namespace Escalation.DependencyInjection;

/// <summary>The alarm on a confidence that says nothing; trigger <c>degenerate-signal</c>. That the section is there turns it on. The policy needs a runtime, which tells the alarm of decisions and outcomes.</summary>
/// <remarks>Reason: <c>degenerate-signal</c> with the detail <c>flat</c> or <c>uninformative</c>. What it has seen outlives a reload that leaves its options as they are.</remarks>
public sealed class DegenerateSignalSettings : DegenerateSignalOptions
{
    /// <summary>Whether it runs; a later source of configuration can turn it off. The options are validated in both cases.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Which score it watches.</summary>
    public WatchedScore Score { get; set; }

    /// <summary>What to propose; stricter than acting.</summary>
    public DecisionOutcome Outcome { get; set; } = DecisionOutcome.EscalateToPerson;
}
