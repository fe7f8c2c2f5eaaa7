using Escalation.Calibration;
using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Core.StatisticalTests;

/// <summary>What happens where the assumptions of a certificate do not hold: the promise fails, by how much is shown here, and the certificate says so in words.</summary>
public sealed class AssumptionBreakTests
{
    private const int Worlds = 2_000;
    private const double Alpha = 0.1;
    private const double Delta = 0.1;

    /// <summary>Harder turns than those of the calibration: their scores are the larger of two draws.</summary>
    [Fact]
    public void Covariate_shift_voids_a_budget()
    {
        int violations = Violations(24_000, n: 500, Independent, rateAbove: threshold => 1.0 - (threshold * threshold));
        Assert.True(violations > 0.99 * Worlds, $"{violations}");
    }

    /// <summary>Two hundred items, each ten times: the calibration believes in two thousand. The violation probability is known exactly and three times delta.</summary>
    [Fact]
    public void Copies_of_the_items_void_a_budget()
    {
        const int Distinct = 200;
        const int Copies = 10;
        long believed = BinomialBudget.LargestCount(Distinct * Copies, Alpha, Delta);
        double exact = BinomialTail.Lower(believed / Copies, Distinct, Alpha);
        Assert.True(exact > 3.0 * Delta, $"{exact}");
        int violations = Violations(25_000, Distinct * Copies, Copied, rateAbove: threshold => 1.0 - threshold);
        (int least, int most) = Simulation.TwoSided(Worlds, exact);
        Assert.InRange(violations, least, most);

        static void Copied(SplitMix64 random, double[] scores)
        {
            for (int i = 0; i < scores.Length; i++)
            {
                scores[i] = i % Copies == 0 ? random.NextOpenUniform() : scores[i - 1];
            }
        }
    }

    /// <summary>Scores that stay in their half of the range for some twenty turns, as when topics come in waves.</summary>
    [Fact]
    public void Waves_in_time_void_a_budget()
    {
        int violations = Violations(26_000, n: 500, Waves, rateAbove: threshold => 1.0 - threshold);
        Assert.True(violations > 2.0 * Delta * Worlds, $"{violations}");

        static void Waves(SplitMix64 random, double[] scores)
        {
            bool high = random.NextUniform() < 0.5;
            for (int i = 0; i < scores.Length; i++)
            {
                high = random.NextUniform() < 0.05 ? random.NextUniform() < 0.5 : high;
                scores[i] = (random.NextOpenUniform() / 2.0) + (high ? 0.5 : 0.0);
            }
        }
    }

    /// <summary>The control: the same counting on independent items stays where it was computed to be.</summary>
    [Fact]
    public void Without_a_break_the_same_count_agrees_with_the_computation()
    {
        int violations = Violations(27_000, n: 500, Independent, rateAbove: threshold => 1.0 - threshold);
        (int least, int most) = Simulation.TwoSided(Worlds, BinomialTail.Lower(BinomialBudget.LargestCount(500, Alpha, Delta), 500, Alpha));
        Assert.InRange(violations, least, most);
    }

    /// <summary>Calibrating again whenever labels arrive, until something is certified, is optional stopping.</summary>
    [Fact]
    public void Calibrating_until_something_is_certified_voids_a_risk()
    {
        var random = new SplitMix64(28_000);
        int violations = 0;
        double[] scores = new double[1_000];
        double[] losses = new double[1_000];
        for (int world = 0; world < Worlds; world++)
        {
            for (int i = 0; i < losses.Length; i++)
            {
                losses[i] = random.NextOpenUniform() < Alpha + 1e-9 ? 1.0 : 0.0;
            }

            bool certified = false;
            for (int n = 50; n <= losses.Length && !certified; n += 50)
            {
                var options = new SelectiveRiskOptions(Alpha, Delta) { Grid = ThresholdGrid.Of(0.0), Start = SequenceStart.Floor, DataSha256 = Simulation.NoFingerprint };
                certified = SelectiveRisk.Calibrate(scores.AsSpan(0, n), losses.AsSpan(0, n), options) is Certified;
            }

            violations += certified ? 1 : 0;
        }

        Assert.True(violations > 2.0 * Delta * Worlds, $"{violations}");
    }

    [Fact]
    public void Every_certificate_states_what_was_broken_here()
    {
        double[] scores = [.. Enumerable.Range(1, 200).Select(i => i / 200.0)];
        Certificate budget = Assert.IsType<Certified>(DelegationBudget.Calibrate(scores, new DelegationBudgetOptions(Alpha, Delta))).Certificate;
        Certificate risk = Assert.IsType<Certified>(SelectiveRisk.Calibrate(scores, new double[200], new SelectiveRiskOptions(Alpha, Delta))).Certificate;
        Assert.All((Certificate[])[budget, risk], certificate =>
        {
            string text = string.Join(' ', certificate.Assumptions);
            Assert.Contains("exchangeable", text, StringComparison.Ordinal);
            Assert.Contains("without duplicates", text, StringComparison.Ordinal);
            Assert.Contains("without drift", text, StringComparison.Ordinal);
            Assert.Contains("run once", text, StringComparison.Ordinal);
        });
    }

    private static void Independent(SplitMix64 random, double[] scores)
    {
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = random.NextOpenUniform();
        }
    }

    private static int Violations(ulong seed, int n, Action<SplitMix64, double[]> fill, Func<double, double> rateAbove)
    {
        var random = new SplitMix64(seed);
        var options = new DelegationBudgetOptions(Alpha, Delta) { DataSha256 = Simulation.NoFingerprint };
        double[] scores = new double[n];
        int violations = 0;
        for (int world = 0; world < Worlds; world++)
        {
            fill(random, scores);
            Certificate certificate = Assert.IsType<Certified>(DelegationBudget.Calibrate(scores, options)).Certificate;
            Assert.Equal(ScoreDirection.HigherDelegates, certificate.Direction);
            violations += rateAbove(certificate.Threshold) > Alpha ? 1 : 0;
        }

        return violations;
    }
}
