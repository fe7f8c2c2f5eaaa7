namespace Escalation.Evaluation.Profiles;

/// <summary>The implicit threshold as published: ordinary least squares of the escalation rate on the accuracy over the conditions with a signal, each condition counting once.</summary>
/// <remarks>
/// <c>p* = (1/2 - intercept) / slope</c>; the self-estimate is <c>(e0 - intercept) / slope</c>, held in [0, 1], with e0 the mean escalation rate without a signal. Source: DiSorbo and Ju, arXiv
/// 2604.08588. A line through rates ignores how many decisions stand behind each, and that rates saturate at 0 and 1: it is here to reproduce published numbers, and
/// <see cref="LogisticProfile"/> is the better estimate.
/// </remarks>
public sealed class LeastSquaresProfile
{
    private LeastSquaresProfile(double slope, double intercept, ProfileNumber threshold, ProfileInterval? interval, ProfileNumber selfEstimate)
    {
        Slope = slope;
        Intercept = intercept;
        Threshold = threshold;
        Interval = interval;
        SelfEstimate = selfEstimate;
    }

    /// <summary>The change of the escalation rate from accuracy 0 to 1; below 0 when the model heeds the signal.</summary>
    public double Slope { get; }

    /// <summary>The rate at accuracy 0.</summary>
    public double Intercept { get; }

    /// <summary>The implicit threshold p*: below this accuracy the model escalates more often than not. May lie outside [0, 1], with a note; missing when the slope is not below 0.</summary>
    public ProfileNumber Threshold { get; }

    /// <summary>Fieller's interval of <see cref="Threshold"/> for errors of equal variance; null when there is no threshold, fewer than three conditions, or the slope cannot be told from 0.</summary>
    public ProfileInterval? Interval { get; }

    /// <summary>The accuracy that the model seems to believe it has when it is not told.</summary>
    public ProfileNumber SelfEstimate { get; }

    /// <summary>Fits conditions with a signal; null when they have fewer than two accuracies.</summary>
    internal static LeastSquaresProfile? Fit(ProfileCondition[] conditions, double? withoutSignal, double level)
    {
        if (!HasSpread(conditions))
        {
            return null;
        }

        double meanAccuracy = conditions.Average(static one => one.Accuracy);
        double meanRate = conditions.Average(static one => one.EscalationRate);
        double spread = conditions.Sum(one => Square(one.Accuracy - meanAccuracy));
        double slope = conditions.Sum(one => (one.Accuracy - meanAccuracy) * (one.EscalationRate - meanRate)) / spread;
        double intercept = meanRate - (slope * meanAccuracy);
        if (!(slope < 0.0))
        {
            return new LeastSquaresProfile(slope, intercept, ProfileNumber.Missing(ProfileNote.SignalIgnored), null, ProfileNumber.Missing(ProfileNote.SignalIgnored));
        }

        int degrees = conditions.Length - 2;
        double residual = degrees == 0 ? 0.0 : conditions.Sum(one => Square(one.EscalationRate - intercept - (slope * one.Accuracy))) / degrees;
        var line = new FittedLine(intercept, slope, residual * ((1.0 / conditions.Length) + (meanAccuracy * meanAccuracy / spread)), -residual * meanAccuracy / spread, residual / spread, degrees);
        return new LeastSquaresProfile(
            slope,
            intercept,
            ProfileNumber.Threshold(line.At(0.5)),
            degrees == 0 ? null : line.Interval(0.5, 0.0, level),
            withoutSignal is { } rate ? ProfileNumber.Accuracy(line.At(rate)) : ProfileNumber.Missing(ProfileNote.NoConditionsWithoutSignal));
    }

    /// <summary>Whether there are two accuracies at least, compared as fractions.</summary>
    internal static bool HasSpread(ProfileCondition[] conditions) =>
        Array.Exists(conditions, one => (long)one.Correct * conditions[0].Items != (long)conditions[0].Correct * one.Items);

    private static double Square(double value) => value * value;
}
