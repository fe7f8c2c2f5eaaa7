using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Triggers.Confidence;

/// <summary>Watches whether a confidence still tells turns apart. A model that always says 0.99 passes every threshold below that and knows nothing.</summary>
/// <remarks>
/// Looks at the latest scores only. Tell it of each decision as an observer, or with <see cref="Observe"/>, and let <see cref="DegenerateSignalTrigger"/> read it. Safe for concurrent
/// use. An observation takes time linear in the window of scores and allocates nothing once the window is full. Scores that are not finite are not counted here: they escalate
/// on their own.
/// </remarks>
public sealed class DegenerateSignalMonitor : IDecisionObserver
{
    private const int SmallestWindow = 10;
    private const int LargestWindow = 100_000;

    private readonly Lock _gate = new();
    private readonly IPredictor _source;
    private readonly double[] _latest;
    private readonly Dictionary<double, int> _counts;
    private readonly double _maximumShare;
    private readonly double _minimumDeviation;
    private long _observed;
    private volatile bool _isDegenerate;

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
        _source = source ?? TurnPredictors.Confidence;
        _latest = new double[window];
        _counts = new Dictionary<double, int>(window + 1);
    }

    /// <summary>Whether the latest scores are degenerate; false until the window is full.</summary>
    public bool IsDegenerate => _isDegenerate;

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
    /// <returns>Whether the latest scores are now degenerate.</returns>
    public bool Observe(double score)
    {
        if (!double.IsFinite(score))
        {
            return _isDegenerate;
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
            return _isDegenerate = _observed >= _latest.Length && (LargestShare() > _maximumShare || Deviation() < _minimumDeviation);
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
