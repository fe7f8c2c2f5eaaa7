using System.Globalization;
using Escalation.Calibration;
using Escalation.Decisions;
using Escalation.Statistics.Sequential;

namespace Escalation.Monitoring;

/// <summary>Certifies thresholds while labels come in: look after every label, stop or go on as you like, and the set of certified thresholds keeps its promise.</summary>
/// <remarks>
/// <para>For each of the m thresholds of a fixed grid an e-process plays against "the risk among items that this threshold acts on is at least alpha"; the threshold is certified as soon as <c>E &gt;= m/delta</c>.
/// The probability that a threshold whose risk is at least alpha is ever certified is at most delta, at any time and over all thresholds (Ville and Bonferroni). Running an ordinary calibration again whenever labels land has no such
/// bound, because that is optional stopping. The set only grows: a certificate says that the risk of the stream was below alpha, and drift is for a <see cref="CertificateMonitor"/> to see.</para>
/// <para>It assumes that each labelled item, given those before it, fails with the same probability at the same score: the stream must not have changed, and which items have labels must not depend on their losses. Where labels are
/// random audits, pass every item, drawn or not, as a <see cref="WeightedLoss"/>. Feed labels in the order of decisions if the time they take may depend on the loss, and take 1 for one that never comes.</para>
/// <para>A label costs O(m): eight additions for each threshold that acts on the item. Observing allocates nothing but the thresholds it certifies. Safe for concurrent use by one lock. Source of the rule: statistics of "Learn then Test" (2110.01052) with e-processes
/// in place of p-values.</para>
/// </remarks>
public sealed class ContinualCalibration
{
    private readonly Lock _gate = new();
    private readonly ThresholdGrid _grid;
    private readonly MeanBets _bets;
    private readonly double[] _logs;
    private readonly long[] _acted;
    private readonly double[] _losses;
    private readonly ContinualThreshold?[] _certified;
    private readonly double _logThreshold;
    private long _count;
    private double _reach;
    private double _rounding;

    /// <summary>Starts a calibration.</summary>
    /// <param name="grid">The thresholds, fixed before a label is seen. Every one of them costs its share of delta.</param>
    /// <param name="alpha">The risk level, strictly between 0 and 1.</param>
    /// <param name="delta">The error level, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="grid"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a level is NaN or out of range.</exception>
    public ContinualCalibration(ThresholdGrid grid, double alpha, double delta)
        : this(grid, new MeanBets(MeanHypothesis.AtLeast, Guard.OpenProbability(alpha), []), delta)
    {
    }

    private ContinualCalibration(ThresholdGrid grid, MeanBets bets, double delta)
    {
        ArgumentNullException.ThrowIfNull(grid);
        Delta = Guard.OpenProbability(delta);
        _grid = grid;
        _bets = bets;
        _logs = new double[grid.Count * bets.Count];
        _acted = new long[grid.Count];
        _losses = new double[grid.Count];
        _certified = new ContinualThreshold?[grid.Count];
        _logThreshold = FactorRounding.Needed(delta / grid.Count);
    }

    /// <summary>The risk level.</summary>
    public double Alpha => _bets.Alpha;

    /// <summary>The error level.</summary>
    public double Delta { get; }

    /// <summary>The thresholds.</summary>
    public ThresholdGrid Grid => _grid;

    /// <summary>How many labels have come.</summary>
    public long Count
    {
        get
        {
            lock (_gate)
            {
                return _count;
            }
        }
    }

    /// <summary>The thresholds certified so far, ascending: the first acts the most. It never shrinks.</summary>
    public IReadOnlyList<ContinualThreshold> Certified
    {
        get
        {
            lock (_gate)
            {
                return [.. _certified.OfType<ContinualThreshold>()];
            }
        }
    }

    /// <summary>Reads a calibration that <see cref="ToJson"/> has written and goes on where that one stopped.</summary>
    /// <param name="utf8Json">The document.</param>
    /// <exception cref="MonitorStateException">Thrown when the document is not a whole, undamaged calibration of this version.</exception>
    public static ContinualCalibration Parse(ReadOnlySpan<byte> utf8Json) => StateDocument.Read(utf8Json, ContinualCalibrationJson.Schema, ContinualCalibrationJson.Read);

    /// <summary>Takes one label in.</summary>
    /// <param name="score">The item's score; finite. Thresholds up to it act on the item.</param>
    /// <param name="loss">The loss in [0, 1] of acting on it.</param>
    /// <returns>How many thresholds this label has certified.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the score is not finite or the loss is NaN or outside [0, 1]; nothing is changed.</exception>
    public int Observe(double score, double loss)
    {
        Guard.Probability(loss);
        return Observe(score, WeightedLoss.Seen(loss));
    }

    /// <summary>Takes one item in whose label was drawn for an audit with known probability, or was not.</summary>
    /// <param name="score">The item's score; finite.</param>
    /// <param name="loss">Its loss or stand-in.</param>
    /// <returns>How many thresholds this item has certified.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the score is not finite; nothing is changed.</exception>
    /// <exception cref="ArgumentException">Thrown when <paramref name="loss"/> is the default value; nothing is changed.</exception>
    public int Observe(double score, in WeightedLoss loss)
    {
        Guard.Finite(score);
        Span<double> factors = stackalloc double[_bets.Count];
        double rounding = _bets.LogFactors(loss, factors);
        double largest = 0.0;
        foreach (double factor in factors)
        {
            largest = Math.Max(largest, Math.Abs(factor));
        }

        lock (_gate)
        {
            _count++;

            // One bound for all thresholds: no capital has moved further than all labels together could move one.
            _reach += largest;
            _rounding += rounding + (FactorRounding.Unit * _reach);
            ReadOnlySpan<double> thresholds = _grid.Thresholds;
            int certified = 0;
            for (int j = 0; j < thresholds.Length && !ScoreComparison.Escalates(ScoreDirection.HigherActs, score, thresholds[j]); j++)
            {
                certified += Step(j, factors, loss.Value) ? 1 : 0;
            }

            return certified;
        }
    }

    /// <summary>Whether a threshold of the grid is certified.</summary>
    /// <param name="index">Its index in the grid, ascending.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when there is no such threshold.</exception>
    public bool IsCertified(int index)
    {
        Guard.AtLeast(index, 0);
        if (index >= _grid.Count)
        {
            Guard.OutOfRange(nameof(index), string.Create(CultureInfo.InvariantCulture, $"below {_grid.Count}"), index);
        }

        lock (_gate)
        {
            return _certified[index] is not null;
        }
    }

    /// <summary>The whole state as JSON in UTF-8: schema <c>escalation-continual-calibration/1</c>, numbers exact, closed by a hash of its content.</summary>
    public byte[] ToJson()
    {
        lock (_gate)
        {
            return ContinualCalibrationJson.Write(new ContinualCalibrationParts(_grid, _bets, Delta, _count, _reach, _rounding, _logs, _acted, _losses, _certified));
        }
    }

    /// <exception cref="ArgumentException">Thrown when the parts contradict each other.</exception>
    internal static ContinualCalibration Restore(ContinualCalibrationParts parts)
    {
        var calibration = new ContinualCalibration(parts.Grid, parts.Bets, parts.Delta) { _count = parts.Count, _reach = parts.Reach, _rounding = parts.Rounding };
        if (parts.Logs.Length != calibration._logs.Length || parts.Acted.Length != parts.Grid.Count || parts.Losses.Length != parts.Grid.Count || parts.Certified.Length != parts.Grid.Count)
        {
            throw new ArgumentException("The saved parts of a continual calibration differ in length.", nameof(parts));
        }

        if (!(parts.Reach >= 0.0 && parts.Rounding >= 0.0))
        {
            throw new ArgumentException("The saved rounding error of a continual calibration is negative.", nameof(parts));
        }

        for (int j = 0; j < parts.Grid.Count; j++)
        {
            bool nested = parts.Acted[j] <= (j == 0 ? parts.Count : parts.Acted[j - 1]);
            bool sound = parts.Certified[j] is not { } certified
                || (certified.Threshold == parts.Grid.Thresholds[j] && certified.Step <= parts.Count && certified.Acted <= parts.Acted[j] && certified.LogEvidence >= calibration._logThreshold);
            if (!nested || !sound)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The saved threshold {j} of a continual calibration contradicts the others."), nameof(parts));
            }
        }

        parts.Logs.CopyTo(calibration._logs, 0);
        parts.Acted.CopyTo(calibration._acted, 0);
        parts.Losses.CopyTo(calibration._losses, 0);
        parts.Certified.CopyTo(calibration._certified, 0);
        return calibration;
    }

    private bool Step(int index, ReadOnlySpan<double> factors, double loss)
    {
        _acted[index]++;
        _losses[index] += loss;
        Span<double> logs = _logs.AsSpan(index * factors.Length, factors.Length);
        double largest = double.NegativeInfinity;
        for (int i = 0; i < logs.Length; i++)
        {
            logs[i] += factors[i];
            largest = Math.Max(largest, logs[i]);
        }

        // The mean of the capitals is no larger than the largest, so that most labels need no exponential.
        if (_certified[index] is not null || largest < _logThreshold)
        {
            return false;
        }

        double evidence = LogSum.Of(logs) - Math.Log(logs.Length) - _rounding - FactorRounding.OfSum(_reach);
        if (!(evidence >= _logThreshold))
        {
            return false;
        }

        _certified[index] = new ContinualThreshold(_grid.Thresholds[index], _count, _acted[index], _losses[index], evidence);
        return true;
    }
}
