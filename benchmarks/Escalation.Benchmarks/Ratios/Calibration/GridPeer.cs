namespace Escalation.Benchmarks.Ratios.Calibration;

/// <summary>What a pass over a grid is measured against.</summary>
internal enum GridPeer
{
    /// <summary>Sorting a copy of the scores, without counting anything.</summary>
    Sort,

    /// <summary>Reading the scores and the losses once.</summary>
    Read,
}
