using Escalation.Decisions;

namespace Escalation.Auditing;

/// <summary>Joins recorded signals by the published rules, written a second time: the strictest proposal wins, among equals the graver one, then that of higher priority, then the earlier. The highest priority among the strictest stands.</summary>
internal sealed class ReplayFold
{
    private bool _heard;

    internal DecisionOutcome Outcome { get; private set; } = DecisionOutcome.Act;

    internal ReplayedSignal? Primary { get; private set; }

    internal int Source { get; private set; } = -1;

    internal Priority Priority { get; private set; }

    /// <summary>Joins what a record says that was said, in the order in which the policy asks.</summary>
    internal static ReplayFold Of(ReplayRecord record, ReplayedSignal? rule)
    {
        var fold = new ReplayFold();
        ReplayedSignal? budget = null;
        for (int i = 0; i < record.Triggers.Length; i++)
        {
            ReplayedSignal signal = record.Triggers[i];
            if (i == record.Budget && signal.IsValue)
            {
                budget = signal;
            }
            else if (signal.Said is not ("skipped" or "abstains" or "held-back"))
            {
                fold.Hear(i, signal, record.Lead, record.Budget);
            }
        }

        // Without a budget the rule speaks for itself; with one, escalation needs both.
        bool ruleSpeaks = rule is not null && rule.Said != "abstains";
        bool budgetCounts = budget is not null && (!ruleSpeaks || rule!.Failed || rule.Said == "fires");
        bool ruleCounts = ruleSpeaks && (rule!.Failed || budget is null || rule.Said != "fires" || budget.Said == "fires");
        if (ruleCounts && rule!.Failed)
        {
            fold.Hear(-1, rule, record.Lead, record.Budget);
        }

        if (budgetCounts)
        {
            fold.Hear(record.Budget, budget!, record.Lead, record.Budget);
        }

        if (ruleCounts && !rule!.Failed)
        {
            fold.Hear(-1, rule, record.Lead, record.Budget);
        }

        if (!fold._heard && record.Otherwise is { } otherwise)
        {
            fold.Hear(-1, otherwise, record.Lead, record.Budget);
        }

        return fold;
    }

    private void Hear(int index, ReplayedSignal signal, int lead, int budget)
    {
        _heard = true;
        DecisionOutcome proposal = signal.Failed && signal.Proposal < DecisionOutcome.EscalateToPerson ? DecisionOutcome.EscalateToPerson : signal.Proposal;
        if (proposal == DecisionOutcome.Act)
        {
            // As long as nothing fires, the score that came closest to deciding is quoted.
            if (Outcome == DecisionOutcome.Act && double.IsFinite(signal.Score) && (Primary is null || index == lead || index == budget))
            {
                (Primary, Source) = (signal, index);
            }

            return;
        }

        if (proposal > Outcome)
        {
            (Outcome, Primary, Source, Priority) = (proposal, signal, index, signal.Priority);
        }
        else if (proposal == Outcome)
        {
            if (signal.Severity > Primary!.Severity || (signal.Severity == Primary.Severity && signal.Priority > Primary.Priority))
            {
                (Primary, Source) = (signal, index);
            }

            Priority = signal.Priority > Priority ? signal.Priority : Priority;
        }
    }
}
