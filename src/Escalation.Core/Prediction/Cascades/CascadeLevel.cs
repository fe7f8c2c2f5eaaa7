using System.Globalization;

namespace Escalation.Prediction.Cascades;

/// <summary>One level of a cascade: a model, a stronger one, a person. Consulting it costs something and tells a state, in which its answer is right with some probability.</summary>
/// <remarks>
/// A state stands for all that is known when the level has answered: its own signals, and what earlier levels said as far as it matters. The plan is optimal among all rules when a level's state makes the earlier ones
/// superfluous, as whole histories do (<see cref="CascadeTree"/>); otherwise among the rules that look at the last state alone. Immutable.
/// </remarks>
public sealed class CascadeLevel
{
    private const double SumTolerance = 1e-9;

    private readonly double[] _right;
    private readonly double[] _transitions;

    /// <summary>Creates a level.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cost">What consulting it costs, finite and at least 0, in the unit of the cost of a wrong act.</param>
    /// <param name="rightGivenState">For each of its states the probability in [0, 1] that its answer is right; at least one.</param>
    /// <param name="transitions">Row-major: for each state of the level before it (one row for the first level) the probability of each of its own states. Each row sums to 1 within 1e-9.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank, there is no state, or the transitions are not whole rows of probabilities.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a number is out of range.</exception>
    public CascadeLevel(string name, double cost, ReadOnlySpan<double> rightGivenState, ReadOnlySpan<double> transitions)
    {
        Name = Guard.NotBlank(name);
        if (!(cost >= 0.0 && double.IsFinite(cost)))
        {
            Guard.OutOfRange(nameof(cost), "a finite number, at least 0", cost);
        }

        Cost = cost;
        States = rightGivenState.Length;
        if (States == 0 || transitions.IsEmpty || transitions.Length % States != 0)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"transitions must hold rows of one probability for each of the {States} states, at least one, but holds {transitions.Length} numbers."), nameof(transitions));
        }

        PreviousStates = transitions.Length / States;
        foreach (double right in rightGivenState)
        {
            Guard.Probability(right, nameof(rightGivenState));
        }

        for (int row = 0; row < PreviousStates; row++)
        {
            double sum = 0.0;
            foreach (double probability in transitions.Slice(row * States, States))
            {
                sum += Guard.Probability(probability, nameof(transitions));
            }

            if (!(Math.Abs(sum - 1.0) <= SumTolerance))
            {
                Guard.OutOfRange(nameof(transitions), string.Create(CultureInfo.InvariantCulture, $"rows that sum to 1, row {row} included"), sum);
            }
        }

        _right = rightGivenState.ToArray();
        _transitions = transitions.ToArray();
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What consulting it costs.</summary>
    public double Cost { get; }

    /// <summary>How many states it has.</summary>
    public int States { get; }

    /// <summary>How many states the level before it has; 1 for the first.</summary>
    public int PreviousStates { get; }

    /// <summary>The probability that its answer is right in each state.</summary>
    public ReadOnlySpan<double> RightGivenState => _right;

    /// <summary>The probability of each of its states after a state of the level before it.</summary>
    /// <param name="previous">The state before, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when there is no such state.</exception>
    public ReadOnlySpan<double> TransitionsFrom(int previous)
    {
        Guard.AtLeast(previous, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(previous, PreviousStates);
        return _transitions.AsSpan(previous * States, States);
    }
}
