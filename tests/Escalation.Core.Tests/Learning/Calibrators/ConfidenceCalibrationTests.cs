using Escalation.Core.Tests.Evaluation;
using Escalation.Learning;
using Escalation.Learning.Calibrators;

namespace Escalation.Core.Tests.Learning.Calibrators;

public sealed class ConfidenceCalibrationTests
{
    [Fact]
    public void Every_method_gives_probabilities_that_do_not_fall_but_the_histogram() =>
        RankedGen.Hold(1, 25, 7, (scores, labels) => Enum.GetValues<CalibrationMethod>().All(method =>
        {
            IConfidenceCalibrator map = ConfidenceCalibration.OfProbabilities(method, scores, labels);
            double[] values = [.. Enumerable.Range(0, 51).Select(i => map.Probability(i / 50.0))];
            bool falls = values.Zip(values.Skip(1)).Any(pair => pair.First > pair.Second + 1e-15);

            // Platt's slope may be negative: it is free.
            return values.All(value => value is >= 0.0 and <= 1.0)
                && (!falls || method == CalibrationMethod.Histogram || (method == CalibrationMethod.Platt && ((PlattCalibration)((LogOddsCalibration)map).Map).A > 0.0));
        }));

    [Fact]
    public void A_map_of_log_odds_takes_probabilities_and_nothing_else()
    {
        var map = new LogOddsCalibration(PlattCalibration.Logistic);
        Assert.Equal(0.3, map.Probability(0.3), 1e-15);
        Assert.All((double[])[-0.1, 1.1, double.NaN, double.PositiveInfinity], score => Assert.True(double.IsNaN(map.Probability(score))));
        Assert.Throws<ArgumentException>("map", () => new LogOddsCalibration(new BetaCalibration(1.0, 1.0, 0.0)));
        Assert.Throws<ArgumentException>("map", () => new LogOddsCalibration(map));
    }

    [Fact]
    public void Scores_on_another_scale_have_no_beta_map()
    {
        Assert.Throws<ArgumentOutOfRangeException>("method", () => ConfidenceCalibration.OfScores(CalibrationMethod.Beta, [0.5], [true]));
        Assert.Throws<ArgumentOutOfRangeException>("method", () => ConfidenceCalibration.OfScores((CalibrationMethod)99, [0.5], [true]));
        Assert.Throws<ArgumentOutOfRangeException>("confidences", () => ConfidenceCalibration.OfProbabilities(CalibrationMethod.Platt, [2.0], [true]));
        Assert.Equal(0.5, ConfidenceCalibration.OfScores(CalibrationMethod.Isotonic, [7.0, 7.0], [true, false]).Probability(7.0));
    }
}
