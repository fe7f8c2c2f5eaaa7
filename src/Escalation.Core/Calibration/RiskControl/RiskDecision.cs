using Escalation.Calibration.MultipleTesting;

namespace Escalation.Calibration.RiskControl;

/// <summary>What a procedure decided about every risk of every configuration.</summary>
internal sealed class RiskDecision
{
    private readonly HypothesisOutcome[] _outcomes;
    private readonly double[] _levels;
    private readonly int _risks;

    internal RiskDecision(int configurations, int risks)
    {
        _risks = risks;
        _outcomes = new HypothesisOutcome[configurations * risks];
        _levels = new double[configurations * risks];
        Array.Fill(_levels, double.NaN);
    }

    /// <summary>How many hypotheses were tested, failing ones included.</summary>
    internal int Tested { get; private set; }

    /// <summary>Where sequences failed, by configuration.</summary>
    internal List<int> FailedAt { get; } = [];

    internal HypothesisOutcome Outcome(int configuration, int risk) => _outcomes[(configuration * _risks) + risk];

    /// <summary>The level at which the hypothesis was rejected, or last failed; null where it had none.</summary>
    internal double? Level(int configuration, int risk) => double.IsNaN(_levels[(configuration * _risks) + risk]) ? null : _levels[(configuration * _risks) + risk];

    internal bool IsCertified(int configuration)
    {
        for (int risk = 0; risk < _risks; risk++)
        {
            if (Outcome(configuration, risk) != HypothesisOutcome.Rejected)
            {
                return false;
            }
        }

        return true;
    }

    internal bool IsTested(int configuration)
    {
        for (int risk = 0; risk < _risks; risk++)
        {
            if (Outcome(configuration, risk) is HypothesisOutcome.Rejected or HypothesisOutcome.Retained)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes over a test of all risks together.</summary>
    /// <param name="result">The result, by position.</param>
    /// <param name="order">The configuration at each position; null where they are the same.</param>
    internal RiskDecision TakeAll(FamilywiseResult result, int[]? order)
    {
        for (int position = 0; position < result.Count; position++)
        {
            for (int risk = 0; risk < _risks; risk++)
            {
                Write(order is null ? position : order[position], risk, result, position);
            }
        }

        CountTested(result, 0, result.Count);
        AddStops(result, order, 0);
        return this;
    }

    /// <summary>Takes over the test of one risk, whose hypotheses stand one after another in a result.</summary>
    internal void TakeChain(FamilywiseResult result, int risk, int[] order, int from)
    {
        for (int position = 0; position < order.Length; position++)
        {
            Write(order[position], risk, result, from + position);
        }

        CountTested(result, from, order.Length);
        AddStops(result, order, from);
    }

    private void Write(int configuration, int risk, FamilywiseResult result, int position)
    {
        _outcomes[(configuration * _risks) + risk] = result.Outcome(position);
        _levels[(configuration * _risks) + risk] = result.Level(position) ?? double.NaN;
    }

    private void CountTested(FamilywiseResult result, int from, int count)
    {
        for (int position = from; position < from + count; position++)
        {
            Tested += result.Outcome(position) is HypothesisOutcome.Rejected or HypothesisOutcome.Retained ? 1 : 0;
        }
    }

    private void AddStops(FamilywiseResult result, int[]? order, int from)
    {
        foreach (SequenceStop stop in result.Stops)
        {
            int position = stop.Index - from;
            if (order is null)
            {
                FailedAt.Add(position);
            }
            else if (position >= 0 && position < order.Length)
            {
                FailedAt.Add(order[position]);
            }
        }
    }
}
