namespace Escalation.Statistics.Sequential;

/// <summary>The whole state of a mixture of capitals: a few numbers for each, however long the stream.</summary>
/// <remarks>Immutable. Numbers written in shortest round-trip form restore it exactly. Before the first step there are no capitals in it.</remarks>
public sealed record EvidenceState
{
    /// <summary>How many steps were observed.</summary>
    public long Count { get; init; }

    /// <summary>The sum of what was observed.</summary>
    public double Sum { get; init; }

    /// <summary>A bound on the rounding errors of the capitals.</summary>
    public double Rounding { get; init; }

    /// <summary>The largest logarithm so far.</summary>
    public double MaxLogValue { get; init; }

    /// <summary>The capitals in the order of their alternatives; empty before the first step.</summary>
    public IReadOnlyList<CapitalState> Capitals { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = [];
}
