using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Triggers.Confidence;

/// <summary>Watches whether a confidence still tells turns apart. A model that always says 0.99 passes every threshold below that and knows nothing.</summary>
/// <remarks>
/// Looks at the latest scores, and at the labels that arrive for them. Tell it of each decision as an observer of the runtime, which passes outcomes on too, or with <see cref="Observe(double)"/>,
/// and let <see cref="DegenerateSignalTrigger"/> read it. Safe for concurrent use. An observation takes time linear in the window of scores, a label some 2,000 logarithms. Scores that are
/// not finite are not counted here: they escalate on their own.
/// <para>
/// The alarm by labels says: with probability 1 - <see cref="DegenerateSignalOptions.AurocDelta"/> the score's AUROC is at most <see cref="DegenerateSignalOptions.MinimumAuroc"/>, hardly better than chance. It holds
/// however often it is looked at, as long as labelled answers are independent draws of one distribution (see <see cref="Auroc"/>), and it stays: begin with a new monitor when the
/// score has changed. Labels of acted turns alone tell of those turns alone. Higher scores must mean that the model is more likely right.
/// </para>
/// </remarks>
public sealed class DegenerateSignalMonitor : IOutcomeObserver
{
    private const int SmallestWindow = 10;
    private const int LargestWindow = 100_000;

    private readonly Lock _gate = new();
    private readonly IPredictor _source;
    private readonly double[] _latest;
    private readonly Dictionary<double, int> _counts;
    private readonly double _maximumShare;
    private readonly double _minimumDeviation;
    private readonly LabelledScores _labelled;
    private readonly double _minimumAuroc;
    private long _observed;
    private volatile bool _isFlat;
    private volatile bool _isUninformative;

    /// <summary>Creates a monitor.</summary>
    /// <param name="source">Predicts the score to watch; <see cref="AgentTurn.Confidence"/> when null.</param>
    /// <param name="options">When it counts as degenerate; copied. Null takes the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an option is out of range.</exception>
    public DegenerateSignalMonitor(IPredictor? source = null, DegenerateSignalOptions? options = null)
    {
        options ??= new DegenerateSignalOptions();
        int window = options.Window is >= SmallestWindow and <= LargestWindow
            ? options.Window
            : throw new ArgumentOutOfRangeException(nameof(options), options.Window, string.Create(CultureInfo.InvariantCulture, $"Window must be from {SmallestWindow} to {LargestWindow}, but was {options.Window}."));
        _maximumShare = Guard.Probability(Guard.Positive(options.MaximumShare, nameof(options.MaximumShare)), nameof(options.MaximumShare));
        _minimumDeviation = options.MinimumDeviation == 0.0 ? 0.0 : Guard.Positive(options.MinimumDeviation, nameof(options.MinimumDeviation));
        _minimumAuroc = options.MinimumAuroc is >= 0.5 and < 1.0
            ? options.MinimumAuroc
            : throw new ArgumentOutOfRangeException(nameof(options), options.MinimumAuroc, string.Create(CultureInfo.InvariantCulture, $"MinimumAuroc must be in [0.5, 1), but was {options.MinimumAuroc}."));
        _labelled = new LabelledScores(Guard.OpenProbability(options.AurocDelta, nameof(options.AurocDelta)));
        _source = source ?? TurnPredictors.Confidence;
        _latest = new double[window];
        _counts = new Dictionary<double, int>(window + 1);
    }

    /// <summary>Whether the confidence is degenerate, for whatever cause.</summary>
    public bool IsDegenerate => Cause != DegenerateSignalCause.None;

    /// <summary>Why it is; flat scores come first, and are not found before the window is full.</summary>
    public DegenerateSignalCause Cause => _isFlat ? DegenerateSignalCause.Flat : _isUninformative ? DegenerateSignalCause.Uninformative : DegenerateSignalCause.None;

    /// <summary>What the labels say of the score so far.</summary>
    public SignalAuroc Auroc
    {
        get
        {
            lock (_gate)
            {
                return _labelled.Auroc;
            }
        }
    }

    /// <summary>How many scores have been observed.</summary>
    public long Observed
    {
        get
        {
            lock (_gate)
            {
                return _observed;
            }
        }
    }

    /// <summary>Takes in one score.</summary>
    /// <param name="score">The score; not finite is passed over.</param>
    /// <returns>Whether the confidence is now degenerate.</returns>
    public bool Observe(double score)
    {
        if (!double.IsFinite(score))
        {
            return IsDegenerate;
        }

        // Minus zero is zero, and a dictionary would keep them apart.
        score = score == 0.0 ? 0.0 : score;
        lock (_gate)
        {
            int slot = (int)(_observed % _latest.Length);
            if (_observed >= _latest.Length)
            {
                Forget(_latest[slot]);
            }

            _latest[slot] = score;
            _counts[score] = _counts.GetValueOrDefault(score) + 1;
            _observed++;
            _isFlat = _observed >= _latest.Length && (LargestShare() > _maximumShare || Deviation() < _minimumDeviation);
        }

        return IsDegenerate;
    }

    /// <summary>Takes in a score and its label at once.</summary>
    /// <param name="id">The turn's id; a second label for the same turn is passed over.</param>
    /// <param name="score">The score; not finite is passed over.</param>
    /// <param name="wasRight">Whether the model's answer was right.</param>
    /// <returns>Whether the confidence is now degenerate.</returns>
    /// <exception cref="ArgumentException">Thrown when the id is blank.</exception>
    public bool Observe(string id, double score, bool wasRight)
    {
        Guard.NotBlank(id);
        Observe(score);
        Remember(id, score);
        OnOutcome(id, wasRight);
        return IsDegenerate;
    }

    /// <inheritdoc/>
    public void OnOutcome(string id, bool wasRight)
    {
        ArgumentNullException.ThrowIfNull(id);
        lock (_gate)
        {
            _labelled.Label(id, wasRight);
            _isUninformative = _labelled.Auroc.Upper <= _minimumAuroc;
        }
    }

    /// <inheritdoc/>
    public void OnDecided(AgentTurn turn, in EscalationDecision decision)
    {
        ArgumentNullException.ThrowIfNull(turn);
        Estimate estimate = _source.Predict(turn);
        if (estimate.HasValue)
        {
            Observe(estimate.Value);
            if ((decision.Id ?? turn.Id) is { } id)
            {
                Remember(id, estimate.Value);
            }
        }
    }

    private void Remember(string id, double score)
    {
        if (double.IsFinite(score))
        {
            lock (_gate)
            {
                _labelled.Remember(id, score);
            }
        }
    }

    private void Forget(double score)
    {
        int left = _counts[score] - 1;
        if (left == 0)
        {
            _counts.Remove(score);
        }
        else
        {
            _counts[score] = left;
        }
    }

    private double LargestShare()
    {
        int largest = 0;
        foreach (int count in _counts.Values)
        {
            largest = Math.Max(largest, count);
        }

        return (double)largest / _latest.Length;
    }

    private double Deviation()
    {
        double mean = 0.0, squares = 0.0;
        foreach (double score in _latest)
        {
            mean += score / _latest.Length;
        }

        foreach (double score in _latest)
        {
            squares += (score - mean) * (score - mean);
        }

        return Math.Sqrt(squares / _latest.Length);
    }
}
