namespace Escalation.Prediction.Cascades;

/// <summary>The optimal plan of a cascade. Immutable and safe for concurrent use; asking allocates nothing.</summary>
public sealed class CascadePlan
{
    private readonly CascadeLevel[] _levels;
    private readonly double[][] _costs;
    private readonly bool[][] _continues;
    private readonly double[] _reached;
    private readonly double[] _acts;

    internal CascadePlan(CascadeLevel[] levels, double wrongAct, double[][] costs, bool[][] continues, double expectedCost)
    {
        _levels = levels;
        WrongAct = wrongAct;
        _costs = costs;
        _continues = continues;
        ExpectedCost = expectedCost;
        _reached = new double[levels.Length];
        _acts = new double[levels.Length];
        ExpectedAccuracy = Walk();
    }

    /// <summary>What a wrong act costs.</summary>
    public double WrongAct { get; }

    /// <summary>The expected cost of an item under the plan: of the levels that it is asked, and of wrong acts.</summary>
    public double ExpectedCost { get; }

    /// <summary>The probability that the answer acted on is right.</summary>
    public double ExpectedAccuracy { get; }

    /// <summary>The levels.</summary>
    public IReadOnlyList<CascadeLevel> Levels => Array.AsReadOnly(_levels);

    /// <summary>For each level the probability that an item is asked of it.</summary>
    public ReadOnlySpan<double> Reached => _reached;

    /// <summary>For each level the probability that an item is acted on with its answer.</summary>
    public ReadOnlySpan<double> ActedOn => _acts;

    /// <summary>Whether to ask the next level.</summary>
    /// <param name="level">The level that has answered, from 0.</param>
    /// <param name="state">Its state, from 0; any other number is a state that nobody has planned for, which asks the next level as long as there is one.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when there is no such level.</exception>
    public bool Continues(int level, int state)
    {
        bool[] continues = _continues[Checked(level)];
        return (uint)state < (uint)continues.Length ? continues[state] : level + 1 < _levels.Length;
    }

    /// <summary>The expected cost from here on, the level's own not included.</summary>
    /// <param name="level">The level that has answered, from 0.</param>
    /// <param name="state">Its state, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when there is no such level or state.</exception>
    public double CostFrom(int level, int state)
    {
        double[] costs = _costs[Checked(level)];
        Guard.AtLeast(state, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(state, costs.Length);
        return costs[state];
    }

    private int Checked(int level)
    {
        Guard.AtLeast(level, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(level, _levels.Length);
        return level;
    }

    private double Walk()
    {
        double accuracy = 0.0;
        double[] present = [1.0];
        for (int level = 0; level < _levels.Length; level++)
        {
            double[] next = new double[_levels[level].States];
            for (int before = 0; before < present.Length; before++)
            {
                ReadOnlySpan<double> transitions = _levels[level].TransitionsFrom(before);
                for (int state = 0; state < next.Length; state++)
                {
                    next[state] += present[before] * transitions[state];
                }
            }

            for (int state = 0; state < next.Length; state++)
            {
                _reached[level] += next[state];
                if (!_continues[level][state])
                {
                    _acts[level] += next[state];
                    accuracy += next[state] * _levels[level].RightGivenState[state];
                    next[state] = 0.0;
                }
            }

            present = next;
        }

        return accuracy;
    }
}
