using Escalation.Statistics;

namespace Escalation.Calibration.RiskControl;

/// <summary>What a set of items says about one risk of one configuration: the p-value of "the risk is beyond its bound", and the counts behind it.</summary>
/// <remarks>Immutable. The p-value of a count is computed when it is read.</remarks>
public readonly struct RiskMeasurement
{
    private readonly double _pValue;
    private readonly double _bound;
    private readonly bool _atLeast;

    /// <summary>A measurement with a p-value of your own, for a risk that is no mean of independent losses, such as <c>1 - AUROC</c>.</summary>
    /// <param name="pValue">A valid p-value of the null hypothesis "the risk is beyond its bound", in [0, 1]: at most u with probability at most u, for every u, whenever the hypothesis is true.</param>
    /// <param name="estimate">The estimate of the risk; finite, or null when there is none.</param>
    /// <param name="trials">How many items it rests on; at least 0. Without any the p-value must be 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the p-value is NaN or outside [0, 1], or below 1 without a trial, the estimate is not finite, or trials is negative.</exception>
    public RiskMeasurement(double pValue, double? estimate, long trials)
        : this(Guard.Probability(pValue), estimate, trials, occurrences: null, bound: 0.0, atLeast: false)
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

    private RiskMeasurement(double pValue, double? estimate, long trials, long? occurrences, double bound, bool atLeast)
    {
        _pValue = pValue;
        _bound = bound;
        _atLeast = atLeast;
        Estimate = estimate;
        Trials = trials;
        Occurrences = occurrences;
    }

    /// <summary>The p-value, 1 without a trial. <c>default</c>, which measured nothing, has 1 too.</summary>
    public double PValue => Trials == 0 ? 1.0
        : Occurrences is not { } count ? _pValue
        : _atLeast ? BinomialTail.Upper(count, Trials, _bound)
        : BinomialTail.Lower(count, Trials, _bound);

    /// <summary>The estimate of the risk, in the sense in which it is bounded (a share that must be large is given as that share); null without a trial.</summary>
    public double? Estimate { get; }

    /// <summary>The items that met the risk's condition.</summary>
    public long Trials { get; }

    /// <summary>The items among them at which it occurred; null for a risk that is not counted.</summary>
    public long? Occurrences { get; }

    /// <summary>The natural logarithm of the p-value, which does not underflow.</summary>
    internal double LogPValue => Trials == 0 ? 0.0
        : Occurrences is not { } count ? Math.Log(_pValue)
        : _atLeast ? BinomialTail.LogUpper(count, Trials, _bound)
        : BinomialTail.LogLower(count, Trials, _bound);

    /// <summary>The p-value that so many trials would give at best; 0 where that is not known. For a mean of losses in [0, 1] no valid p-value is below <c>(1 - bound)^trials</c>, since losses of 0 and 1 are such losses.</summary>
    internal double LeastPValue => Trials == 0 ? 1.0
        : _bound == 0.0 ? 0.0
        : _atLeast ? BinomialTail.Upper(Trials, Trials, _bound)
        : BinomialTail.Lower(0, Trials, _bound);

    /// <summary>The exact binomial test of "the rate exceeds the bound": <c>P(Bin(trials, bound) &lt;= occurrences)</c>.</summary>
    internal static RiskMeasurement AtMost(long occurrences, long trials, double bound) => Count(occurrences, trials, bound, atLeast: false);

    /// <summary>The exact binomial test of "the rate is below the bound": <c>P(Bin(trials, bound) &gt;= occurrences)</c>; no complement of a bound is ever rounded.</summary>
    internal static RiskMeasurement AtLeast(long occurrences, long trials, double bound) => Count(occurrences, trials, bound, atLeast: true);

    /// <summary>A mean of losses in [0, 1] with its p-value.</summary>
    internal static RiskMeasurement Mean(double pValue, double mean, long trials, double bound) =>
        trials == 0 ? default : new(pValue, mean, trials, occurrences: null, bound, atLeast: false);

    private static RiskMeasurement Count(long occurrences, long trials, double bound, bool atLeast) =>
        trials == 0 ? default : new(double.NaN, (double)occurrences / trials, trials, occurrences, bound, atLeast);
}
