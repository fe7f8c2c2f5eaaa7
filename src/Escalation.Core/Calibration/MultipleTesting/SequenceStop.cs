namespace Escalation.Calibration.MultipleTesting;

/// <summary>Where a sequence of hypotheses came to its first failure.</summary>
/// <param name="Start">The first hypothesis of the sequence.</param>
/// <param name="Index">The hypothesis that failed.</param>
/// <param name="PValue">Its p-value, above <paramref name="Level"/>.</param>
/// <param name="Level">The local error level at which it failed.</param>
public readonly record struct SequenceStop(int Start, int Index, double PValue, double Level);
