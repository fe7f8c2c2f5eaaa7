using Escalation.Decisions;

namespace Escalation.Triggers.Ambiguity;

/// <summary>When a request counts as ambiguous.</summary>
public class AmbiguityOptions
{
    /// <summary>How far the best reading must lie ahead: acts when <c>margin &gt;= MinimumMargin</c>. Finite and at least 0; 0.1 unless given, on the scale of the scores.</summary>
    public double MinimumMargin { get; set; } = 0.1;

    /// <summary>How many readings may stand side by side, from 1 to 64. Unscored readings all do; scored ones do when they lie within the margin of the best.</summary>
    public int MaximumInterpretations { get; set; } = 1;

    /// <summary>Whether scores are probabilities or confidences in [0, 1]; one outside by more than 1e-9 is then missing as <c>score-out-of-range</c>. They need not sum to 1. Otherwise any finite score will do, for example a logit.</summary>
    public bool ScoresAreProbabilities { get; set; } = true;

    /// <summary>Whether a turn without readings is missing as <c>no-signal</c>, which escalates. Otherwise the trigger abstains. An empty list is missing in both cases: somebody looked and found no reading.</summary>
    public bool InterpretationsAreRequired { get; set; }

    /// <summary>What to propose.</summary>
    public DecisionOutcome Outcome { get; set; } = DecisionOutcome.EscalateToPerson;
}
