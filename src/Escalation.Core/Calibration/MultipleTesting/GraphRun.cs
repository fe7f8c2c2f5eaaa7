namespace Escalation.Calibration.MultipleTesting;

/// <summary>Works through a test graph: the hypothesis with the smallest ratio of p-value and weight is next, as long as it is within its level.</summary>
internal sealed class GraphRun
{
    private readonly GraphWalk _walk;
    private readonly PValues _pValues;
    private readonly double _delta;
    private readonly FamilywiseRecord _record;
    private readonly PriorityQueue<GraphCandidate, GraphCandidate> _queue = new(Comparer<GraphCandidate>.Create(GraphCandidate.Compare));
    private readonly List<int> _grown = [];
    private readonly bool[] _vacuous;
    private bool _stopped;

    private GraphRun(GraphWalk walk, PValues pValues, double delta)
    {
        _walk = walk;
        _pValues = pValues;
        _delta = delta;
        _record = new FamilywiseRecord(pValues.Count);
        _vacuous = new bool[pValues.Count];
    }

    internal static FamilywiseResult Test(FamilywiseProcedure procedure, TestGraph graph, PValues pValues, double delta)
    {
        Guard.OpenProbability(delta);
        var run = new GraphRun(graph.Begin(), pValues, delta);
        run.Work();
        return new FamilywiseResult(procedure, delta, run._record);
    }

    private void Work()
    {
        for (int i = 0; i < _pValues.Count; i++)
        {
            _grown.Add(i);
        }

        double largest = 0.0;
        for (Admit(); TryNext(out GraphCandidate next); Admit())
        {
            double needed = LevelShare.Needed(next.PValue, next.Numerator, _walk.Denominator);
            if (needed > _delta && !_stopped)
            {
                _stopped = true;
                Stop();
                if (!_pValues.AreGiven)
                {
                    _record.Adjusted[next.Index] = Math.Min(needed, 1.0);
                    return;
                }
            }

            // Past the stop the walk only goes on to learn at which larger delta it would have gone on.
            largest = Math.Max(largest, needed);
            double adjusted = Math.Min(largest, 1.0);
            if (!_stopped)
            {
                _record.Reject(next.Index, next.PValue, LevelShare.Level(_delta, next.Numerator, _walk.Denominator), adjusted);
            }

            _record.Adjusted[next.Index] = adjusted;
            _walk.Reject(next.Index, _grown);
        }

        if (!_stopped)
        {
            Stop();
        }

        // What no delta below one gives any weight.
        for (int i = 0; i < _pValues.Count; i++)
        {
            _record.Adjusted[i] = double.IsNaN(_record.Adjusted[i]) ? 1.0 : _record.Adjusted[i];
        }
    }

    /// <summary>Puts those whose weight grew among the candidates, reading their p-values when they first have any weight.</summary>
    private void Admit()
    {
        for (int at = 0; at < _grown.Count; at++)
        {
            int index = _grown[at];
            UInt128 numerator = _walk.Numerator(index);
            if (numerator == UInt128.Zero)
            {
                continue;
            }

            if (double.IsNaN(_record.PValues[index]))
            {
                _vacuous[index] = _pValues.IsVacuous(index);
                _record.PValues[index] = _vacuous[index] ? 1.0 : _pValues.Read(index);
            }

            if (_vacuous[index])
            {
                // It is never a candidate: without items nothing may be rejected at any level.
                _record.PassOver(index, reached: !_stopped);
                _walk.TryPass(index, _grown);
                continue;
            }

            var candidate = new GraphCandidate(index, _record.PValues[index], numerator);
            _queue.Enqueue(candidate, candidate);
        }

        _grown.Clear();
    }

    private bool TryNext(out GraphCandidate next)
    {
        // A weight that has grown since was queued again; what was queued before is out of date.
        while (_queue.TryDequeue(out next, out _))
        {
            if (_walk.Numerator(next.Index) == next.Numerator)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes down what the hypotheses left hold when nothing more can be rejected.</summary>
    private void Stop()
    {
        double[] weights = new double[_pValues.Count];
        var stops = new List<SequenceStop>();
        UInt128 denominator = _walk.Denominator;
        for (int i = 0; i < weights.Length; i++)
        {
            UInt128 numerator = _walk.Numerator(i);
            if (numerator == UInt128.Zero)
            {
                continue;
            }

            weights[i] = (double)numerator / (double)denominator;
            if (_vacuous[i])
            {
                continue;
            }

            double level = LevelShare.Level(_delta, numerator, denominator);
            _record.Retain(i, _record.PValues[i], level);
            if (_walk.SequenceOf(i) is { } start)
            {
                stops.Add(new SequenceStop(start, i, _record.PValues[i], level));
            }
        }

        _record.FinalWeights = weights;
        _record.Stops = stops;
    }
}
