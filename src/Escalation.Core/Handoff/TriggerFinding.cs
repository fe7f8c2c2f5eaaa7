using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>What one trigger said, for the person who takes over.</summary>
/// <param name="Name">The trigger.</param>
/// <param name="Kind">How it came to its answer.</param>
/// <param name="Proposal">What it proposed.</param>
/// <param name="Reason">Why.</param>
/// <param name="Score">The score it compared, or NaN.</param>
/// <param name="Threshold">The threshold it compared it with, or NaN.</param>
/// <param name="Evidence">The evidence in words.</param>
public sealed record TriggerFinding(string Name, SignalKind Kind, DecisionOutcome Proposal, Reason Reason, double Score, double Threshold, PackageText Evidence)
{
    /// <summary>How grave what it found is.</summary>
    public Severity Severity { get; init; }
}
