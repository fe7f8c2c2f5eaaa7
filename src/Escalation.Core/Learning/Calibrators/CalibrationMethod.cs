namespace Escalation.Learning.Calibrators;

/// <summary>A way to calibrate.</summary>
public enum CalibrationMethod
{
    /// <summary>Two parameters on log-odds, <see cref="PlattCalibration"/>: the default where rows are few.</summary>
    Platt,

    /// <summary>One parameter on log-odds, <see cref="TemperatureScaling"/>.</summary>
    Temperature,

    /// <summary>Three parameters on probabilities, <see cref="BetaCalibration"/>.</summary>
    Beta,

    /// <summary>Fifteen bins of equal mass, <see cref="HistogramCalibration"/>.</summary>
    Histogram,

    /// <summary>A non-decreasing map without a shape, <see cref="IsotonicCalibration"/>.</summary>
    Isotonic,

    /// <summary>Intervals, <see cref="VennAbersCalibration"/>.</summary>
    VennAbers,
}
