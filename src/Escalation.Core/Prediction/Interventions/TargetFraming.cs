namespace Escalation.Prediction.Interventions;

/// <summary>How a training target reasons its way to the decision. All of them come to the same one.</summary>
public enum TargetFraming
{
    /// <summary>Compares the expected costs: <c>R (1 - p)</c> with <c>1 + R (1 - q)</c>.</summary>
    ExpectedCost = 0,

    /// <summary>Compares p with the break-even point <c>q - 1/R</c>.</summary>
    BreakEven,

    /// <summary>Counts wrong acts among so many cases like this one.</summary>
    Frequencies,

    /// <summary>Asks whether the expert raises the chance of a right decision by more than <c>1/R</c>.</summary>
    Gain,
}
