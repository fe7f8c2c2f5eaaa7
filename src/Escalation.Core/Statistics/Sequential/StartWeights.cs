namespace Escalation.Statistics.Sequential;

/// <summary>How much capital begins to bet at each step.</summary>
/// <remarks>
/// Spread: half begins at step 1; the other half is shared out by <c>T_j = 1/log2(j + 2)</c>, the part that has not begun after step j. The weights <c>T_{j-1} - T_j</c> add up to one by construction
/// and fall off as <c>1/(j ln(j)^2)</c>, which is close to as slow as they can: a late start costs little more than the logarithm of its step.
/// </remarks>
internal static class StartWeights
{
    private const double Half = 0.5;

    /// <summary>The logarithm of what begins at a step.</summary>
    /// <param name="plan">How starts are planned.</param>
    /// <param name="step">The step, at least 1.</param>
    internal static double LogWeight(StartPlan plan, long step) => plan switch
    {
        StartPlan.First => step == 1 ? 0.0 : double.NegativeInfinity,
        StartPlan.Spread => Math.Log((step == 1 ? Half : 0.0) + (Half * Spread(step))),
        _ => 0.0,
    };

    /// <summary>The logarithm of what has not begun after a step.</summary>
    /// <param name="plan">How starts are planned.</param>
    /// <param name="step">The step; 0 before the first.</param>
    internal static double LogUnspent(StartPlan plan, long step) => plan switch
    {
        StartPlan.Every => double.NegativeInfinity,
        _ when step == 0 => 0.0,
        StartPlan.First => double.NegativeInfinity,
        _ => Math.Log(Half / Math.Log2(step + 2.0)),
    };

    // 1/log2(j+1) - 1/log2(j+2) without the difference, which would cancel.
    private static double Spread(long step)
    {
        double before = Math.Log2(step + 1.0);
        double after = Math.Log2(step + 2.0);
        return Elementary.LogOnePlus(1.0 / (step + 1.0)) / (Math.Log(2.0) * before * after);
    }
}
