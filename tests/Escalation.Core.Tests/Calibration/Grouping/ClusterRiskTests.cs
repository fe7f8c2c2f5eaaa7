using Escalation.Calibration;
using Escalation.Calibration.Grouping;
using Escalation.Statistics;
using Escalation.Statistics.Sequential;

namespace Escalation.Core.Tests.Calibration.Grouping;

public sealed class ClusterRiskTests
{
    private static readonly ClusterOptions Means = new(ClusterMethod.Means) { Seed = 7 };

    /// <summary>Nothing acts at the highest threshold, which therefore has no bound below one.</summary>
    [Theory]
    [InlineData(CertificateMethod.Betting)]
    [InlineData(CertificateMethod.HoeffdingBentkus)]
    public void A_risk_that_no_threshold_keeps_names_the_least_bound(CertificateMethod method)
    {
        ClusterData data = ClusterData.Draw(6, 400, 0.0);
        double[] losses = [.. data.Scores.Select(static (score, i) => i % 5 < (score < 0.4 ? 4 : 2) ? 1.0 : 0.0)];
        var options = new SelectiveRiskOptions(0.1) { Grid = ThresholdGrid.Of(0.0, 0.2, 0.4, 2.0), Procedure = CertificateProcedure.Holm, Method = method };
        var high = Assert.IsType<RiskTooHigh>(ClusterCalibration.CalibrateRisk(data.Clusters, data.Scores, losses, options, Means));
        int[][] rows = data.Rows();
        double[] bounds = [.. new[] { 0.0, 0.2, 0.4 }.Select(threshold => Upper([.. SeededShuffle.Permutation(400, 7).Select(c => rows[c].Where(i => data.Scores[i] >= threshold).Select(i => losses[i]).ToArray()).Where(static acted => acted.Length > 0).Select(static acted => acted.Average())], high.Level))];
        Assert.Equal((0.025, 0.4), (high.Level, high.BestThreshold));
        Assert.Equal(bounds.Min(), high.BestUpperBound, 1e-9);
        Assert.Equal(bounds[2], high.BestUpperBound, 1e-9);

        double Upper(double[] means, double level) => method == CertificateMethod.Betting ? BettingTest.Upper(means, level) : HoeffdingBentkus.Upper(means.Sum(), means.Length, level);
    }

    /// <summary>Two of twenty clusters are pilots, and the floor of Hoeffding-Bentkus is nine of the other eighteen: one acting pilot foretells exactly that many.</summary>
    [Theory]
    [InlineData(0.85, 0.3, 3, 0.8)]
    [InlineData(0.85, 0.85, 3, 0.8)]
    [InlineData(0.4, 0.1, 1, 0.2)]
    [InlineData(0.1, 0.0, 1, 0.2)]
    [InlineData(0.9, 0.95, 4, 0.9)]
    public void A_sequence_of_means_starts_where_the_pilot_foretells_just_enough(double one, double other, int tested, double start)
    {
        int[] pilot = SeededShuffle.Permutation(20, 7)[..2];
        string[] clusters = [.. Enumerable.Range(0, 20).Select(static i => $"c{i}")];
        double[] scores = [.. Enumerable.Repeat(1.0, 20)];
        (scores[pilot[0]], scores[pilot[1]]) = (one, other);
        var options = new SelectiveRiskOptions(0.25, 0.1) { Grid = ThresholdGrid.Of(0.2, 0.5, 0.8, 0.9), Method = CertificateMethod.HoeffdingBentkus, Start = SequenceStart.Floor };
        Assert.Equal(9L, BinomialBudget.MinimumTrials(0.25, 0.1));

        var certified = Assert.IsType<Certified>(ClusterCalibration.CalibrateRisk(clusters, scores, new double[20], options, Means));

        Assert.Equal((18L, 0.2, tested), (certified.Certificate.Clusters!.Value, certified.Certificate.Threshold, certified.Certificate.HypothesesTested));
        Assert.Equal(start, certified.Hypotheses.Last(static hypothesis => hypothesis.Tested).Threshold);
    }

    /// <summary>Fifteen clusters act at the start that was fixed beforehand, fewer than a start by counts of items would take, and certify: that is enough for means.</summary>
    [Fact]
    public void A_sequence_of_means_needs_no_number_of_items_to_start()
    {
        const int Items = 200;
        const int Good = 15;
        double[] scores = [.. Enumerable.Range(0, Items).Select(static i => i / (double)Items)];
        double[] losses = [.. Enumerable.Range(0, Items).Select(static i => i < Items - Good ? 1.0 : 0.0)];
        string[] clusters = [.. Enumerable.Range(0, Items).Select(static i => $"c{i}")];
        var options = new SelectiveRiskOptions(0.2, 0.1) { Grid = ThresholdGrid.Of(scores), Method = CertificateMethod.HoeffdingBentkus, Start = SequenceStart.TwiceFloor };
        var means = new ClusterOptions(ClusterMethod.Means) { StartAt = scores[Items - Good] };
        Certificate certificate = Assert.IsType<Certified>(ClusterCalibration.CalibrateRisk(clusters, scores, losses, options, means)).Certificate;
        Assert.Equal((Good, scores[Items - Good]), (certificate.ActedCount, certificate.Threshold));
        Assert.True(certificate.ActedCount < 2 * BinomialBudget.MinimumTrials(0.2, 0.1));
        Assert.Empty(CertificateVerifier.Verify(certificate).Differences);
        Assert.Empty(ClusterVerifier.VerifyRisk(certificate, clusters, scores, losses, options.Grid).Differences);
    }
}
