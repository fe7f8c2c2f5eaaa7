using Escalation.Evaluation;
using Escalation.Statistics;
using static Escalation.Core.Tests.Evaluation.RankedGen;

namespace Escalation.Core.Tests.Evaluation;

public class CostCurveTests
{
    [Fact]
    public void Costs_are_those_of_going_through_the_items() => Hold(1, 60, 20, (confidences, correct) =>
    {
        foreach (double ratio in (double[])[1.5, 2.0, 4.0, 10.0, 20.0])
        {
            CostPoint point = CostCurve.Of(confidences, correct, [ratio])[0];
            double rule = confidences.Zip(correct, (p, right) => 1.0 - p > (1.0 / ratio) + 1e-12 ? 1.0 / ratio : right ? 0.0 : 1.0).Average();
            double always = correct.Average(right => right ? 0.0 : 1.0);
            if (Math.Abs(point.Rule - rule) > 1e-13 || Math.Abs(point.ActAlways - always) > 1e-15 || point.EscalateAlways != 1.0 / ratio || Math.Abs(point.Oracle - (always / ratio)) > 1e-15
                || point.Oracle > Math.Min(point.Rule, Math.Min(point.ActAlways, point.EscalateAlways)) + 1e-15)
            {
                return false;
            }
        }

        return true;
    });

    [Fact]
    public void Equality_acts()
    {
        CostPoint point = CostCurve.Of([0.95, 0.9499], [false, false], [20.0])[0];
        Assert.Equal((1, 1, 2), (point.Acted, point.ActedErrors, point.Items));
        Assert.Equal((1.0 + 0.05) / 2.0, point.Rule, 1e-15);
    }

    [Fact]
    public void A_calibrated_confidence_costs_no_more_than_the_policies_that_look_at_nothing()
    {
        var random = new SplitMix64(3);
        double[] truth = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextUniform())];
        bool[] correct = [.. truth.Select(p => random.NextUniform() < p)];
        double[] overconfident = [.. truth.Select(p => 1.0 - Math.Pow(1.0 - p, 3.0))];
        double[] calibrated = CrossFittedConfidence.Platt(overconfident, correct, [], 10, 1)!;
        foreach (double ratio in (double[])[2.0, 4.0, 10.0])
        {
            CostPoint raw = CostCurve.Of(overconfident, correct, [ratio])[0];
            CostPoint fitted = CostCurve.Of(calibrated, correct, [ratio])[0];
            Assert.True(fitted.Rule < Math.Min(fitted.ActAlways, fitted.EscalateAlways));
            Assert.True(fitted.Rule < raw.Rule);
        }

        Assert.True(CalibrationErrors.Expected(ReliabilityDiagram.Of(calibrated, correct)).Value < CalibrationErrors.Expected(ReliabilityDiagram.Of(overconfident, correct)).Value / 3.0);
    }
}
