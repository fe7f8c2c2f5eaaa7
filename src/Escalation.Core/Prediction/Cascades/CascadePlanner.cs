using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Prediction.Cascades;

/// <summary>When to act on a level's answer and when to ask the next level: the least expected cost, by dynamic programming.</summary>
/// <remarks>
/// <para>
/// From the last level back: <c>V(s) = min((1 - P(right | s)) c_w, c_next + sum P(s' | s) V(s'))</c>, the last level acts. Equality acts, as everywhere: a gain within <see cref="CostRatioRule.TieTolerance"/> of c_w is a tie.
/// With two levels of one state each this is <see cref="CostRatioRule"/>, q - p against the ratio of the costs.
/// </para>
/// <para>
/// Levels are asked in their order and none is left out; whether a level belongs into the cascade at all is found by solving without it. Each answer replaces the one before. Estimates from labels make the expected cost of the plan
/// optimistic, for it was chosen on them: judge it on other items (<see cref="CascadeTree.Evaluate"/>). Time linear in the number of transitions.
/// </para>
/// </remarks>
public static class CascadePlanner
{
    /// <summary>Finds the plan.</summary>
    /// <param name="levels">The levels in the order in which they are asked, at least one.</param>
    /// <param name="wrongAct">What a wrong act costs, c_w; finite and above 0.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="levels"/> or one of them is null.</exception>
    /// <exception cref="ArgumentException">Thrown when there is no level, or a level's transitions start from another number of states than the level before it has.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="wrongAct"/> is out of range, or the costs add up beyond what a double holds.</exception>
    public static CascadePlan Solve(IReadOnlyList<CascadeLevel> levels, double wrongAct)
    {
        ArgumentNullException.ThrowIfNull(levels);
        Guard.Positive(wrongAct);
        Check(levels);
        double[][] costs = new double[levels.Count][];
        bool[][] continues = new bool[levels.Count][];
        for (int level = levels.Count - 1; level >= 0; level--)
        {
            ReadOnlySpan<double> right = levels[level].RightGivenState;
            costs[level] = new double[right.Length];
            continues[level] = new bool[right.Length];
            for (int state = 0; state < right.Length; state++)
            {
                double acting = (1.0 - right[state]) * wrongAct;
                double asking = level + 1 < levels.Count ? levels[level + 1].Cost + Mean(levels[level + 1].TransitionsFrom(state), costs[level + 1]) : double.PositiveInfinity;
                continues[level][state] = acting - asking > CostRatioRule.TieTolerance * wrongAct;
                costs[level][state] = continues[level][state] ? asking : acting;
            }
        }

        double expected = levels[0].Cost + Mean(levels[0].TransitionsFrom(0), costs[0]);
        return double.IsFinite(expected)
            ? new CascadePlan([.. levels], wrongAct, costs, continues, expected)
            : throw new ArgumentOutOfRangeException(nameof(levels), expected, "The costs of the levels add up beyond what a double holds.");
    }

    private static void Check(IReadOnlyList<CascadeLevel> levels)
    {
        int before = 1;
        for (int level = 0; level < levels.Count; level++)
        {
            ArgumentNullException.ThrowIfNull(levels[level], nameof(levels));
            if (levels[level].PreviousStates != before)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The transitions of level {level}, '{levels[level].Name}', start from {levels[level].PreviousStates} states, but must start from {before}."), nameof(levels));
            }

            before = levels[level].States;
        }

        if (levels.Count == 0)
        {
            throw new ArgumentException("levels must hold one level at least, but holds none.", nameof(levels));
        }
    }

    private static double Mean(ReadOnlySpan<double> probabilities, double[] values)
    {
        double sum = 0.0;
        for (int i = 0; i < values.Length; i++)
        {
            // A state that cannot be reached has a say in nothing, whatever it would cost.
            sum += probabilities[i] == 0.0 ? 0.0 : probabilities[i] * values[i];
        }

        return sum;
    }
}
