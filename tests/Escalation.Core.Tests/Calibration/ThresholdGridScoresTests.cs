using Escalation.Calibration;
using Escalation.Decisions;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Calibration;

/// <summary>Grids that are placed by scores.</summary>
public sealed class ThresholdGridScoresTests
{
    [Fact]
    public void One_item_makes_a_grid_of_its_score()
    {
        Assert.Equal([0.25], ThresholdGrid.OverItems([0.75, 0.25], [1], 10).Thresholds.ToArray());
        Assert.Equal((0.25, 0.75), (ThresholdGrid.OverItems([0.75, 0.5, 0.25], [0, 2], 10).First, ThresholdGrid.OverItems([0.75, 0.5, 0.25], [2, 0], 10).Last));
    }

    [Fact]
    public void Quantiles_stand_at_even_ranks_of_the_pool_both_ends_included()
    {
        double[] pool = [.. Enumerable.Range(0, 101).Select(i => (double)((i * 37) % 101))];
        ThresholdGrid grid = ThresholdGrid.Quantiles(pool, 5);
        Assert.Equal([0.0, 25.0, 50.0, 75.0, 100.0], grid.Thresholds.ToArray());
        Assert.Equal((ThresholdGridOrigin.Quantiles, false), (grid.Origin, grid.FromScores));
        Assert.Equal([0.0], ThresholdGrid.Quantiles(pool, 1).Thresholds.ToArray());
        Assert.Equal([0.0, 100.0], ThresholdGrid.Quantiles(pool, 2).Thresholds.ToArray());
        Assert.Equal(101, ThresholdGrid.Quantiles(pool).Count);
        Assert.Equal([0.0, 1.0], ThresholdGrid.Quantiles([0.0, -0.0, 0.0, 1.0, 1.0], 4).Thresholds.ToArray());
    }

    [Fact]
    public void Quantiles_and_splits_name_the_parameter_that_is_wrong()
    {
        Assert.Throws<ArgumentException>("pool", () => ThresholdGrid.Quantiles([]));
        Assert.Contains("pool[1] must be finite", Assert.Throws<ArgumentException>("pool", () => ThresholdGrid.Quantiles([0.0, double.NaN])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("count", () => ThresholdGrid.Quantiles([0.0], 0));
        Assert.Throws<ArgumentException>("splitScores", () => ThresholdGrid.Learned([double.PositiveInfinity], [0.0], 0.1));
        Assert.Contains("losses[0] must be from 0 to 1, but was 2.", Assert.Throws<ArgumentException>("losses", () => ThresholdGrid.Learned([0.0], [2.0], 0.1)).Message, StringComparison.Ordinal);
        Assert.Contains("losses must have one value for each of the 2 scores, but has 1.", Assert.Throws<ArgumentException>("losses", () => ThresholdGrid.Learned([0.0, 1.0], [0.0], 0.1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("alpha", () => ThresholdGrid.Learned([0.0], [0.0], 0.0));
        Assert.Throws<ArgumentException>("scores", () => ThresholdGrid.Observed([]));
        Assert.Contains("scores[1] must be finite", Assert.Throws<ArgumentException>("scores", () => ThresholdGrid.Observed([0.5, double.NegativeInfinity])).Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "34")]
    public void A_pool_or_split_that_is_the_calibration_set_is_refused_in_any_order()
    {
        (double[] scores, double[] losses) = GoldenScores.Draw(300, 1);
        double[] reversed = [.. scores.Reverse()];
        foreach (ThresholdGrid grid in (ThresholdGrid[])[ThresholdGrid.Quantiles(reversed), ThresholdGrid.Learned(reversed, [.. losses.Reverse()], 0.2)])
        {
            ArgumentException error = Assert.Throws<ArgumentException>("scores", () => SelectiveRisk.Calibrate(scores, losses, new SelectiveRiskOptions(0.2) { Grid = grid }));
            Assert.Contains("the calibration scores themselves", error.Message, StringComparison.Ordinal);
        }

        (double[] others, _) = GoldenScores.Draw(300, 2);
        Certificate certificate = Assert.IsType<Certified>(SelectiveRisk.Calibrate(scores, losses, new SelectiveRiskOptions(0.2) { Grid = ThresholdGrid.Quantiles(others) })).Certificate;
        Assert.Contains(certificate.Assumptions, assumption => assumption.Contains("quantiles of the scores of other items", StringComparison.Ordinal));
    }

    [Fact]
    public void A_learned_grid_begins_where_the_split_looks_safest_and_goes_down_from_there()
    {
        // Wrong above 0.9, right from 0.5 to 0.9, wrong below: the least p-value for 0.2 acts on everything down to 0.5.
        double[] scores = [.. Enumerable.Range(0, 1000).Select(i => i / 1000.0)];
        double[] losses = [.. scores.Select(score => score is < 0.5 or >= 0.9 ? 1.0 : 0.0)];
        ThresholdGrid learned = ThresholdGrid.Learned(scores, losses, 0.3, 6);
        Assert.Equal([0.0, 0.1, 0.2, 0.3, 0.4, 0.5], learned.Thresholds.ToArray());
        Assert.Equal(ThresholdGridOrigin.Split, learned.Origin);
        Assert.Equal([0.0], ThresholdGrid.Learned([0.0, 1.0], [0.0, 0.0], 0.1).Thresholds.ToArray());

        // Where the highest score alone looks the safest, the grid spans all of them.
        Assert.Equal([0.1, 0.2], ThresholdGrid.Learned([0.1, 0.2], [1.0, 0.0], 0.5, 2).Thresholds.ToArray());

        // Where every act is wrong each p-value is 1, and of equal ones that which acts on most counts: nothing lies below it.
        Assert.Equal([0.1], ThresholdGrid.Learned([0.1, 0.2, 0.3], [1.0, 1.0, 1.0], 0.5, 3).Thresholds.ToArray());

        // Any degree of loss counts as an error.
        Assert.Equal(learned.Thresholds.ToArray(), ThresholdGrid.Learned(scores, [.. losses.Select(static loss => loss / 4.0)], 0.3, 6).Thresholds.ToArray());
    }

    [Fact]
    [Trait("Row", "31")]
    public void An_observed_candidate_acts_strictly_above_its_score_and_the_last_on_everything()
    {
        double[] scores = [0.5, 0.2, 0.9, 0.5, 0.2, 0.2];
        ThresholdGrid grid = ThresholdGrid.Observed(scores);
        Assert.Equal([0.2, Math.BitIncrement(0.2), Math.BitIncrement(0.5)], grid.Thresholds.ToArray());
        Assert.Equal(ThresholdGridOrigin.Observed, grid.Origin);
        CalibrationResult result = SelectiveRisk.Calibrate(scores, new double[6], new SelectiveRiskOptions(0.5) { Grid = grid });
        Assert.Equal([6L, 3L, 1L], result.Hypotheses.Select(hypothesis => hypothesis.Acted));
        Assert.Equal([1.0], ThresholdGrid.Observed([1.0, 1.0]).Thresholds.ToArray());
        Assert.Equal([0.0, double.Epsilon], ThresholdGrid.Observed([0.0, -0.0, 1.0]).Thresholds.ToArray());
        Assert.Equal([1.0, Math.BitIncrement(1.0)], ThresholdGrid.Observed([1.0, Math.BitIncrement(1.0)]).Thresholds.ToArray());
        Assert.Equal([-double.MaxValue, Math.BitIncrement(-double.MaxValue)], ThresholdGrid.Observed([double.MaxValue, -double.MaxValue]).Thresholds.ToArray());
    }

    [Fact]
    public void The_deployed_threshold_of_an_observed_grid_leaves_out_the_score_that_it_stands_on()
    {
        // Right above 0.4, wrong at and below.
        double[] scores = [.. Enumerable.Range(0, 100).Select(i => i / 100.0)];
        double[] losses = [.. scores.Select(score => score <= 0.4 ? 1.0 : 0.0)];
        Certificate certificate = Assert.IsType<Certified>(SelectiveRisk.Calibrate(scores, losses, new SelectiveRiskOptions(0.1) { Grid = ThresholdGrid.Observed(scores) })).Certificate;
        Threshold deployed = certificate;
        Assert.Equal(certificate.ActedCount, scores.Count(score => !deployed.Escalates(score)));
        double stood = Math.BitDecrement(certificate.Threshold);
        Assert.Contains(stood, scores);
        Assert.True(deployed.Escalates(stood));
        Assert.Equal(scores.Count(score => score > stood), certificate.ActedCount);
        Assert.Contains(certificate.Assumptions, assumption => assumption.Contains("monotone", StringComparison.Ordinal));
        Assert.Equal(certificate.Threshold, Certificate.Parse(certificate.ToJson()).Threshold);
    }

    /// <summary>A grid fine enough to tell all scores apart certifies the same policy.</summary>
    [Fact]
    public void The_observed_grid_certifies_what_an_arbitrarily_fine_fixed_grid_does()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            (double[] raw, double[] losses) = GoldenScores.Draw(200, seed);
            double[] scores = [.. raw.Select(score => Math.Round(score, 3))];
            foreach (SequenceStart start in Enum.GetValues<SequenceStart>())
            {
                var observed = SelectiveRisk.Calibrate(scores, losses, new SelectiveRiskOptions(0.15) { Grid = ThresholdGrid.Observed(scores), Start = start });
                var fine = SelectiveRisk.Calibrate(scores, losses, new SelectiveRiskOptions(0.15) { Grid = ThresholdGrid.Even(0.0, 1.0, 10_001), Start = start });
                Assert.Equal(fine.Status, observed.Status);
                Assert.Equal((fine as Certified)?.Certificate.ActedCount, (observed as Certified)?.Certificate.ActedCount);
            }
        }
    }

    [Fact]
    public void Observed_scores_are_tested_as_a_fixed_sequence_only()
    {
        (double[] scores, double[] losses) = GoldenScores.Draw(300, 1);
        foreach (CertificateProcedure procedure in (CertificateProcedure[])[CertificateProcedure.Holm, CertificateProcedure.Bonferroni, CertificateProcedure.MultiStart, CertificateProcedure.Graphical])
        {
            ArgumentException error = Assert.Throws<ArgumentException>("options", () => SelectiveRisk.Calibrate(scores, losses, new SelectiveRiskOptions(0.2) { Grid = ThresholdGrid.Observed(scores), Procedure = procedure }));
            Assert.Contains($"but the procedure is {procedure}", error.Message, StringComparison.Ordinal);
        }
    }
}
