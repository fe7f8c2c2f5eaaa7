namespace Escalation.Statistics.Sequential;

/// <summary>The whole state of a <see cref="WeightedMean"/>: a few numbers, however long the stream.</summary>
/// <remarks>A value. Numbers written in shortest round-trip form restore it exactly.</remarks>
public readonly record struct WeightedMeanState
{
    /// <summary>How many items were observed.</summary>
    public long Count { get; init; }

    /// <summary>The sum of their values.</summary>
    public double Sum { get; init; }

    /// <summary>The sum of the squared distances from the mean before, in units of the range.</summary>
    public double SquaredDeviations { get; init; }

    /// <summary>The sum of the weights over the ranges.</summary>
    public double Weight { get; init; }

    /// <summary>The sum of the values with these weights.</summary>
    public double WeightedSum { get; init; }

    /// <summary>The sum of what the weights cost.</summary>
    public double Penalty { get; init; }
}
