namespace Escalation.Calibration.MultipleTesting;

/// <summary>What became of one hypothesis of a family.</summary>
public enum HypothesisOutcome
{
    /// <summary>It never had any level: a sequence stopped before it, or its weight stayed zero.</summary>
    NotReached = 0,

    /// <summary>It was tested and not rejected.</summary>
    Retained,

    /// <summary>It was rejected.</summary>
    Rejected,

    /// <summary>The caller marked it as having too few items to be tested; its p-value counts as 1, and a sequence went past it.</summary>
    Vacuous,
}
