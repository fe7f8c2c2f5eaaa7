using Escalation.Core.Tests.Statistics;
using Escalation.Evaluation.Profiles;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Evaluation.Profiles;

public class BinomialCurveTests
{
    [Theory]
    [InlineData("Qwen3.5-9B")]
    [InlineData("gpt-5-nano")]
    [InlineData("gpt-5-mini")]
    [InlineData("gemma-3-12b-it")]
    public void The_fit_solves_its_equations_and_its_covariance_is_the_scaled_inverse_information(string model)
    {
        ProfileCondition[] conditions = [.. GoldenProfile.Of(model).Where(one => one.Signal)];
        BinomialCurve curve = BinomialCurve.Fit(conditions)!.Value;
        FittedLine line = curve.Line;
        double zeroth = 0.0, first = 0.0, i00 = 0.0, i01 = 0.0, i11 = 0.0, pearson = 0.0;
        foreach (ProfileCondition one in conditions)
        {
            double x = one.Accuracy;
            double p = 1.0 / (1.0 + Math.Exp(-(line.Intercept + (line.Slope * x))));
            double variance = one.Items * p * (1.0 - p);
            zeroth += one.Escalated - (one.Items * p);
            first += x * (one.Escalated - (one.Items * p));
            i00 += variance;
            i01 += variance * x;
            i11 += variance * x * x;
            pearson += Math.Pow(one.Escalated - (one.Items * p), 2.0) / variance;
        }

        Assert.Equal(0.0, zeroth, 1e-6);
        Assert.Equal(0.0, first, 1e-6);
        double dispersion = pearson / (conditions.Length - 2);
        double determinant = (i00 * i11) - (i01 * i01);
        Outward.AssertRelative(dispersion, curve.Dispersion, 1e-9);
        Outward.AssertRelative(dispersion * i11 / determinant, line.InterceptVariance, 1e-8);
        Outward.AssertRelative(dispersion * i00 / determinant, line.SlopeVariance, 1e-8);
        Outward.AssertRelative(dispersion * i01 / determinant, -line.Covariance, 1e-8);
        Assert.Equal(conditions.Length - 2, line.Degrees);
    }

    [Fact]
    public void The_ends_of_an_interval_are_where_the_test_just_rejects()
    {
        var line = new FittedLine(6.0, -8.0, 0.5, -0.6, 0.75, 20);
        foreach ((double value, double variance) in ((double, double)[])[(0.0, 0.0), (1.5, 0.2), (-2.0, 0.0)])
        {
            ProfileInterval interval = line.Interval(value, variance, 0.95)!.Value;
            double t = line.Deviate(0.95);
            foreach (double x in (double[])[interval.Lower, interval.Upper])
            {
                double distance = value - line.Intercept - (line.Slope * x);
                Assert.Equal(t * t, distance * distance / (variance + line.InterceptVariance + (2.0 * x * line.Covariance) + (x * x * line.SlopeVariance)), 1e-9);
            }

            Assert.InRange(line.At(value), interval.Lower, interval.Upper);
        }
    }

    [Fact]
    public void A_slope_that_cannot_be_told_from_zero_leaves_no_bound()
    {
        Assert.Null(new FittedLine(1.0, -1.0, 0.5, -0.6, 1.0, 20).Interval(0.0, 0.0, 0.95));
        Assert.NotNull(new FittedLine(1.0, -1.0, 0.5, -0.6, 1.0, 20).Interval(0.0, 0.0, 0.5));
    }

    [Fact]
    public void Students_deviates_are_those_of_the_tables()
    {
        Assert.Equal(12.706204736432095, StudentQuantile.UpperTail(0.025, 1), 1e-6);
        Assert.Equal(2.024394164575136, StudentQuantile.UpperTail(0.025, 38), 1e-7);
        Assert.Equal(1.959963984540054, new FittedLine(0.0, -1.0, 0.0, 0.0, 0.0, 0).Deviate(0.95), 1e-12);
    }

    [Fact]
    public void Overlap_is_what_enumeration_finds()
    {
        // Three accuracies, four decisions each: separated iff some cut has only escalations on one side and only acts on the other.
        for (int a = 0; a <= 4; a++)
        {
            for (int b = 0; b <= 4; b++)
            {
                for (int c = 0; c <= 4; c++)
                {
                    int[] escalated = [a, b, c];
                    ProfileCondition[] conditions = [.. escalated.Select((count, i) => new ProfileCondition("d", $"{i}", true, 4, i + 1, count))];
                    bool separated = Enumerable.Range(0, 7).Any(cut => (Side(escalated, cut, all: true) && Side(escalated, cut, all: false)) || (Side([.. escalated.Select(k => 4 - k)], cut, all: true) && Side([.. escalated.Select(k => 4 - k)], cut, all: false)));
                    Assert.Equal(!separated, BinomialCurve.Overlap(conditions));
                }
            }
        }

        // A cut at 2 i + 1 lies on accuracy i, where anything may happen; the others lie between.
        static bool Side(int[] escalated, int cut, bool all) => all
            ? Enumerable.Range(0, 3).Where(i => (2 * i) + 1 < cut).All(i => escalated[i] == 4)
            : Enumerable.Range(0, 3).Where(i => (2 * i) + 1 > cut).All(i => escalated[i] == 0);
    }

    [Fact]
    public void Huge_counts_converge()
    {
        BinomialCurve? curve = BinomialCurve.Fit([new("d", "1", true, int.MaxValue, 1, int.MaxValue - 1), new("d", "2", true, int.MaxValue, int.MaxValue - 1, 1), new("d", "3", true, 2, 1, 1)]);
        Assert.Equal(0.5, curve!.Value.Line.At(0.0), 1e-6);
    }
}
