namespace Escalation.Prediction.Experts;

/// <summary>Which number about an expert a decision uses.</summary>
public enum ExpertEnd
{
    /// <summary>The shrunken estimate: least expected cost when it is right on average.</summary>
    Estimate = 0,

    /// <summary>The lower bound: escalates only where the labels show that the expert is worth it. Cautious about the expert's time.</summary>
    Lower,

    /// <summary>The upper bound: acts only where even the best expert that the labels allow would not be worth it. Cautious about acting.</summary>
    Upper,
}
