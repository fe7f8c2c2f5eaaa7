using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>Draws attempts, results and the transcript from a conversation, the latest first, until the limits are reached.</summary>
internal sealed class HistoryDigest
{
    /// <param name="conversation">The conversation, or null.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="budget">What is left.</param>
    /// <param name="inlineSteps">The most steps of the transcript.</param>
    /// <param name="surplus">Why older steps of the transcript are left out.</param>
    internal HistoryDigest(Conversation? conversation, PackageLimits limits, TextBudget budget, int inlineSteps, OmissionReason surplus)
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

            attempted.Add(new AttemptedAction(first + i, budget.Take(step.Action, PackageField.AttemptAction).Text, budget.TakeOptional(step.Arguments, PackageField.AttemptArguments), step.IsError, step.IsError ? budget.TakeOptional(step.Observation, PackageField.AttemptResult) : null));
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

            results.Add(new IntermediateResult(first + i, budget.Take(Shorten(step.Action), PackageField.ResultSource).Text, budget.Take(observation, PackageField.ResultText)));
        }

        attempted.Reverse();
        results.Reverse();
        Attempted = attempted;
        Results = results;
        Transcript = Transcribe(conversation, inlineSteps, surplus, budget);
    }

    internal IReadOnlyList<AttemptedAction> Attempted { get; } = [];

    internal int OmittedAttempts { get; }

    internal IReadOnlyList<IntermediateResult> Results { get; } = [];

    internal int OmittedResults { get; }

    internal IReadOnlyList<TranscriptEntry> Transcript { get; } = [];

    /// <summary>The latest steps, with placeholders for those before them.</summary>
    internal static List<TranscriptEntry> Transcribe(Conversation conversation, int steps, OmissionReason surplus, TextBudget budget)
    {
        var entries = new List<TranscriptEntry>();
        int position = conversation.RetainedStepCount - 1;
        for (; position >= 0 && entries.Count < steps && !budget.IsSpent; position--)
        {
            entries.Add(StepCutter.Cut(conversation.GetStep(position), budget, StepFields.Transcript));
        }

        if (position >= 0)
        {
            entries.Add(TranscriptEntry.Of(new OmittedSteps(position + 1, surplus)));
        }

        long forgotten = conversation.StepCount - conversation.RetainedStepCount;
        if (forgotten > 0)
        {
            entries.Add(TranscriptEntry.Of(new OmittedSteps(forgotten, OmissionReason.NotRetained)));
        }

        entries.Reverse();
        return entries;
    }

    /// <summary>A tool's name repeats with each of its results, so it is kept short.</summary>
    private static string Shorten(string? action) => action is null ? "" : action.Length <= 128 ? action : action[..128];
}
