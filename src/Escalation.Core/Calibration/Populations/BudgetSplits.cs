using System.Globalization;
using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Calibration.Populations;

/// <summary>Certifies delegation budgets on random calibration sets from a finite population, deploys each threshold on all of it, and counts.</summary>
/// <remarks>
/// <para>Each split draws n items without replacement, takes the threshold that <see cref="DelegationBudget"/> certifies and counts over the whole population, so that <see cref="BudgetLaw"/> is the exact expectation of what is counted.
/// A share of a held-out part would exceed the budget far more often than delta although no promise is broken, since such a part has a sampling error of its own.</para>
/// <para>The scores must be given numbers: fixed before the splits, and not trained on the rows that they are said to route. Whether they would be as good elsewhere is another question.</para>
/// <para>Deterministic by the seed. Time <c>O(splits * (N + budgets * n))</c>.</para>
/// </remarks>
public static class BudgetSplits
{
    /// <summary>Runs all splits for all budgets.</summary>
    /// <param name="scores">A finite score for each item of the population; the higher are delegated first.</param>
    /// <param name="gains">What delegating each item adds, finite and as many; empty for nothing.</param>
    /// <param name="budgets">The budgets, each strictly between 0 and 1.</param>
    /// <param name="options">Size, number and seed of the splits.</param>
    /// <returns>A row for each budget, in their order.</returns>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentException">Thrown when a score or a gain is not finite, or the lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a budget is out of range or a calibration set would be larger than the population.</exception>
    public static BudgetSplitsRow[] Run(ReadOnlySpan<double> scores, ReadOnlySpan<double> gains, ReadOnlySpan<double> budgets, BudgetSplitsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        CalibrationData.RequireScores(scores);
        CalibrationData.RequireScores(gains, nameof(gains));
        if (!gains.IsEmpty && gains.Length != scores.Length)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"gains must hold one entry for each of the {scores.Length} scores, but holds {gains.Length}."), nameof(gains));
        }

        if (options.Draws > scores.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Draws, string.Create(CultureInfo.InvariantCulture, $"A calibration set of {options.Draws} items cannot be drawn from {scores.Length}."));
        }

        var tallies = new BudgetTally[budgets.Length];
        for (int b = 0; b < budgets.Length; b++)
        {
            tallies[b] = new BudgetTally(new DelegationBudgetOptions(budgets[b], options.Delta), options.Draws);
        }

        var deployed = new DeployedPopulation(scores, gains);
        int[] order = new int[scores.Length];
        double[] sample = new double[options.Draws];
        var seeds = new SplitMix64(options.Seed);
        for (int split = 0; split < options.Splits; split++)
        {
            // Each order starts from the file's, so that a split can be repeated from its own seed.
            for (int i = 0; i < order.Length; i++)
            {
                order[i] = i;
            }

            SeededShuffle.Shuffle<int>(order, seeds.NextBits());
            for (int i = 0; i < sample.Length; i++)
            {
                sample[i] = scores[order[i]];
            }

            foreach (BudgetTally tally in tallies)
            {
                tally.Count(sample, deployed);
            }
        }

        var rows = new BudgetSplitsRow[budgets.Length];
        for (int b = 0; b < rows.Length; b++)
        {
            rows[b] = tallies[b].ToRow(options.Splits, scores.Length, BudgetLaw.Of(scores, ScoreDirection.HigherDelegates, options.Draws, budgets[b], options.Delta));
        }

        return rows;
    }
}
