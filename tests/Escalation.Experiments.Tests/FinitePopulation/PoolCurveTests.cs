using Escalation.Calibration;
using Escalation.Experiments.FinitePopulation;

namespace Escalation.Experiments.Tests.FinitePopulation;

public class PoolCurveTests
{
    [Fact]
    public void Thresholds_count_from_the_strictest_and_act_at_equality()
    {
        var curve = new PoolCurve(ThresholdGrid.Of(0.2, 0.5, 0.9), [0.9, 0.5, 0.5, 0.49, 0.1], [0.0, 1.0, 0.0, 1.0, 1.0]);
        Assert.Equal(5, curve.Size);
        Assert.Equal([1, 3, 4], Enumerable.Range(0, 3).Select(curve.Acted));
        Assert.Equal([0, 1, 2], Enumerable.Range(0, 3).Select(curve.Errors));
        Assert.Equal([new Cell(1, 0), new Cell(1, 1), new Cell(0, 1)], Enumerable.Range(0, 3).Select(curve.CellOf));
    }
}
