namespace Escalation.Calibration.MultipleTesting;

/// <summary>How a family-wise level is shared out equally among hypotheses.</summary>
internal interface ILocalLevel
{
    /// <summary>The level of each of so many hypotheses, rounded down.</summary>
    static abstract double Level(double delta, int count);

    /// <summary>The least delta at which a p-value is within the level of one of so many hypotheses; <c>p &lt;= Level(delta, count)</c> and <c>Needed(p, count) &lt;= delta</c> are one event.</summary>
    static abstract double Needed(double pValue, int count);
}
