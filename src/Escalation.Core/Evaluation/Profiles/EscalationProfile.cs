using System.Collections.ObjectModel;

namespace Escalation.Evaluation.Profiles;

/// <summary>What escalation a model shows by itself: at which accuracy it switches from escalating to acting, what accuracy it believes it has, and how often that is what costs ask for.</summary>
/// <remarks>
/// For characterising a model before deployment, and again with each version: thresholds differ between models by tens of points and follow neither size nor family. Conditions are groups of scenarios of
/// known accuracy, with and without telling the model. A model that ignores the signal, or would escalate even where it is always right, is an outcome with a note and no error. Source: DiSorbo and Ju, arXiv
/// 2604.08588. It describes scenarios: what an agent does in others, or under another prompt, it does not say, and no threshold here is certified. Immutable and safe for concurrent use.
/// </remarks>
public sealed class EscalationProfile
{
    private readonly ProfileCondition[] _withSignal;
    private readonly ProfileCondition[] _withoutSignal;

    private EscalationProfile(ProfileCondition[] conditions, double level)
    {
        Conditions = Array.AsReadOnly(conditions);
        Level = level;
        _withSignal = [.. conditions.Where(static one => one.Signal)];
        _withoutSignal = [.. conditions.Where(static one => !one.Signal)];
        LeastSquares = LeastSquaresProfile.Fit(_withSignal, RateWithoutSignal, level);
        Logistic = LogisticProfile.Fit(_withSignal, _withoutSignal, level);
        Isotonic = _withSignal.Length == 0 ? null : IsotonicProfile.Fit(_withSignal);
    }

    /// <summary>All conditions, in the order given.</summary>
    public ReadOnlyCollection<ProfileCondition> Conditions { get; }

    /// <summary>The confidence level of the intervals.</summary>
    public double Level { get; }

    /// <summary>How many conditions have a signal.</summary>
    public int ConditionsWithSignal => _withSignal.Length;

    /// <summary>How many have none.</summary>
    public int ConditionsWithoutSignal => _withoutSignal.Length;

    /// <summary>The mean accuracy over the conditions with a signal, each counting once; null without any.</summary>
    public double? MeanAccuracy => Mean(_withSignal, static one => one.Accuracy);

    /// <summary>The mean accuracy over the conditions without a signal; null without any.</summary>
    public double? MeanAccuracyWithoutSignal => Mean(_withoutSignal, static one => one.Accuracy);

    /// <summary>e0, the mean escalation rate over the conditions without a signal; null without any.</summary>
    public double? RateWithoutSignal => Mean(_withoutSignal, static one => one.EscalationRate);

    /// <summary>The fit as published; null when the conditions with a signal have fewer than two accuracies.</summary>
    public LeastSquaresProfile? LeastSquares { get; }

    /// <summary>The binomial logistic fit; null when the conditions with a signal have fewer than two accuracies their decisions are separated, or the fit does not converge.</summary>
    public LogisticProfile? Logistic { get; }

    /// <summary>The fit without a shape; null without a condition that has a signal.</summary>
    public IsotonicProfile? Isotonic { get; }

    /// <summary>Why there is no least-squares fit; null when there is one.</summary>
    public ProfileNote? LeastSquaresMissing => LeastSquares is null ? NoFit : null;

    /// <summary>Why there is no logistic fit; null when there is one.</summary>
    public ProfileNote? LogisticMissing => Logistic is null ? BinomialCurve.WhyMissing(_withSignal) : null;

    /// <summary>The threshold to go by: the logistic one, or the isotonic one where there is no logistic fit.</summary>
    public ProfileNumber Threshold => (Logistic, Isotonic) switch
    {
        ({ } logistic, _) => logistic.Threshold,
        (null, { } isotonic) => isotonic.Threshold,
        _ => ProfileNumber.Missing(NoFit),
    };

    /// <summary>The published miscalibration: the least-squares self-estimate minus <see cref="MeanAccuracy"/>, in [-1, 1]; above 0 the model believes itself better than it is.</summary>
    public ProfileNumber Miscalibration => LeastSquares is not { } fit ? ProfileNumber.Missing(NoFit)
        : fit.SelfEstimate is { Value: { } estimate } ? new ProfileNumber(estimate - MeanAccuracy, fit.SelfEstimate.Note)
        : fit.SelfEstimate;

    /// <summary>The confusion over decisions with a signal; null when the profile was made from counts.</summary>
    public ActionConfusion? Confusion { get; private init; }

    /// <summary>The confusion over decisions without a signal; null when the profile was made from counts.</summary>
    public ActionConfusion? ConfusionWithoutSignal { get; private init; }

    private ProfileNote NoFit => _withSignal.Length == 0 ? ProfileNote.NoConditionsWithSignal : ProfileNote.EqualAccuracies;

    /// <summary>Makes a profile from counts. Linear in the conditions but for a sort, for each of some ten Newton steps.</summary>
    /// <param name="conditions">The conditions, none twice.</param>
    /// <param name="level">The confidence level of intervals, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentException">Thrown when a condition occurs twice or has no name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when counts contradict each other, with the index of the first, or <paramref name="level"/> is out of range.</exception>
    public static EscalationProfile Of(IEnumerable<ProfileCondition> conditions, double level = 0.95) =>
        new(ProfileCondition.Checked(conditions, nameof(conditions)), Guard.OpenProbability(level));

    /// <summary>Makes a profile from recorded decisions, which are counted by data set, condition and signal.</summary>
    /// <param name="decisions">The decisions.</param>
    /// <param name="level">The confidence level of intervals, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentException">Thrown when a decision does not name its data set and condition.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="level"/> is out of range.</exception>
    public static EscalationProfile OfDecisions(IEnumerable<ProfileDecision> decisions, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(decisions);
        ProfileDecision[] all = [.. decisions];
        IEnumerable<ProfileCondition> conditions = all
            .GroupBy(static one => (one.Dataset, one.Condition, one.Signal))
            .Select(static group => new ProfileCondition(group.Key.Dataset, group.Key.Condition, group.Key.Signal, group.Count(), group.Count(static one => one.Correct), group.Count(static one => one.Escalated)));
        return new EscalationProfile(ProfileCondition.Checked(conditions, nameof(decisions)), Guard.OpenProbability(level))
        {
            Confusion = ActionConfusion.Of(all.Where(static one => one.Signal)),
            ConfusionWithoutSignal = ActionConfusion.Of(all.Where(static one => !one.Signal)),
        };
    }

    /// <summary>How often the model did what costs ask for.</summary>
    /// <param name="ratio">R = c_w / c_l, finite and above 1.</param>
    /// <param name="signal">Over the conditions with a signal, or those without.</param>
    /// <returns>The accuracy of its decisions; null without such a condition.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="ratio"/> is not a finite number above 1.</exception>
    public EscalationAccuracy? AccuracyAt(double ratio, bool signal) => EscalationAccuracy.Of(signal ? _withSignal : _withoutSignal, ratio);

    internal ReadOnlySpan<ProfileCondition> WithSignal => _withSignal;

    private static double? Mean(ProfileCondition[] conditions, Func<ProfileCondition, double> of) => conditions.Length == 0 ? null : conditions.Average(of);
}
