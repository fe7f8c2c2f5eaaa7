namespace Escalation.Calibration.MultipleTesting;

/// <summary>One rejected hypothesis.</summary>
/// <param name="Index">The index of the hypothesis.</param>
/// <param name="PValue">Its p-value.</param>
/// <param name="Level">The local error level at which it was rejected; <c>PValue &lt;= Level &lt;= delta</c>.</param>
/// <param name="AdjustedPValue">The least delta at which the procedure rejects it, see <see cref="FamilywiseResult.AdjustedPValue"/>.</param>
public readonly record struct Rejection(int Index, double PValue, double Level, double AdjustedPValue);
