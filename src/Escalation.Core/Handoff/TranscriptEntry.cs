using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>An entry of a transcript: a step, or a placeholder for steps that were left out. Exactly one of the two.</summary>
public sealed record TranscriptEntry
{
    private TranscriptEntry(AgentStep? step, int omittedCharacters, OmittedSteps? omitted)
    {
        Step = step;
        OmittedCharacters = omittedCharacters;
        Omitted = omitted;
    }

    /// <summary>The step, its texts possibly shortened; null for a placeholder.</summary>
    public AgentStep? Step { get; }

    /// <summary>How many UTF-16 units were cut off the step's texts.</summary>
    public int OmittedCharacters { get; }

    /// <summary>What was left out here; null for a step.</summary>
    public OmittedSteps? Omitted { get; }

    /// <summary>A step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="omittedCharacters">How many UTF-16 units were cut off its texts, at least 0.</param>
    public static TranscriptEntry Of(AgentStep step, int omittedCharacters = 0)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentOutOfRangeException.ThrowIfNegative(omittedCharacters);
        return new TranscriptEntry(step, omittedCharacters, null);
    }

    /// <summary>A placeholder.</summary>
    /// <param name="omitted">What was left out.</param>
    public static TranscriptEntry Of(OmittedSteps omitted)
    {
        ArgumentNullException.ThrowIfNull(omitted);
        return new TranscriptEntry(null, 0, omitted);
    }
}
