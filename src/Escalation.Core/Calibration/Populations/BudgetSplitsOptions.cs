namespace Escalation.Calibration.Populations;

/// <summary>How <see cref="BudgetSplits"/> repeats a calibration.</summary>
/// <remarks>Immutable.</remarks>
public sealed class BudgetSplitsOptions
{
    /// <summary>Creates options.</summary>
    /// <param name="draws">The size n of each calibration set, at least 1 and at most that of the population.</param>
    /// <param name="splits">How many random calibration sets, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a number is below 1.</exception>
    public BudgetSplitsOptions(int draws, int splits = 1000)
    {
        Draws = Guard.AtLeast(draws, 1);
        Splits = Guard.AtLeast(splits, 1);
    }

    /// <summary>The size n of each calibration set.</summary>
    public int Draws { get; }

    /// <summary>How many random calibration sets.</summary>
    public int Splits { get; }

    /// <summary>The error level of each certificate, strictly between 0 and 1; 0.1 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the level is not strictly between 0 and 1.</exception>
    public double Delta { get; init => field = Guard.OpenProbability(value, nameof(Delta)); } = 0.1;

    /// <summary>The seed of the splits; equal seeds and sizes give equal splits, so that several scores are judged on the same ones.</summary>
    public ulong Seed { get; init; }
}
