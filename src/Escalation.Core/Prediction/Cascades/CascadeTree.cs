using System.Globalization;

namespace Escalation.Prediction.Cascades;

/// <summary>Levels whose states are whole histories of signals, counted from labelled items that every level has answered.</summary>
/// <remarks>
/// <para>The signal of a level is a whole number: a bin of its confidence, whether it agrees with the level before, or nothing (always 0). A history that occurred is a state, and its items say how often each level was right and what came
/// next. Since a history holds everything, <see cref="CascadePlanner"/> finds the best of all rules for these items.</para>
/// <para>That is the best for these items, not for others: with few items in a history the plan follows their luck. Keep signals coarse, a few bins a level, and judge the plan on items of their own with <see cref="Evaluate"/>.
/// Immutable.</para>
/// </remarks>
public sealed class CascadeTree
{
    // Half a gigabyte of transitions; a history of its own for each of some eight thousand items says nothing of others.
    private const long MostPairs = 1L << 26;

    private readonly Dictionary<(int Before, int Signal), int>[] _states;

    private CascadeTree(CascadeLevel[] levels, Dictionary<(int Before, int Signal), int>[] states)
    {
        Levels = Array.AsReadOnly(levels);
        _states = states;
    }

    /// <summary>The levels, for <see cref="CascadePlanner.Solve"/>.</summary>
    public IReadOnlyList<CascadeLevel> Levels { get; }

    /// <summary>Counts items.</summary>
    /// <param name="names">The names of the levels, at least one.</param>
    /// <param name="costs">What consulting each costs; as many.</param>
    /// <param name="signals">Row-major, items times levels: the signal of each level on each item.</param>
    /// <param name="right">Row-major, items times levels: whether the level's answer was right.</param>
    /// <exception cref="ArgumentException">Thrown when there is no level or item, a name is blank or the lengths disagree.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a cost is negative or not finite, or a level has more than 2^26 pairs of a history and the one before.</exception>
    public static CascadeTree Of(ReadOnlySpan<string> names, ReadOnlySpan<double> costs, ReadOnlySpan<int> signals, ReadOnlySpan<bool> right)
    {
        int items = Items(names.Length, signals.Length, right.Length);
        if (costs.Length != names.Length || items == 0)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"costs must hold one entry for each of the {names.Length} levels, and there must be an item, but it holds {costs.Length} and there are {items}."), nameof(costs));
        }

        var levels = new CascadeLevel[names.Length];
        var states = new Dictionary<(int, int), int>[names.Length];
        int[] present = new int[items];
        int before = 1;
        for (int level = 0; level < levels.Length; level++)
        {
            states[level] = [];
            int[] next = new int[items];
            for (int i = 0; i < items; i++)
            {
                (int, int) history = (present[i], signals[(i * levels.Length) + level]);
                if (!states[level].TryGetValue(history, out next[i]))
                {
                    next[i] = states[level].Count;
                    states[level].Add(history, next[i]);
                }
            }

            if ((long)before * states[level].Count > MostPairs)
            {
                throw new ArgumentOutOfRangeException(nameof(signals), (long)before * states[level].Count, string.Create(CultureInfo.InvariantCulture, $"signals must be so coarse that level '{names[level]}' has at most {MostPairs} pairs of a history and the one before, but it has {before} times {states[level].Count}."));
            }

            levels[level] = Count(names[level], costs[level], level, present, before, next, states[level].Count, right, levels.Length);
            present = next;
            before = states[level].Count;
        }

        return new CascadeTree(levels, states);
    }

    /// <summary>The state of a level after a history of signals.</summary>
    /// <param name="history">The signals of the levels asked so far, from the first; at least one and at most as many as levels.</param>
    /// <returns>The state, or -1 for a history that did not occur, for which a plan asks the next level.</returns>
    /// <exception cref="ArgumentException">Thrown when the history is empty or longer than the cascade.</exception>
    public int StateOf(ReadOnlySpan<int> history)
    {
        if (history.IsEmpty || history.Length > _states.Length)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"history must hold from 1 to {_states.Length} signals, but holds {history.Length}."), nameof(history));
        }

        int state = 0;
        for (int level = 0; level < history.Length && state >= 0; level++)
        {
            state = _states[level].TryGetValue((state, history[level]), out int next) ? next : -1;
        }

        return state;
    }

    /// <summary>The mean cost of a plan on labelled items: of the levels that each is asked, and of wrong acts.</summary>
    /// <param name="plan">A plan for these levels.</param>
    /// <param name="signals">Row-major, items times levels.</param>
    /// <param name="right">Row-major, items times levels.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="plan"/> is null.</exception>
    /// <exception cref="ArgumentException">Thrown when there is no item, the lengths disagree or the plan has another number of levels.</exception>
    public double Evaluate(CascadePlan plan, ReadOnlySpan<int> signals, ReadOnlySpan<bool> right)
    {
        ArgumentNullException.ThrowIfNull(plan);
        int count = _states.Length;
        int items = Items(count, signals.Length, right.Length);
        if (plan.Levels.Count != count || items == 0)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The plan must have {count} levels, and there must be an item, but it has {plan.Levels.Count} and there are {items}."), nameof(plan));
        }

        double total = 0.0;
        for (int i = 0; i < items; i++)
        {
            int level = 0;
            total += plan.Levels[0].Cost;
            while (plan.Continues(level, StateOf(signals.Slice(i * count, level + 1))))
            {
                level++;
                total += plan.Levels[level].Cost;
            }

            total += right[(i * count) + level] ? 0.0 : plan.WrongAct;
        }

        return total / items;
    }

    private static int Items(int levels, int signals, int right) => levels > 0 && signals % levels == 0 && signals == right
        ? signals / levels
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"signals and right must hold one entry for each item and each of the {levels} levels, at least one, but hold {signals} and {right}."));

    private static CascadeLevel Count(string name, double cost, int level, int[] present, int before, int[] next, int states, ReadOnlySpan<bool> right, int levels)
    {
        double[] items = new double[states];
        double[] rights = new double[states];
        double[] transitions = new double[before * states];
        double[] from = new double[before];
        for (int i = 0; i < next.Length; i++)
        {
            items[next[i]]++;
            rights[next[i]] += right[(i * levels) + level] ? 1.0 : 0.0;
            transitions[(present[i] * states) + next[i]]++;
            from[present[i]]++;
        }

        for (int state = 0; state < states; state++)
        {
            rights[state] /= items[state];
        }

        for (int i = 0; i < transitions.Length; i++)
        {
            transitions[i] /= from[i / states];
        }

        return new CascadeLevel(name, cost, rights, transitions);
    }
}
