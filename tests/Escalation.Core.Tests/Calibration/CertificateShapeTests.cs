using System.Text.Json.Nodes;
using Escalation.Calibration;
using Escalation.Calibration.Grouping;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Calibration;

/// <summary>Which fields a certificate of each kind has, and how they bound each other.</summary>
public sealed class CertificateShapeTests
{
    private static readonly Certificate Budget = Certificates.Budget();
    private static readonly Certificate Risk = Certificates.Risk().Certificate;

    [Fact]
    public void One_item_drawn_from_each_cluster_is_counted_exactly_with_its_seed()
    {
        Certificate drawn = Certificates.Mutate(Budget, document => (document["unit"], document["clusters"], document["seed"]) = ("cluster", 500, 7));
        Assert.Equal((CertificateUnit.Cluster, 500L, 500L), (drawn.Unit, drawn.Clusters, drawn.Trials));
        Assert.Empty(CertificateVerifier.Verify(drawn).Differences);
        Assert.Contains("136 of 500 calibration items delegated from 500 clusters", drawn.Description, StringComparison.Ordinal);
        Assert.Equal("clusters", Fault(Budget, document => (document["unit"], document["clusters"], document["seed"]) = ("cluster", 499, 7)));
        Assert.Equal("seed", Fault(Budget, document => (document["unit"], document["clusters"]) = ("cluster", 500)));
    }

    [Fact]
    public void Means_of_clusters_are_tested_by_their_sum_with_one_trial_a_cluster()
    {
        double p = HoeffdingBentkus.PValue(12.5, 100, 0.3);
        Certificate means = Certificates.Mutate(Budget, document =>
        {
            (document["unit"], document["clusters"], document["method"], document["lossSum"]) = ("cluster", 100, "hb", 12.5);
            (document["pValue"], document["upperBound"]) = (p, HoeffdingBentkus.Upper(12.5, 100, 0.1));
        });
        Assert.Equal(100, means.Trials);
        Assert.Empty(CertificateVerifier.Verify(means).Differences);
        Assert.Equal("lossSum", Fault(means, document => document["lossSum"] = null));
        Assert.Equal("lossSum", Fault(means, document => document["lossSum"] = 100.5));
        Assert.Equal("clusters", Fault(means, document => document["clusters"] = 501));
        Assert.Equal("seed", Fault(means, document => document["method"] = "wsr"));
    }

    [Fact]
    public void A_budget_beside_means_of_clusters_is_refused_and_so_is_a_budget_beside_a_budget()
    {
        JsonNode claim = JsonNode.Parse(Certificates.Joint().ToJson())!["budget"]!;
        Assert.Equal("budget", Fault(Budget, document => document["budget"] = claim.DeepClone()));
        Assert.Equal("budget", Fault(Certificates.Joint(), document => (document["unit"], document["clusters"], document["method"], document["lossSum"]) = ("cluster", 100, "hb", 5.0)));
        Assert.Equal("budget.k", Fault(Certificates.Joint(), document => document["budget"]!["k"] = 501));
    }

    [Fact]
    public void Forced_escalations_are_never_among_the_acted_items()
    {
        JsonObject Claim(int forced) => new() { ["fingerprint"] = new string('0', 64), ["forced"] = forced };
        Certificate whole = Certificates.Worded(Certificates.Mutate(Budget, document => (document["scope"], document["policy"]) = ("policy", Claim(136))));
        Assert.Empty(CertificateVerifier.Verify(whole).Differences);
        Assert.Equal("policy.forced", Fault(Budget, document => (document["scope"], document["policy"]) = ("policy", Claim(137))));
        Assert.Equal("policy.forced", Fault(Budget, document => (document["scope"], document["policy"]) = ("policy", Claim(-1))));
    }

    [Fact]
    public void One_item_may_be_enough_alone_or_as_a_cluster()
    {
        var options = new DelegationBudgetOptions(0.9, 0.2);
        Certificate item = Assert.IsType<Certified>(DelegationBudget.Calibrate([0.5], options)).Certificate;
        Assert.Equal((1L, 0L), (item.N, item.K));
        Assert.Empty(CertificateVerifier.Verify(item, [0.5]).Differences);
        Certificate cluster = Assert.IsType<Certified>(ClusterCalibration.CalibrateBudget(["a"], [0.5], options, new ClusterOptions(ClusterMethod.OnePerCluster))).Certificate;
        Assert.Equal(1L, cluster.Clusters);
        Assert.Empty(ClusterVerifier.VerifyBudget(cluster, ["a"], [0.5]).Differences);
    }

    [Fact]
    public void A_risk_over_all_items_has_all_items_as_trials_and_either_direction()
    {
        double p = BinomialTail.Lower(8, 500, 0.1);
        Certificate all = Certificates.Mutate(Risk, document =>
        {
            (document["riskOf"], document["pValue"], document["upperBound"], document["empiricalRisk"]) = ("all", p, ClopperPearson.Upper(8, 500, 0.05), 8.0 / 500);
            (document["direction"], document["comparison"], document["rule"]) = ("higherDelegates", ">", "delegate when score > 0.6857657657657658");
        });
        Assert.Equal(500, all.Trials);
        Assert.Empty(CertificateVerifier.Verify(all).Differences);
        Assert.Contains(CertificateVerifier.Verify(Certificates.Mutate(all, document => (document["riskOf"], document["empiricalRisk"]) = ("acted", 8.0 / 147))).Differences, difference => difference.Field == "direction");
    }

    [Fact]
    public void An_empirical_risk_belongs_to_a_risk_and_the_refusal_says_so()
    {
        Assert.EndsWith("for a risk.", Refused(Risk, document => document["empiricalRisk"] = null), StringComparison.Ordinal);
        Assert.EndsWith("for a budget.", Refused(Budget, document => document["empiricalRisk"] = 0.1), StringComparison.Ordinal);

        static string Refused(Certificate certificate, Action<JsonObject> edit)
        {
            JsonObject document = JsonNode.Parse(certificate.ToJson())!.AsObject();
            edit(document);
            CertificateFormatException error = Assert.Throws<CertificateFormatException>(() => Certificate.Parse(document.ToJsonString()));
            Assert.Equal("empiricalRisk", error.Field);
            return error.Message;
        }
    }

    [Fact]
    public void The_sum_of_losses_is_at_most_the_items_with_any_loss()
    {
        Assert.Equal("lossSum", Fault(Risk, document => (document["method"], document["lossSum"]) = ("hb", 8.5)));
        Assert.Equal("lossSum", Fault(Risk, document => document["lossSum"] = 7.5));
        Assert.Null(FaultOrNull(Risk, document => (document["method"], document["lossSum"]) = ("hb", 8.0)));
    }

    /// <summary>A certificate that this process itself put together wrongly is a difference, not an exception.</summary>
    [Fact]
    public void An_unsound_shape_never_becomes_a_threshold()
    {
        var unsound = new Certificate
        {
            Threshold = 0.5,
            Direction = Budget.Direction,
            Comparison = Budget.Comparison,
            Rule = "delegate when score > 0.5",
            ScoreId = "score",
            RiskOf = null,
            Alpha = 0.3,
            Delta = 0.1,
            N = 10,
            K = 11,
            ActedCount = 0,
            PValue = 0.01,
            Procedure = CertificateProcedure.MultiStart,
            Level = 0.1,
            HypothesesTested = 1,
            EmpiricalRate = 1.0,
            UpperBound = 0.2,
            DataSha256 = Budget.DataSha256,
            Assumptions = ["none"],
            Library = "test",
        };
        Assert.Equal("k", Assert.Single(CertificateVerifier.Verify(unsound).Differences).Field);
        Assert.Throws<InvalidOperationException>(() => unsound.ToThreshold());
    }

    private static string Fault(Certificate certificate, Action<JsonObject> edit) =>
        FaultOrNull(certificate, edit) ?? throw new InvalidOperationException("The edit was not refused.");

    private static string? FaultOrNull(Certificate certificate, Action<JsonObject> edit)
    {
        JsonObject document = JsonNode.Parse(certificate.ToJson())!.AsObject();
        edit(document);
        try
        {
            Certificate.Parse(document.ToJsonString());
            return null;
        }
        catch (CertificateFormatException exception)
        {
            return exception.Field;
        }
    }
}
