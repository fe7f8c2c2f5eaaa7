namespace Escalation.Learning.Calibrators;

/// <summary>Two probabilities of which a <see cref="VennAbersCalibration"/> guarantees that one is calibrated, without saying which.</summary>
/// <param name="Lower">p0, what the calibration set says if this answer is wrong; in [0, 1] or NaN.</param>
/// <param name="Upper">p1, what it says if this answer is right; at least p0, or NaN.</param>
public readonly record struct ProbabilityInterval(double Lower, double Upper)
{
    /// <summary>The one number <c>p1 / (1 - p0 + p1)</c>, which minimises the worst regret of the log loss. It lies between the two and has no guarantee of its own.</summary>
    public double Combined => Upper / (1.0 - Lower + Upper);

    internal static ProbabilityInterval Undefined => new(double.NaN, double.NaN);
}
