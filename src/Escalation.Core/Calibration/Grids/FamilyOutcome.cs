using Escalation.Calibration.MultipleTesting;

namespace Escalation.Calibration.Grids;

/// <summary>The outcome of a multiple test whose hypotheses stand in the order of the grid, or from the strictest threshold down.</summary>
internal sealed class FamilyOutcome : GridOutcome
{
    private readonly FamilywiseResult _result;
    private readonly bool _strictestFirst;

    internal FamilyOutcome(FamilywiseResult result, bool strictestFirst)
    {
        _result = result;
        _strictestFirst = strictestFirst;
        for (int i = 0; i < result.Count; i++)
        {
            Tested += result.Outcome(i) is HypothesisOutcome.Rejected or HypothesisOutcome.Retained ? 1 : 0;
        }

        LowestCertified = result.Rejected.Count == 0 ? -1 : Place(strictestFirst ? result.Rejected[^1] : result.Rejected[0]);
        Stops = [.. result.Stops.Select(stop => Place(stop.Index)).Distinct()];
    }

    internal override int Tested { get; }

    internal override int LowestCertified { get; }

    internal override IReadOnlyList<int> Stops { get; }

    internal override bool IsTested(int index) => _result.Outcome(Place(index)) is HypothesisOutcome.Rejected or HypothesisOutcome.Retained;

    internal override bool IsCertified(int index) => _result.IsRejected(Place(index));

    internal override double? Level(int index) => _result.Level(Place(index));

    /// <summary>From a threshold's index to its hypothesis and back.</summary>
    private int Place(int index) => _strictestFirst ? _result.Count - 1 - index : index;
}
