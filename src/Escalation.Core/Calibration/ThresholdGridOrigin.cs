namespace Escalation.Calibration;

/// <summary>Where the thresholds of a grid come from, which decides what a certificate has to assume.</summary>
public enum ThresholdGridOrigin
{
    /// <summary>Numbers fixed beforehand.</summary>
    Fixed = 0,

    /// <summary>Even steps between the lowest and the highest calibration score.</summary>
    ScoreRange,

    /// <summary>Quantiles of a pool of scores that shares no item with the calibration set.</summary>
    Quantiles,

    /// <summary>Chosen with the labels of a split that shares no item with the calibration set.</summary>
    Split,

    /// <summary>The calibration scores themselves.</summary>
    Observed,
}
