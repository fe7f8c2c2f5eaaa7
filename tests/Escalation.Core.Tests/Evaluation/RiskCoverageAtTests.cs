using Escalation.Evaluation;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Evaluation;

public class RiskCoverageAtTests
{
    [Fact]
    public void A_point_at_any_threshold_counts_what_reaches_it()
    {
        var rows = (from confidence in Gen.Choose(-3, 3) from right in Gen.Elements(true, false) select (Confidence: confidence / 2.0, Right: right)).ListOf();
        Prop.ForAll((from drawn in rows from threshold in Gen.Choose(-9, 9) select (drawn, Threshold: threshold / 4.0)).ToArbitrary(), example =>
        {
            (double Confidence, bool Right)[] all = [.. example.drawn];
            RiskCoverageCurve curve = RiskCoverageCurve.Of([.. all.Select(row => row.Confidence)], [.. all.Select(row => row.Right)]);
            OperatingPoint point = curve.At(example.Threshold);
            (double Confidence, bool Right)[] acted = [.. all.Where(row => row.Confidence >= example.Threshold)];
            int wrong = acted.Count(row => !row.Right);
            return point == new OperatingPoint(example.Threshold, acted.Length == 0 ? 0.0 : (double)acted.Length / all.Length, acted.Length, wrong, acted.Length == 0 ? null : (double)wrong / acted.Length);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_threshold_that_is_no_number_is_refused(double threshold) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RiskCoverageCurve.Of([0.5], [true]).At(threshold));
}
