using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>Shortens the texts of a step to what a budget has left.</summary>
internal static class StepCutter
{
    internal static TranscriptEntry Cut(AgentStep step, TextBudget budget)
    {
        PackageText? action = budget.TakeOptional(step.Action);
        PackageText? arguments = budget.TakeOptional(step.Arguments);
        PackageText? text = budget.TakeOptional(step.Text);
        PackageText? observation = budget.TakeOptional(step.Observation);
        var cut = new AgentStep
        {
            Kind = step.Kind,
            Action = action?.Text,
            Arguments = arguments?.Text,
            Observation = observation?.Text,
            IsError = step.IsError,
            Text = text?.Text,
        };
        long omitted = (long)Omitted(action) + Omitted(arguments) + Omitted(text) + Omitted(observation);
        return TranscriptEntry.Of(cut, (int)Math.Min(omitted, int.MaxValue));
    }

    private static int Omitted(PackageText? text) => text?.OmittedCharacters ?? 0;
}
