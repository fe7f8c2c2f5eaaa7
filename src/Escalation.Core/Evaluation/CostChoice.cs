namespace Escalation.Evaluation;

/// <summary>What to do with a confidence at given costs.</summary>
public enum CostChoice
{
    /// <summary>Escalate always: no confidence pays.</summary>
    EscalateAlways,

    /// <summary>Act always: errors are so rare that no confidence pays.</summary>
    ActAlways,

    /// <summary>Decide each answer by the cost rule on its confidence.</summary>
    UseConfidence,
}
