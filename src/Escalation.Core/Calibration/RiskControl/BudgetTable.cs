using System.Collections;

namespace Escalation.Calibration.RiskControl;

/// <summary>Every threshold of a Pareto calibration in ascending order. Its hypothesis is "more than the budget is delegated", so its errors are the delegated items among all.</summary>
internal sealed class BudgetTable(ThresholdGrid grid, JointCounts counts, double budget, long allowed) : IReadOnlyList<Hypothesis>
{
    /// <inheritdoc/>
    public int Count => grid.Count;

    /// <summary>How many hypotheses a walk down from the highest threshold tests, the failing one included.</summary>
    internal int Tested
    {
        get
        {
            int lowest = LowestCertified;
            return Count - lowest + (lowest > 0 ? 1 : 0);
        }
    }

    private int LowestCertified
    {
        get
        {
            int lowest = Count;
            while (lowest > 0 && counts.Delegated(lowest - 1) <= allowed)
            {
                lowest--;
            }

            return lowest;
        }
    }

    /// <inheritdoc/>
    public Hypothesis this[int index] => Row(index, LowestCertified);

    /// <inheritdoc/>
    public IEnumerator<Hypothesis> GetEnumerator()
    {
        int lowest = LowestCertified;
        for (int index = 0; index < Count; index++)
        {
            yield return Row(index, lowest);
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Hypothesis Row(int index, int lowest) =>
        new(grid.Thresholds[index], counts.Acted(index), counts.Items, counts.Delegated(index), budget, tested: index >= lowest - 1, certified: index >= lowest);
}
