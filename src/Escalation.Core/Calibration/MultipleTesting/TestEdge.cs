namespace Escalation.Calibration.MultipleTesting;

/// <summary>One transition of a test graph.</summary>
/// <param name="From">The hypothesis whose rejection sets level free.</param>
/// <param name="To">The hypothesis that receives it.</param>
/// <param name="Share">The share of the level of <paramref name="From"/> that it receives, in [0, 1].</param>
public readonly record struct TestEdge(int From, int To, double Share);
