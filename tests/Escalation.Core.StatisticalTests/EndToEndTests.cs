using Escalation.Calibration;
using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Core.StatisticalTests;

/// <summary>What is deployed keeps the promise, not only what was counted: certificate, JSON, policy and decision stand between the calibration and the fresh turns.</summary>
public sealed class EndToEndTests
{
    private const int Fresh = 1_000_000;

    [Theory]
    [InlineData(0.1, 0.1, 1000)]
    [InlineData(0.05, 0.05, 500)]
    [InlineData(0.3, 0.1, 200)]
    public void A_fresh_million_turns_escalate_at_the_rate_that_the_certified_threshold_has(double alpha, double delta, int n)
    {
        var random = new SplitMix64(21_000 + (ulong)n);
        double[] scores = [.. Enumerable.Range(0, n).Select(_ => random.NextOpenUniform())];
        Certificate certificate = Assert.IsType<Certified>(DelegationBudget.Calibrate(scores, new DelegationBudgetOptions(alpha, delta))).Certificate;
        EscalationPolicy policy = DeployedPolicy.OfBudget(certificate);
        int escalated = 0;
        for (int i = 0; i < Fresh; i++)
        {
            escalated += policy.Decide(new AgentTurn { DelegationValue = random.NextOpenUniform() }).Outcome == DecisionOutcome.Act ? 0 : 1;
        }

        (int least, int most) = Simulation.TwoSided(Fresh, 1.0 - certificate.Threshold);
        Assert.InRange(escalated, least, most);
    }

    [Theory]
    [InlineData(0.1, 0.1, 1000, 12)]
    [InlineData(0.1, 0.1, 2000, 13)]
    public void Fresh_turns_that_are_acted_on_err_within_the_certified_risk(double alpha, double delta, int n, ulong seed)
    {
        // The error rate at a score s is 0.3 (1 - s), so acting on {s >= t} has the risk 0.15 (1 - t).
        var random = new SplitMix64(seed);
        double[] scores = new double[n];
        double[] losses = new double[n];
        for (int i = 0; i < n; i++)
        {
            scores[i] = random.NextOpenUniform();
            losses[i] = random.NextOpenUniform() < 0.3 * (1.0 - scores[i]) ? 1.0 : 0.0;
        }

        var options = new SelectiveRiskOptions(alpha, delta) { Grid = ThresholdGrid.Even(0.0, 0.999, 1000) };
        Certificate certificate = Assert.IsType<Certified>(SelectiveRisk.Calibrate(scores, losses, options)).Certificate;
        EscalationPolicy policy = DeployedPolicy.OfRisk(certificate);
        int acted = 0;
        int errors = 0;
        for (int i = 0; i < Fresh; i++)
        {
            double score = random.NextOpenUniform();
            bool wrong = random.NextOpenUniform() < 0.3 * (1.0 - score);
            bool acts = policy.Decide(new AgentTurn { Confidence = score }).Outcome == DecisionOutcome.Act;
            acted += acts ? 1 : 0;
            errors += acts && wrong ? 1 : 0;
        }

        double risk = 0.15 * (1.0 - certificate.Threshold);
        Assert.True(risk <= alpha, $"{risk}");
        (int least, int most) = Simulation.TwoSided(Fresh, 1.0 - certificate.Threshold);
        Assert.InRange(acted, least, most);
        (int leastErrors, int mostErrors) = Simulation.TwoSided(acted, risk);
        Assert.InRange(errors, leastErrors, mostErrors);
    }

    /// <summary>The border of the decision is found by asking the policy alone, to the last bit.</summary>
    [Theory]
    [InlineData(0.1, 0.1, 200)]
    [InlineData(0.05, 0.05, 200)]
    [InlineData(0.2, 0.1, 200)]
    public void Violations_seen_through_the_policy_are_as_many_as_computed(double alpha, double delta, int n)
    {
        const int Worlds = 10_000;
        var random = new SplitMix64(22_000);
        var options = new DelegationBudgetOptions(alpha, delta) { DataSha256 = Simulation.NoFingerprint };
        double[] scores = new double[n];
        int violations = 0;
        for (int world = 0; world < Worlds; world++)
        {
            for (int i = 0; i < n; i++)
            {
                scores[i] = random.NextOpenUniform();
            }

            Certificate certificate = Assert.IsType<Certified>(DelegationBudget.Calibrate(scores, options)).Certificate;
            double border = DeployedPolicy.HighestActing(DeployedPolicy.OfBudget(certificate));
            Assert.Equal(certificate.Threshold, border);
            violations += 1.0 - border > alpha ? 1 : 0;
        }

        (int least, int most) = Simulation.TwoSided(Worlds, BinomialTail.Lower(BinomialBudget.LargestCount(n, alpha, delta), n, alpha));
        Assert.InRange(violations, least, most);
    }

    /// <summary>Atoms on both sides of the threshold, one of them the threshold: the same items act in the calibration's count and in the policy.</summary>
    [Fact]
    public void The_policy_acts_on_exactly_the_items_that_the_certificate_counted()
    {
        var random = new SplitMix64(23_000);
        for (int world = 0; world < 300; world++)
        {
            int n = 60 + random.NextBelow(200);
            double[] scores = [.. Enumerable.Range(0, n).Select(_ => (double)(1.0f / (1.0f + MathF.Exp(-(random.NextBelow(50) - 15)))))];
            double[] losses = [.. scores.Select(score => random.NextOpenUniform() < 0.4 * (1.0 - score) ? 1.0 : 0.0)];
            if (SelectiveRisk.Calibrate(scores, losses, new SelectiveRiskOptions(0.15, 0.2)) is Certified { Certificate: var risk })
            {
                EscalationPolicy policy = DeployedPolicy.OfRisk(risk);
                bool[] acts = [.. scores.Select(score => policy.Decide(new AgentTurn { Confidence = score }).Outcome == DecisionOutcome.Act)];
                Assert.Equal(risk.ActedCount, acts.Count(act => act));
                Assert.Equal(risk.K, acts.Zip(losses).Count(item => item.First && item.Second == 1.0));
            }

            if (DelegationBudget.Calibrate(scores, new DelegationBudgetOptions(0.3, 0.2)) is Certified { Certificate: var budget })
            {
                EscalationPolicy policy = DeployedPolicy.OfBudget(budget);
                Assert.Equal(budget.K, scores.Count(score => policy.Decide(new AgentTurn { DelegationValue = score }).Outcome != DecisionOutcome.Act));
            }
        }
    }
}
