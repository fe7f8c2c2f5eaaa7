namespace Escalation.Calibration.Counting;

/// <summary>Which losses a <see cref="ThresholdCounter"/> takes beside the scores.</summary>
public enum CountedLosses
{
    /// <summary>0 or 1: was acting an error? Counts of errors are exact integers.</summary>
    ZeroOne = 0,

    /// <summary>From 0 to 1. Sums are exact integers too, in units of 2^-62, to which each loss is rounded up.</summary>
    Bounded,

    /// <summary>None: scores alone, as a delegation budget needs them.</summary>
    None,
}
