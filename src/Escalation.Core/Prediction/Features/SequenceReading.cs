using System.Buffers;
using Escalation.Decisions;
using Escalation.Uncertainty;

namespace Escalation.Prediction.Features;

/// <summary>The chosen log-probabilities of an answer, read once into pooled memory. A censored token counts with its upper bound, as in <see cref="TokenMoments"/>.</summary>
internal struct SequenceReading(IReadOnlyList<TokenLogProb>? tokens)
{
    private double[]? _sorted;
    private Reason? _fault;
    private bool _isRead;
    private int _minimumAt;
    private double _sum;
    private double _deviation;

    internal Reason? Read(TurnMeasure measure, double parameter, out double value)
    {
        value = double.NaN;
        Load();
        if (_fault is not null)
        {
            return _fault;
        }

        ReadOnlySpan<double> sorted = _sorted.AsSpan(0, tokens!.Count);
        value = measure switch
        {
            TurnMeasure.MeanLogProb => _sum / sorted.Length,
            TurnMeasure.MinimumLogProb => sorted[0],
            TurnMeasure.SumLogProb => _sum,
            TurnMeasure.LogProbDeviation => _deviation,
            TurnMeasure.LogProbQuantile => Quantile(sorted, parameter),
            TurnMeasure.CountBelow => Below(sorted, Math.Log(parameter)),
            TurnMeasure.ShareBelow => (double)Below(sorted, Math.Log(parameter)) / sorted.Length,
            TurnMeasure.MinimumPosition => (double)_minimumAt / sorted.Length,
            _ => Math.Log(sorted.Length),
        };
        // Without alternatives a probability of 0 stands for itself, and sums of it are no numbers to learn from.
        return double.IsFinite(value) ? null : Reason.ScoreUndefined;
    }

    /// <summary>The log-probability at one place, which is there.</summary>
    internal readonly Reason? At(int place, out double value) => Bounded(tokens![place], out value);

    internal void Release()
    {
        if (_sorted is not null)
        {
            ArrayPool<double>.Shared.Return(_sorted);
            _sorted = null;
        }
    }

    private static int Below(ReadOnlySpan<double> sorted, double level)
    {
        int count = 0;
        while (count < sorted.Length && sorted[count] < level)
        {
            count++;
        }

        return count;
    }

    private static double Quantile(ReadOnlySpan<double> sorted, double level)
    {
        double position = level * (sorted.Length - 1);
        int lower = (int)Math.Floor(position);
        double weight = position - lower;
        return weight == 0.0 ? sorted[lower] : sorted[lower] + (weight * (sorted[lower + 1] - sorted[lower]));
    }

    private static Reason? Bounded(in TokenLogProb token, out double value)
    {
        if (LogProbability.Check(token.LogProb, out value) is { } fault)
        {
            return fault;
        }

        if (value > LogProbability.SentinelCeiling)
        {
            return null;
        }

        var listed = ListedMass.Of(token.Top.Span);
        if (listed.Fault is { } listFault)
        {
            return listFault;
        }

        bool sentinel = LogProbability.IsSentinel(value);
        value = listed.Count > 0 ? listed.UnlistedLogBound : value;
        return listed.Count == 0 && sentinel ? Reason.ScoreUndefined : null;
    }

    private void Load()
    {
        if (_isRead)
        {
            return;
        }

        _isRead = true;
        int count = tokens?.Count ?? 0;
        if (count == 0)
        {
            _fault = Reason.NoSignal;
            return;
        }

        _sorted = ArrayPool<double>.Shared.Rent(count);
        Span<double> logs = _sorted.AsSpan(0, count);
        for (int i = 0; i < count; i++)
        {
            if (Bounded(tokens![i], out logs[i]) is { } fault)
            {
                _fault = fault;
                return;
            }

            _sum += logs[i];
            _minimumAt = logs[i] < logs[_minimumAt] ? i : _minimumAt;
        }

        double mean = _sum / count;
        double squares = 0.0;
        foreach (double log in logs)
        {
            squares += (log - mean) * (log - mean);
        }

        _deviation = Math.Sqrt(squares / count);
        logs.Sort();
    }
}
