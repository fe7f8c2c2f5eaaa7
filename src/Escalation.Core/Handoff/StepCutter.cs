using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>Shortens the texts of a step to what a budget has left.</summary>
internal static class StepCutter
{
    internal static TranscriptEntry Cut(AgentStep step, TextBudget budget, StepFields fields)
    {
        PackageText? action = budget.TakeOptional(step.Action, fields.Action);
        PackageText? arguments = budget.TakeOptional(step.Arguments, fields.Arguments);
        PackageText? text = budget.TakeOptional(step.Text, fields.Text);
        PackageText? observation = budget.TakeOptional(step.Observation, fields.Observation);
        AgentStep cut = step with { Action = action?.Text, Arguments = arguments?.Text, Text = text?.Text, Observation = observation?.Text };
        long omitted = (long)Omitted(action) + Omitted(arguments) + Omitted(text) + Omitted(observation);
        return TranscriptEntry.Of(cut, (int)Math.Min(omitted, int.MaxValue));
    }

    private static int Omitted(PackageText? text) => text?.OmittedCharacters ?? 0;
}
