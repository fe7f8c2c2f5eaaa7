namespace Escalation.Calibration;

/// <summary>What a certificate keeps of a threshold grid: enough to tell whether another grid is the same one.</summary>
/// <param name="Count">How many distinct thresholds the grid has.</param>
/// <param name="First">The lowest threshold.</param>
/// <param name="Last">The highest threshold.</param>
/// <param name="Sha256">SHA-256 over the thresholds in ascending order, one a line, as 64 lowercase hexadecimal digits.</param>
public sealed record GridSummary(int Count, double First, double Last, string Sha256);
