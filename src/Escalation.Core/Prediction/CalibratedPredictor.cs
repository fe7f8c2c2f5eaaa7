using Escalation.Decisions;
using Escalation.Learning.Calibrators;

namespace Escalation.Prediction;

/// <summary>A predictor behind a calibration map: a score becomes a probability, or the cautious end of an interval of them.</summary>
/// <remarks>
/// <para>
/// With an interval the lower end makes the cost rule <c>q - p &gt; c_l / c_w</c> escalate wherever the calibration rows do not settle the question in favour of acting; with few rows that is often, and
/// it becomes rarer as rows are added. The end is one of two numbers of which one is calibrated (<see cref="VennAbersCalibration"/>): a cautious choice, no bound on the error rate.
/// </para>
/// <para>
/// The map is named with its fingerprint in the policy's configuration, so that a certificate over the policy notices another map. A threshold that was set on the raw score means something else on a calibrated one.
/// When not to use it: around a source other than the one the map was fitted on. Self-reported confidence is allowed here and nowhere else, since its relation to the truth was measured on
/// labels. Immutable; allocates nothing when the source does not; safe for concurrent use. Costs the source and the map's query.
/// </para>
/// </remarks>
public sealed class CalibratedPredictor : IPredictor, IConfigured
{
    private readonly IPredictor _source;
    private readonly IConfidenceCalibrator _calibrator;
    private readonly IIntervalCalibrator? _interval;
    private readonly CalibratedEnd _end;

    /// <summary>Puts a map behind a predictor.</summary>
    /// <param name="calibrator">The map, fitted on this source's scores.</param>
    /// <param name="source">Predicts the score; <see cref="AgentTurn.Confidence"/> unless given.</param>
    /// <param name="end">Which number to take; the lower end of a map that has intervals and its only number otherwise, unless given.</param>
    /// <exception cref="ArgumentException">Thrown when an end is asked of a map without intervals.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="end"/> is not one of the enum.</exception>
    public CalibratedPredictor(IConfidenceCalibrator calibrator, IPredictor? source = null, CalibratedEnd? end = null)
    {
        ArgumentNullException.ThrowIfNull(calibrator);
        _calibrator = calibrator;
        _interval = calibrator as IIntervalCalibrator;
        _source = source ?? TurnPredictors.Confidence;
        _end = end ?? (_interval is null ? CalibratedEnd.Combined : CalibratedEnd.Lower);
        if (!Enum.IsDefined(_end))
        {
            throw new ArgumentOutOfRangeException(nameof(end), _end, "Not an end of an interval.");
        }

        if (_end != CalibratedEnd.Combined && _interval is null)
        {
            throw new ArgumentException($"end {_end} needs a map with intervals, but '{calibrator.Name}' has none.", nameof(end));
        }

        Name = $"calibrated-{_source.Name}";
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The map.</summary>
    public IConfidenceCalibrator Calibrator => _calibrator;

    /// <summary>Which number is taken.</summary>
    public CalibratedEnd End => _end;

    /// <inheritdoc/>
    public string Configuration =>
        $"{_source.Name}({(_source as IConfigured)?.Configuration});{_calibrator.Name}:{_calibrator.Fingerprint};{_end}";

    /// <inheritdoc/>
    /// <remarks>A source without a value passes on why. A score that the map does not know is missing as <see cref="Reason.ScoreUndefined"/>, which escalates.</remarks>
    public Estimate Predict(AgentTurn turn)
    {
        Estimate raw = _source.Predict(turn);
        return raw.HasValue ? Estimate.Probability(Map(raw.Value)) : raw;
    }

    private double Map(double score) => _end switch
    {
        CalibratedEnd.Lower => _interval!.Interval(score).Lower,
        CalibratedEnd.Upper => _interval!.Interval(score).Upper,
        _ => _calibrator.Probability(score),
    };
}
