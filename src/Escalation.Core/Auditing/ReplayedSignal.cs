using Escalation.Decisions;

namespace Escalation.Auditing;

/// <summary>What a record says that a trigger, or the cost rule, said.</summary>
internal sealed record ReplayedSignal
{
    internal required string Said { get; init; }

    internal string Reason { get; init; } = "unspecified";

    internal DecisionOutcome Proposal { get; init; } = DecisionOutcome.Act;

    internal Severity Severity { get; init; }

    internal string? Restraint { get; init; }

    internal ScoreDirection? Direction { get; init; }

    internal double Score { get; init; } = double.NaN;

    internal double Threshold { get; init; } = double.NaN;

    internal string? Route { get; init; }

    internal Priority Priority { get; init; }

    internal bool IsValue => Said is "fires" or "quiet";

    internal bool Failed => Said is "missing" or "fault";
}
