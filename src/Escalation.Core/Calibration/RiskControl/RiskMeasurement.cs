using Escalation.Statistics;

namespace Escalation.Calibration.RiskControl;

/// <summary>What a set of items says about one risk of one configuration: the p-value of "the risk is beyond its bound", and the counts behind it.</summary>
/// <remarks>Immutable; 48 bytes.</remarks>
public readonly struct RiskMeasurement
{
    private readonly double _pValue;

    /// <summary>A measurement with a p-value of your own, for a risk that is no mean of independent losses, such as <c>1 - AUROC</c>.</summary>
    /// <param name="pValue">A valid p-value of the null hypothesis "the risk is beyond its bound", in [0, 1]: at most u with probability at most u, for every u, whenever the hypothesis is true.</param>
    /// <param name="estimate">The estimate of the risk; finite, or null when there is none.</param>
    /// <param name="trials">How many items it rests on; at least 0. Without any the p-value must be 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the p-value is NaN or outside [0, 1], or below 1 without a trial, the estimate is not finite, or trials is negative.</exception>
    public RiskMeasurement(double pValue, double? estimate, long trials)
        : this(Guard.Probability(pValue), Math.Log(pValue), estimate, trials, occurrences: null, leastPValue: 0.0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trials);
        if (trials == 0 && pValue != 1.0)
        {
            Guard.OutOfRange(nameof(pValue), "1 without a trial", pValue);
        }

        if (estimate is { } value)
        {
            Guard.Finite(value, nameof(estimate));
        }
    }

    private RiskMeasurement(double pValue, double logPValue, double? estimate, long trials, long? occurrences, double leastPValue)
    {
        _pValue = pValue;
        LogPValue = logPValue;
        Estimate = estimate;
        Trials = trials;
        Occurrences = occurrences;
        LeastPValue = leastPValue;
    }

    /// <summary>The p-value, 1 without a trial. <c>default</c>, which measured nothing, has 1 too.</summary>
    public double PValue => Trials == 0 ? 1.0 : _pValue;

    /// <summary>The estimate of the risk, in the sense in which it is bounded (a share that must be large is given as that share); null without a trial.</summary>
    public double? Estimate { get; }

    /// <summary>The items that met the risk's condition.</summary>
    public long Trials { get; }

    /// <summary>The items among them at which it occurred; null for a risk that is not counted.</summary>
    public long? Occurrences { get; }

    /// <summary>The natural logarithm of the p-value, which does not underflow.</summary>
    internal double LogPValue => Trials == 0 ? 0.0 : field;

    /// <summary>The p-value that so many trials would give at best; 0 where that is not known.</summary>
    internal double LeastPValue => Trials == 0 ? 1.0 : field;

    /// <summary>The exact binomial test of "the rate exceeds alpha": <c>P(Bin(trials, alpha) &lt;= occurrences)</c>.</summary>
    internal static RiskMeasurement AtMost(long occurrences, long trials, double alpha) => trials == 0 ? default : new(
        BinomialTail.Lower(occurrences, trials, alpha),
        BinomialTail.LogLower(occurrences, trials, alpha),
        (double)occurrences / trials,
        trials,
        occurrences,
        BinomialTail.Lower(0, trials, alpha));

    /// <summary>The exact binomial test of "the rate is below least": <c>P(Bin(trials, least) &gt;= occurrences)</c>; no complement of a bound is ever rounded.</summary>
    internal static RiskMeasurement AtLeast(long occurrences, long trials, double least) => trials == 0 ? default : new(
        BinomialTail.Upper(occurrences, trials, least),
        BinomialTail.LogUpper(occurrences, trials, least),
        (double)occurrences / trials,
        trials,
        occurrences,
        BinomialTail.Upper(trials, trials, least));

    /// <summary>The mean of losses in [0, 1]; no valid p-value can be below <c>(1 - alpha)^trials</c>, which losses of 0 and 1 attain.</summary>
    internal static RiskMeasurement Mean(double pValue, double mean, long trials, double alpha) => trials == 0 ? default : new(
        pValue,
        Math.Log(pValue),
        mean,
        trials,
        occurrences: null,
        BinomialTail.Lower(0, trials, alpha));
}
