namespace Escalation.Decisions;

/// <summary>The names of outcomes in documents and records.</summary>
internal static class DecisionOutcomeNames
{
    private const int Offset = -(int)DecisionOutcome.Act;

    private static readonly string[] Names = ["act", "nudge", "request-approval", "escalate-to-model", "escalate-to-person", "safe-stop"];

    /// <summary>The name; a value outside the enum reads as its default, an escalation to a person.</summary>
    internal static string Of(DecisionOutcome outcome)
    {
        int index = (int)outcome + Offset;
        return index >= 0 && index < Names.Length ? Names[index] : Names[Offset];
    }

    internal static bool TryParse(string? name, out DecisionOutcome outcome)
    {
        int index = Array.IndexOf(Names, name);
        outcome = index < 0 ? default : (DecisionOutcome)(index - Offset);
        return index >= 0;
    }
}
