using System.Collections;
using Escalation.Calibration.Grids;

namespace Escalation.Calibration;

/// <summary>The hypotheses of one calibration in ascending order of threshold: counts in columns, rows made when asked for.</summary>
internal sealed class HypothesisTable(GridEvidence evidence, GridOutcome outcome) : IReadOnlyList<Hypothesis>
{
    /// <inheritdoc/>
    public int Count => evidence.Grid.Count;

    internal GridEvidence Evidence => evidence;

    internal GridOutcome Outcome => outcome;

    /// <inheritdoc/>
    public Hypothesis this[int index] => new(evidence, outcome, index);

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
