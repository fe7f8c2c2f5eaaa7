namespace Escalation.Calibration.Grids;

/// <summary>What became of each threshold of a grid in a test of all.</summary>
internal abstract class GridOutcome
{
    /// <summary>How many hypotheses were tested, the failing ones included.</summary>
    internal abstract int Tested { get; }

    /// <summary>The index of the lowest certified threshold, which acts the most; -1 when none is certified.</summary>
    internal abstract int LowestCertified { get; }

    /// <summary>The indices at which sequences stopped, the strictest first; empty for tests without an order.</summary>
    internal abstract IReadOnlyList<int> Stops { get; }

    internal abstract bool IsTested(int index);

    internal abstract bool IsCertified(int index);

    /// <summary>The level at which the threshold was tested; null where it was not.</summary>
    internal abstract double? Level(int index);
}
