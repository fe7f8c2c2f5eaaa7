using System.Text.Json.Nodes;
using Escalation.Calibration;
using Escalation.Calibration.RiskControl;
using Escalation.Decisions;
using Escalation.Statistics;
using Escalation.Triggers.Confidence;

namespace Escalation.Core.Tests.Calibration.RiskControl;

public sealed class TwoThresholdTests
{
    private static readonly TwoThresholdCosts Costs = new(wrongAnswer: 20.0, modelCall: 1.0, person: 4.0);
    private static readonly (double[] Scores, double[] Act, double[] Model) World = Draw(3_000, 19);

    private static readonly TwoThresholdOptions Options = new(Costs)
    {
        MaxActedRisk = 0.1,
        MaxModelRisk = 0.15,
        MaxPersonRate = 0.3,
        MaxModelRate = 0.6,
        Seed = 5,
        ScoreId = "confidence",
    };

    [Fact]
    public void A_pair_decides_as_its_thresholds_say_and_equality_goes_up()
    {
        var pair = new TwoThresholds(0.4, 0.8);
        Assert.Equal(DecisionOutcome.Act, pair.Outcome(0.8));
        Assert.Equal(DecisionOutcome.EscalateToModel, pair.Outcome(Math.BitDecrement(0.8)));
        Assert.Equal(DecisionOutcome.EscalateToModel, pair.Outcome(0.4));
        Assert.Equal(DecisionOutcome.EscalateToPerson, pair.Outcome(Math.BitDecrement(0.4)));
        Assert.Equal(DecisionOutcome.EscalateToPerson, pair.Outcome(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("high", () => new TwoThresholds(0.5, 0.4));
        Assert.Throws<ArgumentOutOfRangeException>("low", () => new TwoThresholds(double.NaN, 0.4));
    }

    [Fact]
    public void Every_promise_is_kept_on_the_testing_items_by_its_exact_test()
    {
        TwoThresholdResult result = Run(Options);
        TwoThresholdCertificate certificate = result.Certificate!;
        Assert.Equal(RiskVerdict.Certified, result.Verdict);
        int[] testing = CalibrationSplit.Random(3_000, 0.3, 5).Testing.ToArray();
        TwoThresholds pair = certificate.Thresholds;
        Assert.True(pair.Low < pair.High);
        int[] acted = [.. testing.Where(i => pair.Outcome(World.Scores[i]) == DecisionOutcome.Act)];
        int[] model = [.. testing.Where(i => pair.Outcome(World.Scores[i]) == DecisionOutcome.EscalateToModel)];
        int[] person = [.. testing.Where(i => pair.Outcome(World.Scores[i]) == DecisionOutcome.EscalateToPerson)];
        Assert.Equal((acted.Length, model.Length, person.Length), (certificate.ActedCount, certificate.ModelCount, certificate.PersonCount));
        Assert.Equal(2_100L, certificate.N);
        Assert.Equal(
            [
                (TwoThresholdRisk.Acted, 0.1, acted.Count(i => World.Act[i] == 1.0), acted.Length),
                (TwoThresholdRisk.Model, 0.15, model.Count(i => World.Model[i] == 1.0), model.Length),
                (TwoThresholdRisk.ModelRate, 0.6, model.Length, 2_100),
                (TwoThresholdRisk.PersonRate, 0.3, person.Length, 2_100),
            ],
            certificate.Claims.Select(claim => (claim.Risk, claim.Bound, (int)claim.K, (int)claim.Trials)));
        Assert.All(certificate.Claims, claim =>
        {
            Assert.Equal(BinomialTail.Lower(claim.K, claim.Trials, claim.Bound), claim.PValue);
            Assert.True(claim.PValue <= 0.1 && claim.UpperBound <= claim.Bound);
        });
    }

    [Fact]
    public void No_certified_pair_is_cheaper_and_ties_ask_fewer_persons_first()
    {
        TwoThresholdResult result = Run(Options);
        int[] choosing = CalibrationSplit.Random(3_000, 0.3, 5).Choosing.ToArray();
        double chosen = Cost(result.Certificate!.Thresholds, choosing);
        Assert.Equal(chosen, result.Certificate.ExpectedCost, 1e-12);
        Assert.True(result.Details.Certified.Count > 5);
        Assert.All(result.Details.Certified, row =>
        {
            Assert.Equal(Cost(row.Configuration, choosing), row.Objective!.Value, 1e-12);
            Assert.True(row.Objective > chosen - 1e-12);
        });
        TwoThresholds[] listed = [.. result.Details.Rows.Select(row => row.Configuration)];
        Assert.Equal(listed.OrderBy(pair => pair.Low).ThenBy(pair => pair.High), listed);
        Assert.Equal(40 * 39 / 2, listed.Length);
    }

    [Fact]
    public void One_policy_deploys_both_thresholds_and_keeps_the_guarantee()
    {
        TwoThresholdCertificate certificate = TwoThresholdCertificate.Parse(Run(Options).Certificate!.ToJson());
        EscalationPolicy policy = EscalationPolicy.Build(p => p
            .Confidence(below: certificate.ToModelThreshold(), outcome: DecisionOutcome.EscalateToModel, name: "to-model")
            .Confidence(below: certificate.ToPersonThreshold(), outcome: DecisionOutcome.EscalateToPerson, name: "to-person"));
        Assert.Equal(GuaranteeScope.Full, policy.Guarantee.Scope);
        Assert.Equal([certificate.CertificateId], policy.Guarantee.CertificateIds);
        foreach (double score in World.Scores.Take(500).Concat([certificate.Thresholds.Low, certificate.Thresholds.High, 0.0, 1.0]))
        {
            Assert.Equal(certificate.Thresholds.Outcome(score), policy.Decide(new AgentTurn { Confidence = score }).Outcome);
        }

        Assert.Equal(DecisionOutcome.EscalateToPerson, policy.Decide(new AgentTurn()).Outcome);

        // Counted through the policy, the testing items are those of the certificate.
        int[] testing = CalibrationSplit.Random(3_000, 0.3, 5).Testing.ToArray();
        DecisionOutcome[] outcomes = [.. testing.Select(i => policy.Decide(new AgentTurn { Confidence = World.Scores[i] }).Outcome)];
        Assert.Equal(certificate.ModelCount, outcomes.Count(outcome => outcome == DecisionOutcome.EscalateToModel));
        Assert.Equal(certificate.PersonCount, outcomes.Count(outcome => outcome == DecisionOutcome.EscalateToPerson));
    }

    [Fact]
    public void One_of_the_two_alone_or_another_trigger_beside_them_makes_the_guarantee_partial()
    {
        TwoThresholdCertificate certificate = Run(Options).Certificate!;
        EscalationPolicy alone = EscalationPolicy.Build(p => p.Confidence(below: certificate.ToModelThreshold(), outcome: DecisionOutcome.EscalateToModel));
        Assert.Equal(GuaranteeScope.Partial, alone.Guarantee.Scope);
        Assert.Contains("not deployed", Assert.Single(alone.Guarantee.Outside), StringComparison.Ordinal);
        EscalationPolicy twice = EscalationPolicy.Build(p => p
            .Confidence(below: certificate.ToModelThreshold(), name: "one")
            .Confidence(below: certificate.ToModelThreshold(), name: "two"));
        Assert.Equal(GuaranteeScope.Partial, twice.Guarantee.Scope);
        EscalationPolicy beside = EscalationPolicy.Build(p => p
            .Confidence(below: certificate.ToModelThreshold(), outcome: DecisionOutcome.EscalateToModel, name: "to-model")
            .Confidence(below: certificate.ToPersonThreshold(), name: "to-person")
            .Confidence(below: 0.2, name: "by-hand"));
        Assert.Equal(["by-hand"], beside.Guarantee.Outside);
    }

    [Fact]
    public void The_certificate_survives_the_round_trip_and_agrees_with_its_data()
    {
        foreach (TwoThresholdProcedure procedure in Enum.GetValues<TwoThresholdProcedure>())
        {
            TwoThresholdCertificate certificate = Run(With(procedure)).Certificate!;
            string json = certificate.ToJson();
            TwoThresholdCertificate parsed = TwoThresholdCertificate.Parse(json);
            Assert.Equal(json, parsed.ToJson());
            Assert.Equal(certificate.CertificateId, parsed.CertificateId);
            Assert.True(parsed.Verify().Agrees, parsed.Verify().ToString());
            CertificateVerification verification = parsed.Verify(World.Scores, World.Act, World.Model);
            Assert.True(verification.Agrees, verification.ToString());
            Assert.Empty(verification.NotRecomputed);
            Assert.Equal(procedure == TwoThresholdProcedure.Graphical ? 3 : null, parsed.Chains);
            Assert.Contains("an error rate among acted items of at most 0.1", parsed.Description, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("high", 0.99)]
    [InlineData("rule", "act")]
    [InlineData("n", 2101)]
    [InlineData("nActed", 2)]
    [InlineData("nModel", 2)]
    [InlineData("nPerson", 2)]
    [InlineData("level", 0.05)]
    [InlineData("delta", 0.05)]
    [InlineData("chains", 3)]
    [InlineData("claims[0].k", 1)]
    [InlineData("claims[0].pValue", 0.001)]
    [InlineData("claims[1].upperBound", 0.01)]
    [InlineData("claims[2].trials", 2000)]
    [InlineData("claims[3].k", 5)]
    public void An_edited_number_never_becomes_a_threshold(string field, object value)
    {
        string json = Edit(field, value);
        TwoThresholdCertificate forged = TwoThresholdCertificate.Parse(json);
        CertificateVerification verification = forged.Verify();
        Assert.Contains(verification.Differences, difference => difference.Field == "certificateId");
        Assert.True(verification.Differences.Count > 1, verification.ToString());
        Assert.Throws<InvalidOperationException>(() => forged.ToModelThreshold());
        Assert.Throws<InvalidOperationException>(() => forged.ToPersonThreshold());
    }

    [Theory]
    [InlineData("seed", 6)]
    [InlineData("expectedCost", 0.5)]
    [InlineData("hypothesesTested", 3)]
    [InlineData("choosingItems", 901)]
    [InlineData("choosingShare", 0.5)]
    [InlineData("dataSha256", "0000000000000000000000000000000000000000000000000000000000000000")]
    public void What_only_the_data_can_tell_is_named_by_the_data(string field, object value)
    {
        var forged = TwoThresholdCertificate.Parse(Edit(field, value));
        Assert.Equal("certificateId", Assert.Single(forged.Verify().Differences).Field);
        Assert.Contains(forged.Verify(World.Scores, World.Act, World.Model).Differences, difference => difference.Field == field || field is "seed" or "choosingShare");
        Assert.True(forged.Verify(World.Scores, World.Act, World.Model).Differences.Count > 1);
    }

    [Theory]
    [InlineData("schema", "escalation-certificate/2")]
    [InlineData("high", -1.0)]
    [InlineData("low", "x")]
    [InlineData("claims", "none")]
    [InlineData("claims[0].risk", "other")]
    [InlineData("claims[0].bound", 1.0)]
    [InlineData("claims[1].trials", 0)]
    [InlineData("costs.wrongAnswer", 0)]
    [InlineData("costs.more", 1)]
    [InlineData("more", 1)]
    [InlineData("seed", -1)]
    [InlineData("expires", "soon")]
    public void What_is_no_certificate_is_refused_by_field(string field, object value) =>
        Assert.Equal(field, Assert.Throws<CertificateFormatException>(() => TwoThresholdCertificate.Parse(Edit(field, value))).Field);

    [Fact]
    public void One_test_is_enough_and_none_is_not()
    {
        Assert.Equal(1, TwoThresholdCertificate.Parse(Edit("hypothesesTested", 1)).HypothesesTested);
        Assert.Equal("hypothesesTested", Assert.Throws<CertificateFormatException>(() => TwoThresholdCertificate.Parse(Edit("hypothesesTested", 0))).Field);
    }

    /// <summary>Every pair is safe by far, so each chain of the graph ends and leaves its half of the level to the other.</summary>
    [Fact]
    public void A_chain_that_ends_leaves_its_level_to_the_next()
    {
        var options = new TwoThresholdOptions(Costs) { MaxPersonRate = 0.9, MaxModelRate = 0.9, Seed = 5, Grid = ThresholdGrid.Of(0.3, 0.5), Procedure = TwoThresholdProcedure.Graphical, Chains = 2 };
        LearnThenTestRow<TwoThresholds>[] certified = [.. Run(options).Details.Certified];
        Assert.Equal(3, certified.Length);
        Assert.Contains(certified, row => row.Level(0) == 0.1);
        Assert.Contains(certified, row => row.Level(0) == 0.05);
    }

    [Fact]
    public void A_call_and_a_person_may_cost_nothing_but_not_less()
    {
        foreach (string field in new[] { "costs.modelCall", "costs.person" })
        {
            Assert.NotNull(TwoThresholdCertificate.Parse(Edit(field, 0.0)));
            Assert.Equal(field, Assert.Throws<CertificateFormatException>(() => TwoThresholdCertificate.Parse(Edit(field, -1e-9))).Field);
        }
    }

    [Fact]
    public void An_expired_certificate_says_so_and_its_thresholds_carry_the_date()
    {
        var options = new TwoThresholdOptions(Costs) { MaxRisk = 0.15, Expires = DateTimeOffset.UnixEpoch, Seed = 5 };
        TwoThresholdCertificate certificate = Run(options).Certificate!;
        Assert.Equal("expires", Assert.Single(certificate.Verify(DateTimeOffset.UnixEpoch).Differences).Field);
        Assert.True(certificate.Verify(DateTimeOffset.UnixEpoch.AddTicks(-1)).Agrees);
        Assert.Equal(DateTimeOffset.UnixEpoch, certificate.ToModelThreshold().Expires);
        Assert.Equal(DateTimeOffset.UnixEpoch, TwoThresholdCertificate.Parse(certificate.ToJson()).Expires);
    }

    [Fact]
    public void A_graph_survives_a_failure_that_stops_the_learned_order()
    {
        // What the choosing items rank first is wrong on the testing items: an order learned on one day, tested on another.
        (double[] scores, double[] act, double[] model) = Draw(3_000, 23);
        var options = new TwoThresholdOptions(Costs) { MaxActedRisk = 0.1, MaxPersonRate = 0.5, MaxModelRate = 0.6, Seed = 5, Grid = ThresholdGrid.Even(0.0, 1.0, 21) };
        int[] testing = CalibrationSplit.Random(3_000, 0.3, 5).Testing.ToArray();
        LearnThenTestResult<TwoThresholds> before = TwoThresholdCalibration.Calibrate(scores, act, model, options).Details;
        Assert.Equal(RiskVerdict.Certified, before.Verdict);
        int[] first = [.. testing.Where(i => scores[i] >= 0.95)];
        foreach (int i in first)
        {
            act[i] = 1.0;
        }

        TwoThresholdResult learned = TwoThresholdCalibration.Calibrate(scores, act, model, options);
        TwoThresholdResult graph = TwoThresholdCalibration.Calibrate(scores, act, model, new TwoThresholdOptions(Costs) { MaxActedRisk = 0.1, MaxPersonRate = 0.5, MaxModelRate = 0.6, Seed = 5, Grid = options.Grid, Procedure = TwoThresholdProcedure.Graphical, Chains = 4 });
        Assert.Equal(learned.Details.Rows.Select(row => row.PValue), graph.Details.Rows.Select(row => row.PValue));
        Assert.All(graph.Details.Certified, row => Assert.InRange(row.Level(0)!.Value, 0.0249, 0.1));
        Assert.All(graph.Details.Certified, row => Assert.True(row.PValue <= row.Level(0)));
    }

    [Fact]
    public void Risks_that_cannot_be_kept_say_which()
    {
        TwoThresholdResult none = Run(new TwoThresholdOptions(Costs) { MaxActedRisk = 0.1, MaxModelRisk = 0.01, Seed = 5 });
        Assert.Null(none.Certificate);
        Assert.Equal((RiskVerdict.RiskTooHigh, "model"), (none.Verdict, none.Details.BlockingRisk));
        Assert.Equal(none.Details.Message, none.Message);
        TwoThresholdResult together = Run(new TwoThresholdOptions(Costs) { MaxActedRisk = 0.1, MaxModelRate = 0.1, MaxPersonRate = 0.1, Seed = 5 });
        Assert.Equal(RiskVerdict.RisksIncompatible, together.Verdict);
    }

    [Fact]
    public void Equal_thresholds_are_pairs_unless_the_model_has_a_risk_to_keep()
    {
        Assert.Equal(40 * 41 / 2, Run(new TwoThresholdOptions(Costs) { MaxRisk = 0.2 }).Details.Rows.Count);
        Assert.Throws<ArgumentException>("options", () => Run(new TwoThresholdOptions(Costs) { MaxModelRisk = 0.2, Grid = ThresholdGrid.Of(0.5) }));
        Assert.Single(Run(new TwoThresholdOptions(Costs) { MaxRisk = 0.2, Grid = ThresholdGrid.Of(0.5) }).Details.Rows);
    }

    [Fact]
    [Trait("Row", "33")]
    public void Options_and_columns_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>("options", () => Run(new TwoThresholdOptions(Costs)));
        Assert.Throws<ArgumentNullException>("costs", () => new TwoThresholdOptions(null!));
        Assert.Throws<ArgumentNullException>("options", () => TwoThresholdCalibration.Calibrate([0.5, 0.6], [0.0, 0.0], [0.0, 0.0], null!));
        Assert.Throws<ArgumentException>("scores", () => TwoThresholdCalibration.Calibrate([0.5], [0.0], [0.0], Options));
        Assert.Throws<ArgumentException>("lossModel", () => TwoThresholdCalibration.Calibrate([0.5, 0.6], [0.0, 0.0], [0.5, 0.0], Options));
        Assert.Throws<ArgumentException>("lossAct", () => TwoThresholdCalibration.Calibrate([0.5, 0.6], [0.0], [0.0, 0.0], Options));
        Assert.Throws<ArgumentOutOfRangeException>("MaxActedRisk", () => new TwoThresholdOptions(Costs) { MaxActedRisk = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>("Chains", () => new TwoThresholdOptions(Costs) { Chains = 0 });
        Assert.Throws<ArgumentOutOfRangeException>("Procedure", () => new TwoThresholdOptions(Costs) { Procedure = (TwoThresholdProcedure)9 });
        Assert.Throws<ArgumentOutOfRangeException>("wrongAnswer", () => new TwoThresholdCosts(0.0, 1.0, 1.0));
        Assert.Throws<ArgumentOutOfRangeException>("person", () => new TwoThresholdCosts(1.0, 1.0, -1.0));
        Assert.Throws<ArgumentOutOfRangeException>("modelCall", () => new TwoThresholdCosts(1.0, double.NaN, 1.0));
    }

    private static (double[] Scores, double[] Act, double[] Model) Draw(int n, ulong seed)
    {
        // A confidence; acting errs with 0.5 (1 - s), the stronger model with 0.2 (1 - s) + 0.02.
        var random = new SplitMix64(seed);
        (double[] scores, double[] act, double[] model) = (new double[n], new double[n], new double[n]);
        for (int i = 0; i < n; i++)
        {
            scores[i] = random.NextUniform();
            act[i] = random.NextUniform() < 0.5 * (1.0 - scores[i]) ? 1.0 : 0.0;
            model[i] = random.NextUniform() < (0.2 * (1.0 - scores[i])) + 0.02 ? 1.0 : 0.0;
        }

        return (scores, act, model);
    }

    private static TwoThresholdOptions With(TwoThresholdProcedure procedure) => new(Costs)
    {
        MaxActedRisk = 0.1,
        MaxModelRisk = 0.15,
        MaxPersonRate = 0.3,
        MaxModelRate = 0.6,
        Seed = 5,
        Procedure = procedure,
    };

    private static TwoThresholdResult Run(TwoThresholdOptions options) => TwoThresholdCalibration.Calibrate(World.Scores, World.Act, World.Model, options);

    private static double Cost(TwoThresholds pair, int[] items) => items.Average(i => pair.Outcome(World.Scores[i]) switch
    {
        DecisionOutcome.Act => 20.0 * World.Act[i],
        DecisionOutcome.EscalateToModel => 1.0 + (20.0 * World.Model[i]),
        _ => 4.0,
    });

    private static string Edit(string field, object value)
    {
        JsonObject document = JsonNode.Parse(Run(Options).Certificate!.ToJson())!.AsObject();
        string[] path = field.Split('.');
        JsonNode parent = document;
        if (path.Length == 2)
        {
            int bracket = path[0].IndexOf('[', StringComparison.Ordinal);
            parent = bracket < 0 ? document[path[0]]! : document[path[0][..bracket]]![path[0][bracket + 1] - '0']!;
        }

        parent[path[^1]] = JsonValue.Create(value);
        return document.ToJsonString();
    }
}
