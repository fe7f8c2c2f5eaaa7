using Escalation.Decisions;

namespace Escalation.Triggers;

/// <summary>Counts and weighs what the parts of a weighted composition said. A mutable value; not for sharing.</summary>
/// <remarks>Weights are added as decimals, so that 0.1 and 0.2 make 0.3 and their order changes nothing.</remarks>
internal struct WeightedTally
{
    /// <summary>How many decimals of a share count; below 2^53, so that turning one into a double rounds once.</summary>
    private const decimal Unit = 1_000_000_000_000_000m;

    private SignalTally _signals;
    private decimal _fired;
    private decimal _failed;
    private decimal _applicable;

    /// <summary>What the parts said, unweighed.</summary>
    internal readonly SignalTally Signals => _signals;

    /// <summary>The weight of the parts that fired as a share of the weight of those that did not abstain, in [0, 1], cut to 15 decimals; 0 when all abstain.</summary>
    internal readonly double Share => ShareOf(_fired);

    /// <summary>The share as it would be had every failed part fired.</summary>
    internal readonly double LargestShare => ShareOf(_fired + _failed);

    internal void Add(in Signal signal, decimal weight)
    {
        _signals.Add(signal);
        _applicable += signal.Kind == SignalKind.NotApplicable ? 0 : weight;
        _failed += signal.Failed ? weight : 0;
        _fired += signal is { Failed: false, Kind: SignalKind.Value, Fired: true } ? weight : 0;
    }

    /// <summary>Cut and not rounded, so that a share of two thirds does not exceed a threshold of two thirds.</summary>
    private readonly double ShareOf(decimal weight) => _applicable == 0 ? 0.0 : (double)(decimal.Truncate(weight / _applicable * Unit) / Unit);
}
