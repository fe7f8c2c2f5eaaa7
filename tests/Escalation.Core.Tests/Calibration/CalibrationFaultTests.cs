using Escalation.Calibration;
using Escalation.Decisions;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Calibration;

/// <summary>What a calibration must do with bad input: refuse it by name or answer that nothing is certified, and never let a fault end as a threshold.</summary>
public sealed class CalibrationFaultTests
{
    [Theory]
    [Trait("Row", "25")]
    [InlineData(2, 0.5, 0.25)]
    [InlineData(3, 0.5, 0.125)]
    [InlineData(10, 0.5, 1.0 / 1024)]
    [InlineData(3, 0.25, 0.421875)]
    public void A_p_value_exactly_at_delta_certifies_and_one_ulp_less_of_delta_does_not(int n, double alpha, double delta)
    {
        double[] scores = [.. Enumerable.Range(1, n).Select(i => (double)i)];
        Certificate certificate = Assert.IsType<Certified>(DelegationBudget.Calibrate(scores, new DelegationBudgetOptions(alpha, delta))).Certificate;
        Assert.Equal(delta, certificate.PValue);
        Assert.Equal(0, certificate.K);
        Assert.IsType<InsufficientSamples>(DelegationBudget.Calibrate(scores, new DelegationBudgetOptions(alpha, Math.BitDecrement(delta))));

        var risk = new SelectiveRiskOptions(alpha, delta) { Start = SequenceStart.Floor };
        Assert.Equal(delta, Assert.IsType<Certified>(SelectiveRisk.Calibrate(scores, new double[n], risk)).Certificate.PValue);
        var stricter = new SelectiveRiskOptions(alpha, Math.BitDecrement(delta)) { Start = SequenceStart.Floor };
        Assert.IsType<InsufficientSamples>(SelectiveRisk.Calibrate(scores, new double[n], stricter));
    }

    [Theory]
    [Trait("Row", "26")]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Levels_outside_the_open_interval_are_refused_by_name_and_value(double level)
    {
        string value = level.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        foreach (Action create in (Action[])[() => _ = new DelegationBudgetOptions(level), () => _ = new SelectiveRiskOptions(level), () => CalibrationPlan.For(level)])
        {
            Assert.Contains(value, Assert.Throws<ArgumentOutOfRangeException>("alpha", create).Message, StringComparison.Ordinal);
        }

        foreach (Action create in (Action[])[() => _ = new DelegationBudgetOptions(0.1, level), () => _ = new SelectiveRiskOptions(0.1, level), () => CalibrationPlan.For(0.1, level)])
        {
            Assert.Contains(value, Assert.Throws<ArgumentOutOfRangeException>("delta", create).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("Row", "27")]
    [Trait("Row", "29")]
    public void No_items_are_too_few_items_and_never_a_default_threshold()
    {
        var budget = Assert.IsType<InsufficientSamples>(DelegationBudget.Calibrate([], new DelegationBudgetOptions(0.3)));
        Assert.Equal((0, 7L), (budget.Have, budget.Need));
        var risk = Assert.IsType<InsufficientSamples>(SelectiveRisk.Calibrate([], [], new SelectiveRiskOptions(0.1)));
        Assert.Equal((0, 44L), (risk.Have, risk.Need));
        Assert.Empty(risk.Hypotheses);
        var onGrid = Assert.IsType<InsufficientSamples>(SelectiveRisk.Calibrate([], [], new SelectiveRiskOptions(0.1) { Grid = ThresholdGrid.Even(0.0, 1.0, 3) }));
        Assert.All(onGrid.Hypotheses, hypothesis => Assert.Equal((0, 1.0, false), (hypothesis.Acted, hypothesis.PValue, hypothesis.Certified)));
    }

    [Fact]
    [Trait("Row", "28")]
    public void Too_few_items_name_the_number_that_it_takes()
    {
        CalibrationResult result = DelegationBudget.Calibrate(new double[21], new DelegationBudgetOptions(0.1));
        Assert.Equal("Not certifiable: 21 items where alpha 0.1 at delta 0.1 needs at least 22.", result.Message);
    }

    [Fact]
    [Trait("Row", "27")]
    [Trait("Row", "29")]
    public void An_answer_without_a_certificate_has_no_threshold_to_take()
    {
        // Only Certified has a member that gives a threshold or converts to one.
        Type[] answers = [.. typeof(CalibrationResult).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(CalibrationResult)))];
        Assert.Equal(6, answers.Length);
        foreach (Type answer in answers)
        {
            bool offers = answer.GetProperties().Any(property => property.PropertyType == typeof(Certificate) || property.PropertyType == typeof(Threshold));
            Assert.Equal(answer == typeof(Certified), offers);
            Assert.Empty(answer.GetConstructors());
        }
    }

    [Fact]
    [Trait("Row", "30")]
    public void Equal_scores_are_acted_on_together_or_not_at_all()
    {
        double[] scores = [.. Enumerable.Repeat(0.4, 100)];
        double[] few = [.. Enumerable.Repeat(1.0, 5), .. new double[95]];
        Certificate certificate = Assert.IsType<Certified>(SelectiveRisk.Calibrate(scores, few, new SelectiveRiskOptions(0.1))).Certificate;
        Assert.Equal((0.4, 100, 5), (certificate.Threshold, certificate.ActedCount, certificate.K));
        double[] many = [.. Enumerable.Repeat(1.0, 6), .. new double[94]];
        Assert.IsType<RiskTooHigh>(SelectiveRisk.Calibrate(scores, many, new SelectiveRiskOptions(0.1)));
    }

    [Fact]
    [Trait("Row", "5")]
    [Trait("Row", "31")]
    public void Ties_fall_on_the_same_side_in_calibration_and_in_use()
    {
        double[] scores = [.. Enumerable.Range(0, 300).Select(i => (i % 7) / 7.0)];
        double[] losses = [.. Enumerable.Range(0, 300).Select(i => i % 97 == 0 ? 1.0 : 0.0)];
        Certificate risk = Assert.IsType<Certified>(SelectiveRisk.Calibrate(scores, losses, new SelectiveRiskOptions(0.1))).Certificate;
        Threshold act = risk;
        Assert.Equal(risk.ActedCount, scores.Count(score => !act.Escalates(score)));
        foreach (ScoreDirection direction in (ScoreDirection[])[ScoreDirection.HigherDelegates, ScoreDirection.LowerDelegates])
        {
            Certificate budget = Assert.IsType<Certified>(DelegationBudget.Calibrate(scores, new DelegationBudgetOptions(0.35) { Direction = direction })).Certificate;
            Threshold delegated = budget;
            Assert.True(budget.K > 0);
            Assert.Equal(budget.K, scores.Count(delegated.Escalates));
        }
    }

    [Theory]
    [Trait("Row", "1")]
    [Trait("Row", "35")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void Scores_that_are_not_finite_are_refused_by_index(double bad, string shown)
    {
        double[] scores = [0.1, 0.2, bad, 0.3];
        foreach (Action act in (Action[])[() => DelegationBudget.Calibrate(scores, new DelegationBudgetOptions(0.1)), () => SelectiveRisk.Calibrate(scores, new double[4], new SelectiveRiskOptions(0.1)), () => CalibrationData.Sha256(scores)])
        {
            Assert.Equal($"scores[2] must be finite, but was {shown}. (Parameter 'scores')", Assert.Throws<ArgumentException>("scores", act).Message);
        }
    }

    [Theory]
    [Trait("Row", "33")]
    [InlineData(2.0)]
    [InlineData(-1.0)]
    [InlineData(1.0000000000000002)]
    [InlineData(-5e-324)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Losses_outside_the_unit_interval_are_refused_by_index(double bad)
    {
        double[] losses = [0.0, 1.0, 0.0, bad];
        ArgumentException error = Assert.Throws<ArgumentException>("losses", () => SelectiveRisk.Calibrate(new double[4], losses, new SelectiveRiskOptions(0.1)));
        Assert.Contains("losses[3] must be in [0, 1]", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("losses", () => CalibrationData.Sha256(new double[4], losses));
    }

    [Fact]
    [Trait("Row", "33")]
    public void The_exact_method_refuses_losses_between_zero_and_one_by_index()
    {
        var options = new SelectiveRiskOptions(0.1) { Method = CertificateMethod.Exact };
        ArgumentException error = Assert.Throws<ArgumentException>("losses", () => SelectiveRisk.Calibrate(new double[4], [0.0, 1.0, 0.7, 0.2], options));
        Assert.Contains("losses[2] must be 0 or 1 for the exact method, but was 0.7.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "33")]
    public void Lengths_that_differ_are_refused_with_both()
    {
        ArgumentException error = Assert.Throws<ArgumentException>("losses", () => SelectiveRisk.Calibrate(new double[4], new double[3], new SelectiveRiskOptions(0.1)));
        Assert.Contains("each of the 4 scores, but has 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "35")]
    public void Grids_in_any_order_with_repetitions_or_a_single_point_give_the_same_counts()
    {
        (double[] scores, double[] losses) = GoldenScores.Draw(2_000, 5);
        Certificate sorted = Certify(ThresholdGrid.Of(0.2, 0.4, 0.6, 0.8));
        Certificate shuffled = Certify(ThresholdGrid.Of(0.8, 0.2, 0.2, 0.6, 0.4, 0.8));
        Assert.Equal(sorted.CertificateId, shuffled.CertificateId);
        Certificate single = Certify(ThresholdGrid.Of(sorted.Threshold));
        Assert.Equal((sorted.Threshold, sorted.K, sorted.ActedCount), (single.Threshold, single.K, single.ActedCount));
        Certificate fine = Certify(ThresholdGrid.Even(0.0, 1.0, 1_000_000));
        Assert.True(fine.ActedCount >= sorted.ActedCount);

        Certificate Certify(ThresholdGrid grid) =>
            Assert.IsType<Certified>(SelectiveRisk.Calibrate(scores, losses, new SelectiveRiskOptions(0.1) { Grid = grid })).Certificate;
    }

    [Fact]
    [Trait("Row", "36")]
    public void A_risk_without_a_single_acted_item_has_p_one()
    {
        var options = new SelectiveRiskOptions(0.1) { Grid = ThresholdGrid.Of(2.0, 3.0) };
        var answer = Assert.IsType<InsufficientSamples>(SelectiveRisk.Calibrate(new double[100], new double[100], options));
        Assert.Equal(0, answer.Have);
        Assert.All(answer.Hypotheses, hypothesis => Assert.Equal(1.0, hypothesis.PValue));
        Assert.Equal(1.0, default(Hypothesis).PValue);
        Assert.False(default(Hypothesis).Certified);
    }

    [Fact]
    public void Options_outside_their_enums_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("Direction", () => new DelegationBudgetOptions(0.1) { Direction = ScoreDirection.HigherActs });
        Assert.Throws<ArgumentOutOfRangeException>("Direction", () => new DelegationBudgetOptions(0.1) { Direction = (ScoreDirection)9 });
        Assert.Throws<ArgumentOutOfRangeException>("Start", () => new SelectiveRiskOptions(0.1) { Start = (SequenceStart)9 });
        Assert.Throws<ArgumentException>("ScoreId", () => new SelectiveRiskOptions(0.1) { ScoreId = " " });
        Assert.Throws<ArgumentNullException>("options", () => DelegationBudget.Calibrate([], null!));
        Assert.Throws<ArgumentNullException>("options", () => SelectiveRisk.Calibrate([], [], null!));
    }
}
