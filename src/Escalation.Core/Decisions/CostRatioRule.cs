namespace Escalation.Decisions;

/// <summary>The cost-ratio rule in its general form: escalate iff <c>q - p &gt; c_l / c_w</c>.</summary>
/// <remarks>
/// p is the probability that the model is right, q that the expert is; with a perfect expert, q = 1, it reads <c>p &lt; 1 - 1/R</c>
/// (DiSorbo and Ju, arXiv 2604.08588, theorem 1). At equality both options cost the same and the rule acts. Decimal inputs such as p = 0.95, R = 20
/// miss that tie by rounding, so a gain within <see cref="TieTolerance"/> of the ratio counts as equal; acting there costs at most
/// <c>TieTolerance * c_w</c> more. Pure functions; nothing is allocated.
/// </remarks>
public static class CostRatioRule
{
    /// <summary>2^-50: eight half-ulps of one, more than the rounding of p, q, the costs, one subtraction and one division together.</summary>
    public const double TieTolerance = 8.881784197001252e-16;

    /// <summary>Whether a gain escalates. NaN and undefined costs escalate.</summary>
    /// <param name="gain">The expected gain of escalating, <c>q - p</c>, in [-1, 1].</param>
    /// <param name="costs">The costs.</param>
    public static bool Escalates(double gain, DecisionCosts costs) =>
        !costs.IsDefined || !(gain <= costs.RequiredGain + TieTolerance);

    /// <summary>Whether the pair of probabilities escalates. NaN and undefined costs escalate.</summary>
    /// <param name="modelIsRight">p, in [0, 1].</param>
    /// <param name="expertIsRight">q, in [0, 1]; 1 is a perfect expert.</param>
    /// <param name="costs">The costs.</param>
    public static bool Escalates(double modelIsRight, double expertIsRight, DecisionCosts costs) =>
        Escalates(expertIsRight - modelIsRight, costs);

    /// <summary>The expected cost of acting: <c>(1 - p) c_w</c>.</summary>
    /// <param name="modelIsRight">p, in [0, 1].</param>
    /// <param name="costs">The costs.</param>
    public static double ExpectedCostOfActing(double modelIsRight, DecisionCosts costs) =>
        (1.0 - modelIsRight) * costs.WrongAct;

    /// <summary>The expected cost of escalating: <c>c_l + (1 - q) c_w</c>.</summary>
    /// <param name="expertIsRight">q, in [0, 1].</param>
    /// <param name="costs">The costs.</param>
    public static double ExpectedCostOfEscalating(double expertIsRight, DecisionCosts costs) =>
        costs.Escalation + ((1.0 - expertIsRight) * costs.WrongAct);
}
