using Escalation.Calibration;
using Escalation.Tests.Shared;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Calibration;

public sealed class SelectiveRiskObservedTests
{
    /// <summary>Scores that single precision holds (eighths) or not (sevenths), ties common, and losses of 0 and 1, or of a half too.</summary>
    private static readonly Gen<(double[] Scores, double[] Losses)> Data = Gen.Choose(1, 150).SelectMany(n =>
        Gen.Choose(7, 8).SelectMany(part => Gen.Choose(0, 9).SelectMany(kind =>
            Gen.Choose(-20, 20).SelectMany(score => Gen.Choose(0, 19).Select(u => (Score: score / (double)part, Loss: u == 0 ? 1.0 : u == 1 && kind == 0 ? 0.5 : 0.0))).ArrayOf(n))))
        .Select(items => (items.Select(item => item.Score).ToArray(), items.Select(item => item.Loss).ToArray()));

    [Fact]
    public void One_sort_gives_what_the_grid_of_observed_scores_gives()
    {
        Gen<((double[] Scores, double[] Losses) Data, double Alpha, SequenceStart Start)> cases = Data.SelectMany(data =>
            Gen.Choose(1, 60).SelectMany(alpha => Gen.Elements(Enum.GetValues<SequenceStart>()).Select(start => (data, alpha / 100.0, start))));
        Prop.ForAll(cases.ToArbitrary(), @case =>
        {
            ((double[] scores, double[] losses), double alpha, SequenceStart start) = @case;
            CalibrationResult two = SelectiveRisk.Calibrate(scores, losses, new SelectiveRiskOptions(alpha) { Start = start, Grid = ThresholdGrid.Observed(scores) });
            CalibrationResult one = SelectiveRisk.CalibrateObserved(scores, losses, new SelectiveRiskOptions(alpha) { Start = start });
            return one.Message == two.Message
                && (one as Certified)?.Certificate.CertificateId == (two as Certified)?.Certificate.CertificateId
                && one.Hypotheses.Select(Row).SequenceEqual(two.Hypotheses.Select(Row));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Its_certificate_is_verified_from_the_data()
    {
        (double[] scores, double[] losses) = GoldenScores.Draw(400, 3);
        Certificate certificate = Assert.IsType<Certified>(SelectiveRisk.CalibrateObserved(scores, losses, new SelectiveRiskOptions(0.2))).Certificate;
        CertificateVerification verification = CertificateVerifier.Verify(certificate, scores, losses);
        Assert.Empty(verification.Differences);
        Assert.Empty(verification.NotRecomputed);
        Assert.Contains(certificate.Assumptions, sentence => sentence.Contains("calibration scores", StringComparison.Ordinal));
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        var options = new SelectiveRiskOptions(0.2);
        Assert.Throws<ArgumentNullException>("options", () => SelectiveRisk.CalibrateObserved([0.5], [0.0], null!));
        Assert.Throws<ArgumentException>("options", () => SelectiveRisk.CalibrateObserved([0.5], [0.0], new SelectiveRiskOptions(0.2) { Grid = ThresholdGrid.Of(0.5) }));
        Assert.Throws<ArgumentException>("options", () => SelectiveRisk.CalibrateObserved([0.5], [0.0], new SelectiveRiskOptions(0.2) { Procedure = CertificateProcedure.Holm }));
        Assert.Throws<ArgumentException>("scores", () => SelectiveRisk.CalibrateObserved([], [], options));
        Assert.Throws<ArgumentException>("scores", () => SelectiveRisk.CalibrateObserved([double.NaN], [0.0], options));
        Assert.Throws<ArgumentException>("losses", () => SelectiveRisk.CalibrateObserved([0.5], [2.0], options));
        Assert.Throws<ArgumentException>("losses", () => SelectiveRisk.CalibrateObserved([0.5], [0.0, 1.0], options));
    }

    private static (double, long, long, bool, bool) Row(Hypothesis hypothesis) =>
        (hypothesis.Threshold, hypothesis.Acted, hypothesis.Errors, hypothesis.Tested, hypothesis.Certified);
}
