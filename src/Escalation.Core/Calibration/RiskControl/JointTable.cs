using System.Collections;

namespace Escalation.Calibration.RiskControl;

/// <summary>Every threshold of a joint calibration in ascending order: counts in columns, rows made when asked for.</summary>
/// <param name="grid">The thresholds.</param>
/// <param name="risk">Their counts.</param>
/// <param name="tested">Which of them the risk's sequence tested.</param>
/// <param name="certified">Which of them are certified for risk and budget.</param>
internal sealed class JointTable(ThresholdGrid grid, JointRisk risk, bool[] tested, bool[] certified) : IReadOnlyList<Hypothesis>
{
    /// <inheritdoc/>
    public int Count => grid.Count;

    /// <inheritdoc/>
    public Hypothesis this[int index] => risk.Row(index, grid.Thresholds[index], tested[index], certified[index]);

    /// <inheritdoc/>
    public IEnumerator<Hypothesis> GetEnumerator()
    {
        for (int index = 0; index < Count; index++)
        {
            yield return this[index];
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
