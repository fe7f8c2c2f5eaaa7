using Escalation.Learning;

namespace Escalation.Probes.Files;

/// <summary>The sign in which probe files store a calibration, <c>p = 1 / (1 + exp(-(s z + t)))</c>, against Platt's own, <c>p = 1 / (1 + exp(a z + b))</c>.</summary>
internal static class StoredCalibration
{
    internal static PlattCalibration Make(double slope, double offset) => new(-slope, -offset);

    internal static (double Slope, double Offset) Of(PlattCalibration calibration) => (-calibration.A, -calibration.B);
}
