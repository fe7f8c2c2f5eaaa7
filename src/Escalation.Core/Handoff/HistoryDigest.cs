using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>Draws attempts, results and the transcript from a conversation, the latest first, until the limits are reached.</summary>
internal sealed class HistoryDigest
{
    internal HistoryDigest(Conversation? conversation, PackageLimits limits, TextBudget budget)
    {
        if (conversation is null)
        {
            return;
        }

        var attempted = new List<AttemptedAction>();
        var results = new List<IntermediateResult>();
        long first = conversation.StepCount - conversation.RetainedStepCount + 1;
        for (int i = conversation.RetainedStepCount - 1; i >= 0; i--)
        {
            AgentStep step = conversation.GetStep(i);
            if (step.Kind != AgentStepKind.Tool)
            {
                continue;
            }

            if (attempted.Count >= limits.MaximumAttempts || budget.IsSpent)
            {
                OmittedAttempts++;
                continue;
            }

            attempted.Add(new AttemptedAction(first + i, budget.Take(step.Action).Text, budget.TakeOptional(step.Arguments), step.IsError, step.IsError ? budget.TakeOptional(step.Observation) : null));
        }

        for (int i = conversation.RetainedStepCount - 1; i >= 0; i--)
        {
            AgentStep step = conversation.GetStep(i);
            if (step is not { Kind: AgentStepKind.Tool, IsError: false, Observation: { } observation })
            {
                continue;
            }

            if (results.Count >= limits.MaximumAttempts || budget.IsSpent)
            {
                OmittedResults++;
                continue;
            }

            results.Add(new IntermediateResult(first + i, TextBudget.Repair(Shorten(step.Action)), budget.Take(observation)));
        }

        attempted.Reverse();
        results.Reverse();
        Attempted = attempted;
        Results = results;
        Transcript = Transcribe(conversation, limits, budget);
    }

    internal IReadOnlyList<AttemptedAction> Attempted { get; } = [];

    internal int OmittedAttempts { get; }

    internal IReadOnlyList<IntermediateResult> Results { get; } = [];

    internal int OmittedResults { get; }

    internal IReadOnlyList<TranscriptEntry> Transcript { get; } = [];

    private static List<TranscriptEntry> Transcribe(Conversation conversation, PackageLimits limits, TextBudget budget)
    {
        var entries = new List<TranscriptEntry>();
        int position = conversation.RetainedStepCount - 1;
        for (; position >= 0 && entries.Count < limits.MaximumSteps && !budget.IsSpent; position--)
        {
            entries.Add(StepCutter.Cut(conversation.GetStep(position), budget));
        }

        if (position >= 0)
        {
            entries.Add(TranscriptEntry.Of(new OmittedSteps(position + 1, OmissionReason.PackageLimit)));
        }

        long forgotten = conversation.StepCount - conversation.RetainedStepCount;
        if (forgotten > 0)
        {
            entries.Add(TranscriptEntry.Of(new OmittedSteps(forgotten, OmissionReason.NotRetained)));
        }

        entries.Reverse();
        return entries;
    }

    /// <summary>A tool's name repeats with each of its results, so it is not charged, only kept short.</summary>
    private static string Shorten(string? action) => action is null ? "" : action.Length <= 128 ? action : action[..128];
}
