namespace Escalation.Decisions;

/// <summary>Collects scores and forced escalations during a replay.</summary>
internal sealed class ReplayRecording(OpenPolicy open)
{
    private readonly List<double> _scores = [];
    private readonly List<bool> _forced = [];

    /// <summary>Room for what each trigger says.</summary>
    internal Signal[] Signals { get; } = new Signal[open.Policy.TriggerNames.Count];

    /// <summary>Records a decision. The open threshold never escalates, so that whoever escalates is somebody else, or its score is missing.</summary>
    internal void Add(in EscalationDecision decision)
    {
        Signal own = Signals[open.Index];
        bool unread = (decision.SkippedTriggers & (1UL << open.Index)) != 0;
        bool forced = decision.Outcome > DecisionOutcome.Nudge || unread || own.Kind != SignalKind.Value || !double.IsFinite(own.Score) || Math.Abs(own.Score) == double.MaxValue;
        _scores.Add(forced ? ReplayedPolicy.ForcedScore(open.Direction) : own.Score);
        _forced.Add(forced);
    }

    internal ReplayedPolicy Finish() => new(open.Policy.FingerprintWithout(open.Index), open.Direction, [.. _scores], [.. _forced]);
}
