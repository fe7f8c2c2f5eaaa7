namespace Escalation.Benchmarks.Ratios.Calibration;

/// <summary>How the thresholds of a grid lie.</summary>
internal enum GridShape
{
    /// <summary>Evenly spaced in [0, 1], with uniform scores in single precision.</summary>
    Even,

    /// <summary>At uniform random places, with uniform scores in single precision.</summary>
    Random,

    /// <summary>At the cubes of an even grid, with cubes of uniform scores in double precision: a fifth of both lie in the lowest hundredth of the range.</summary>
    Cubic,
}
