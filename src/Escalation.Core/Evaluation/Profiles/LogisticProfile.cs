namespace Escalation.Evaluation.Profiles;

/// <summary>The implicit threshold by binomial logistic regression: <c>P(escalate) = 1 / (1 + exp(-(a + b accuracy)))</c> over the decisions of the conditions with a signal, so that <c>p* = -a/b</c>.</summary>
/// <remarks>
/// <para>
/// Each decision counts once, and rates saturate as rates do. Conditions differ by more than their accuracy: the variance is scaled by Pearson's statistic over its degrees of freedom, never below
/// 1 (quasi-binomial; McCullagh and Nelder, 1989), and intervals are Fieller's (1954), with the deviate of Student's distribution for as many conditions less two. They hold in large samples,
/// by number of conditions.
/// </para>
/// <para>
/// Assumes that the log-odds fall in a straight line and that conditions err independently. The accuracy is taken as the signal that the model saw, without error of its own. With one dominant data set,
/// or a relation that bends, read <see cref="IsotonicProfile"/> beside it.
/// </para>
/// </remarks>
public sealed class LogisticProfile
{
    private LogisticProfile(double slope, double intercept, double dispersion, ProfileNumber threshold, ProfileInterval? interval)
    {
        Slope = slope;
        Intercept = intercept;
        Dispersion = dispersion;
        Threshold = threshold;
        Interval = interval;
    }

    /// <summary>The slope b, in log-odds from accuracy 0 to 1; below 0 when the model heeds the signal.</summary>
    public double Slope { get; }

    /// <summary>The intercept a, in log-odds.</summary>
    public double Intercept { get; }

    /// <summary>Pearson's statistic over its degrees of freedom: 1 when decisions scatter as independent ones do, above it when conditions differ by more. The variance is scaled by it where it exceeds 1. 1 with two conditions.</summary>
    public double Dispersion { get; }

    /// <summary>The implicit threshold p*: below this accuracy the model escalates more often than not. May lie outside [0, 1], with a note; missing when the slope is not below 0.</summary>
    public ProfileNumber Threshold { get; }

    /// <summary>The interval of <see cref="Threshold"/>; null when there is no threshold or the slope cannot be told from 0, which leaves it unbounded.</summary>
    public ProfileInterval? Interval { get; }

    /// <summary>The accuracy that the model seems to believe it has when it is not told: where the curve has the mean escalation rate without a signal, held in [0, 1].</summary>
    public ProfileNumber SelfEstimate { get; private init; }

    /// <summary>The interval of <see cref="SelfEstimate"/>, which takes in the scatter of the rates without a signal and is held in [0, 1]; null when there is no estimate, fewer than two conditions without a signal, or no bound.</summary>
    public ProfileInterval? SelfEstimateInterval { get; private init; }

    /// <summary>Fits conditions with a signal; null when they have fewer than two accuracies or are separated.</summary>
    internal static LogisticProfile? Fit(ProfileCondition[] conditions, ProfileCondition[] withoutSignal, double level)
    {
        if (BinomialCurve.Fit(conditions) is not { } curve)
        {
            return null;
        }

        FittedLine line = curve.Line;
        if (!(line.Slope < 0.0))
        {
            ProfileNumber ignored = ProfileNumber.Missing(ProfileNote.SignalIgnored);
            return new LogisticProfile(line.Slope, line.Intercept, curve.Dispersion, ignored, null) { SelfEstimate = ignored };
        }

        (ProfileNumber estimate, ProfileInterval? interval) = Estimate(line, withoutSignal, level);
        return new LogisticProfile(line.Slope, line.Intercept, curve.Dispersion, ProfileNumber.Threshold(line.At(0.0)), line.Interval(0.0, 0.0, level))
        {
            SelfEstimate = estimate,
            SelfEstimateInterval = interval,
        };
    }

    private static (ProfileNumber Estimate, ProfileInterval? Interval) Estimate(FittedLine line, ProfileCondition[] withoutSignal, double level)
    {
        if (withoutSignal.Length == 0)
        {
            return (ProfileNumber.Missing(ProfileNote.NoConditionsWithoutSignal), null);
        }

        double rate = withoutSignal.Average(static one => one.EscalationRate);
        if (rate is 0.0 or 1.0)
        {
            return (new ProfileNumber(1.0 - rate, ProfileNote.Clipped), null);
        }

        double logOdds = Math.Log(rate / (1.0 - rate));
        ProfileNumber estimate = ProfileNumber.Accuracy(line.At(logOdds));
        int degrees = withoutSignal.Length - 1;
        if (degrees == 0)
        {
            return (estimate, null);
        }

        double variance = withoutSignal.Sum(one => Math.Pow(one.EscalationRate - rate, 2.0)) / degrees / withoutSignal.Length / Math.Pow(rate * (1.0 - rate), 2.0);
        ProfileInterval? interval = (line with { Degrees = line.Degrees == 0 ? degrees : Math.Min(line.Degrees, degrees) }).Interval(logOdds, variance, level);
        return (estimate, interval is { } found ? new ProfileInterval(Math.Clamp(found.Lower, 0.0, 1.0), Math.Clamp(found.Upper, 0.0, 1.0)) : null);
    }
}
