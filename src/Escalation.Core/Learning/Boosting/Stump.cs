namespace Escalation.Learning.Boosting;

/// <summary>A tree of depth one on one column: it adds one of three numbers to the log-odds.</summary>
/// <param name="Column">The column, from 0.</param>
/// <param name="Threshold">The split, finite: values at or below it are low.</param>
/// <param name="Low">What is added for a low value.</param>
/// <param name="High">What is added for a value above the threshold.</param>
/// <param name="Absent">What is added when the value is absent (NaN); 0 when no training row lacked it.</param>
public readonly record struct Stump(int Column, double Threshold, double Low, double High, double Absent)
{
    /// <summary>What the stump adds for a value; NaN is absent.</summary>
    /// <param name="value">The column's value.</param>
    public double Of(double value) => double.IsNaN(value) ? Absent : value <= Threshold ? Low : High;
}
