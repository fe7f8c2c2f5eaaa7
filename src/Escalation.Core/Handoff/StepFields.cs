namespace Escalation.Handoff;

/// <summary>The fields of a step, for the redaction of its texts.</summary>
internal sealed record StepFields(string Action, string Arguments, string Text, string Observation)
{
    internal static StepFields Pending { get; } = Under("pendingAction.step");

    internal static StepFields Transcript { get; } = Under("transcript.step");

    private static StepFields Under(string path) => new($"{path}.action", $"{path}.arguments", $"{path}.text", $"{path}.observation");
}
