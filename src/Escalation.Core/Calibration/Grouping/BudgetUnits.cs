namespace Escalation.Calibration.Grouping;

/// <summary>Independent draws in a fixed order, each with a number between 0 and 1 at every threshold of a grid, whose mean exceeds alpha exactly where the delegation rate does.</summary>
internal abstract class BudgetUnits
{
    /// <summary>How many draws there are.</summary>
    internal abstract int Count { get; }

    /// <summary>How many clusters they come from; null when each item is a draw.</summary>
    internal abstract long? Clusters { get; }

    /// <summary>The numbers at a place of the sequence, never below the true ones.</summary>
    /// <param name="step">The place of the threshold in the sequence that begins with the least delegation.</param>
    /// <param name="values">One number for each draw.</param>
    internal abstract void Fill(int step, Span<double> values);
}
