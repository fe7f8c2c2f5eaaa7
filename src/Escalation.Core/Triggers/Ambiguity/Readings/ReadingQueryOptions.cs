namespace Escalation.Triggers.Ambiguity.Readings;

/// <summary>How a model is asked for readings, and when what it lists counts as ambiguous.</summary>
public class ReadingQueryOptions : AmbiguityOptions
{
    /// <summary>How long the model may take; above zero, at most a day. The policy's own time budget, for all asynchronous triggers together, holds besides.</summary>
    public TimeSpan TimeBudget { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether a turn that has <see cref="Decisions.AgentTurn.Interpretations"/> already is judged by them, without asking.</summary>
    public bool PreferGivenReadings { get; set; } = true;
}
