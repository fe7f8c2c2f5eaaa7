using System.Text.Json;
using System.Text.Json.Nodes;
using Escalation.Calibration;
using Escalation.Calibration.Counting;
using Escalation.Calibration.Grouping;
using Escalation.Decisions;

namespace Escalation.Core.Tests.Calibration.Grouping;

/// <summary>Certificates over clusters and weighted items are recomputed from their data.</summary>
public sealed class GroupingVerificationTests
{
    /// <summary>Names and dates that nothing determines: only a signature could tell.</summary>
    private static readonly string[] Labels = ["scoreId", "library", "expires", "certificateId", "schema", "group"];

    /// <summary>What the user asked for: an edit of it shows in the numbers that follow from it.</summary>
    private static readonly string[] Requests = ["alpha", "delta", "seed", "start", "starts", "method", "procedure", "direction", "scope", "unit", "riskOf", "grid", "status"];

    [Fact]
    public void Each_kind_is_recomputed_to_the_last_field()
    {
        foreach (GroupingGallery kind in GroupingGallery.All)
        {
            Certificate read = Certificate.Parse(kind.Certificate.ToJson());
            CertificateVerification verification = kind.Verify(read);
            Assert.True(verification.Agrees, $"{kind.Name}: {verification}");
            Assert.True(verification.NotRecomputed.Count == 0, $"{kind.Name}: {string.Join(" ", verification.NotRecomputed)}");
            Assert.Equal(kind.Certificate.CertificateId, read.ToThreshold().Origin.CertificateId);
        }
    }

    [Fact]
    public void Every_edited_field_of_each_kind_is_named_although_the_id_fits_again()
    {
        int starts = 0;
        foreach (GroupingGallery kind in GroupingGallery.All)
        {
            string document = kind.Certificate.ToJson();
            foreach (string field in JsonNode.Parse(document)!.AsObject().Select(static property => property.Key).Except(Labels).Where(static name => name != "assumptions"))
            {
                Certificate edited;
                try
                {
                    edited = Certificates.Mutate(kind.Certificate, json => json[field] = Changed(field, json[field]));
                }
                catch (CertificateFormatException exception)
                {
                    Assert.True(Requests.Contains(field) || field == "choice" || exception.Message.Contains(field, StringComparison.Ordinal), $"{kind.Name}, {field}: {exception.Message}");
                    continue;
                }

                CertificateVerification verification = kind.Verify(edited);
                if (field == "grid" && verification.NotRecomputed.Any(static sentence => sentence.Contains("grid.sha256", StringComparison.Ordinal)))
                {
                    // A grid that is not even is known by its hash alone; the answer says that it was not recomputed.
                    continue;
                }

                bool named = verification.Differences.Any(difference => difference.Field == field || difference.Field.StartsWith(field + ".", StringComparison.Ordinal));
                starts += field == "start" && !verification.Agrees ? 1 : 0;
                // Another start may give the same certificate to the last digit, which is then no less true.
                Assert.True(field == "start" || (!verification.Agrees && (named || Requests.Contains(field))), $"{kind.Name}, {field}: {verification}");
            }
        }

        Assert.InRange(starts, 4, GroupingGallery.All.Count);
    }

    /// <summary>A document cannot be taken for one of another kind by what it says of itself.</summary>
    [Fact]
    public void Every_sentence_of_the_assumptions_is_compared()
    {
        foreach (GroupingGallery kind in GroupingGallery.All)
        {
            for (int i = 0; i < kind.Certificate.Assumptions.Count; i++)
            {
                if (CertificateAssumptions.IsOfGrid(kind.Certificate.Assumptions[i]))
                {
                    continue;
                }

                int at = i;
                AssertNamed(kind, json => json["assumptions"]![at] = "All is well.", $"with another sentence {i}");
            }
        }

        static void AssertNamed(GroupingGallery kind, Action<JsonObject> edit, string what)
        {
            Certificate edited = Certificates.Mutate(kind.Certificate, edit);
            try
            {
                CertificateVerification verification = kind.Verify(edited);
                Assert.True(verification.Differences.Any(static difference => difference.Field == "assumptions"), $"{kind.Name} {what}: {verification}");
            }
            catch (ArgumentException exception)
            {
                // Without the sentence on weights it is no longer a certificate of weights at all.
                Assert.Contains("does not say that its items were weighted", exception.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Other_data_clusters_weights_and_grids_are_noticed()
    {
        ClusterData data = GroupingGallery.Data;
        foreach (GroupingGallery kind in GroupingGallery.All.Where(static kind => kind.Certificate.Clusters is not null && !kind.Name.EndsWith("betting", StringComparison.Ordinal)))
        {
            ThresholdGrid? grid = kind.Certificate.Grid == GroupingGallery.Own.Summary ? GroupingGallery.Own : null;
            string[] renamed = [.. data.Clusters.Select(static name => $"conversation {name}")];
            Assert.True(GroupingGallery.VerifyWith(kind.Certificate, renamed, grid).Agrees, kind.Name);
            string[] moved = [.. data.Clusters];
            moved[3] = "another";
            CertificateDifference named = GroupingGallery.VerifyWith(kind.Certificate, moved, grid).Differences.Single(static difference => difference.Field == "assumptions");
            Assert.Equal("no such sentence", named.Stated);
            Assert.Contains("Which item belongs to which cluster", named.Recomputed, StringComparison.Ordinal);
            CertificateVerification onAnother = GroupingGallery.VerifyWith(kind.Certificate, data.Clusters, ThresholdGrid.Of(0.1, 0.5));
            Assert.Equal(kind.Certificate.Grid is not null, onAnother.Differences.Any(static difference => difference.Field == "grid.sha256"));
        }

        GroupingGallery weighted = GroupingGallery.All.First(static kind => WeightedVerifier.IsWeighted(kind.Certificate));
        double[] others = [.. GroupingGallery.Weights];
        others[0] = 0.25;
        string[] fields = [.. WeightedVerifier.VerifyRisk(weighted.Certificate, data.Scores, data.Losses, others).Differences.Select(static difference => difference.Field)];
        Assert.Contains("assumptions", fields);
        Certificate unrepeatable = Certificates.Mutate(weighted.Certificate, static json => json["riskOf"] = "all");
        AssertSentence(WeightedVerifier.VerifyRisk(unrepeatable, data.Scores, data.Losses, others));
        GroupingGallery budget = GroupingGallery.All.First(static kind => WeightedVerifier.IsWeighted(kind.Certificate) && kind.Certificate.RiskOf is null);
        AssertSentence(WeightedVerifier.VerifyBudget(budget.Certificate, data.Scores, others));
        Assert.Contains("dataSha256", WeightedVerifier.VerifyRisk(weighted.Certificate, data.Scores, [1.0 - data.Losses[0], .. data.Losses[1..]], GroupingGallery.Weights).Differences.Select(static difference => difference.Field));

        // Other weights are named by their own sentence, also where nothing else can be repeated.
        void AssertSentence(CertificateVerification verification) =>
            Assert.Contains(new CertificateDifference("assumptions", "no such sentence", GroupingAssumptions.Weighted(others, 2.0)), verification.Differences);
    }

    /// <summary>Without the grid, what can be tested at the threshold alone is, and the rest is said.</summary>
    [Fact]
    public void A_grid_that_is_not_known_leaves_only_the_choice_open()
    {
        ClusterData data = GroupingGallery.Data;
        foreach (GroupingGallery kind in GroupingGallery.All.Where(static kind => kind.Certificate.Grid == GroupingGallery.Own.Summary))
        {
            CertificateVerification verification = WithoutGrid(kind.Certificate);
            Assert.True(verification.Agrees, $"{kind.Name}: {verification}");
            Assert.Contains(verification.NotRecomputed, static sentence => sentence.StartsWith("threshold, hypothesesTested, grid.sha256, grid.count, grid.first, grid.last:", StringComparison.Ordinal));
            Certificate edited = Certificates.Mutate(kind.Certificate, static json => json["k"] = json["k"]!.GetValue<long>() - 1);
            Assert.Contains(WithoutGrid(edited).Differences, static difference => difference.Field == "k");
        }

        CertificateVerification WithoutGrid(Certificate certificate) =>
            certificate.Clusters is not null ? GroupingGallery.VerifyWith(certificate, data.Clusters)
            : certificate.Purpose == ThresholdPurpose.Risk ? WeightedVerifier.VerifyRisk(certificate, data.Scores, data.Losses, GroupingGallery.Weights)
            : WeightedVerifier.VerifyBudget(certificate, data.Scores, GroupingGallery.Weights);
    }

    [Fact]
    public void A_draw_without_its_seed_differs()
    {
        foreach (GroupingGallery kind in GroupingGallery.All.Where(static kind => kind.Name.Contains("Hoeffding-Bentkus", StringComparison.Ordinal) && kind.Name.StartsWith("one per cluster", StringComparison.Ordinal)))
        {
            // Seed 0 draws, too: leaving the field out must not stand for it.
            Certificate edited = Certificates.Mutate(kind.Certificate, static json => json["seed"] = null);
            Assert.Contains(kind.Verify(edited).Differences, static difference => difference.Field == "seed");
        }
    }

    [Fact]
    public void The_plain_verifier_says_what_it_lacks()
    {
        ClusterData data = GroupingGallery.Data;
        foreach (GroupingGallery kind in GroupingGallery.All)
        {
            CertificateVerification verification = kind.Certificate.Purpose == ThresholdPurpose.Risk
                ? CertificateVerifier.Verify(kind.Certificate, data.Scores, data.Losses)
                : CertificateVerifier.Verify(kind.Certificate, data.Scores);
            string lacking = kind.Certificate.Clusters is null ? "the weight of each item is needed." : "the cluster of each item is needed.";
            Assert.True(
                verification.NotRecomputed.Any(sentence => sentence.EndsWith(lacking, StringComparison.Ordinal)) || verification.Differences.Any(static difference => difference.Field == "dataSha256"),
                kind.Name);
        }
    }

    /// <summary>Counts carry no weights: a budget of weighted items cannot be recomputed from them, although its grid and direction fit.</summary>
    [Fact]
    public void Counts_say_that_they_are_not_enough_for_weighted_items()
    {
        GroupingGallery weighted = GroupingGallery.All.Single(static kind => kind.Name == "weighted budget, betting");
        var counter = new ThresholdCounter(GroupingGallery.Own, ScoreDirection.HigherDelegates, CountedLosses.None);
        counter.Add(GroupingGallery.Data.Scores);

        CertificateVerification verification = CertificateVerifier.Verify(weighted.Certificate, counter.ToCounts());

        Assert.Contains("threshold, n, k, nActed, hypothesesTested: a certificate of this kind takes more than counts over a grid.", verification.NotRecomputed);
        Assert.DoesNotContain(verification.Differences, static difference => difference.Field is "pValue" or "lossSum" or "method");
    }

    [Fact]
    public void Certificates_of_other_kinds_are_refused()
    {
        ClusterData data = GroupingGallery.Data;
        (Certificate items, double[] scores, double[] losses) = Certificates.Risk();
        Certificate budget = GroupingGallery.All.First(static kind => kind.Certificate is { Clusters: not null, RiskOf: null }).Certificate;
        Certificate risk = GroupingGallery.All.First(static kind => kind.Certificate is { Clusters: not null, RiskOf: not null }).Certificate;
        string[] own = [.. scores.Select(static (_, i) => $"c{i}")];
        Assert.Contains("not one of clusters", Refused(() => ClusterVerifier.VerifyRisk(items, own, scores, losses)), StringComparison.Ordinal);
        Assert.Contains("without losses", Refused(() => ClusterVerifier.VerifyRisk(budget, data.Clusters, data.Scores, data.Losses)), StringComparison.Ordinal);
        Assert.Contains("needs the losses", Refused(() => ClusterVerifier.VerifyBudget(risk, data.Clusters, data.Scores)), StringComparison.Ordinal);
        Assert.Contains("clusters must have one name", Refused(() => ClusterVerifier.VerifyRisk(risk, data.Clusters.AsSpan(1), data.Scores, data.Losses)), StringComparison.Ordinal);
        Assert.Contains("weighted", Refused(() => WeightedVerifier.VerifyRisk(items, scores, losses, scores)), StringComparison.Ordinal);
        Assert.Contains("needs the losses", Refused(() => WeightedVerifier.VerifyBudget(items, scores, scores)), StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => ClusterVerifier.VerifyRisk(null!, own, scores, losses));
        Assert.Throws<ArgumentNullException>("certificate", () => ClusterVerifier.VerifyBudget(null!, own, scores));
        Assert.Throws<ArgumentNullException>("certificate", () => WeightedVerifier.IsWeighted(null!));
        Assert.Throws<ArgumentNullException>("certificate", () => WeightedVerifier.VerifyRisk(null!, scores, losses, scores));
        Assert.Throws<ArgumentNullException>("certificate", () => WeightedVerifier.VerifyBudget(null!, scores, scores));
        Assert.False(WeightedVerifier.IsWeighted(items));

        static string Refused(Action act) => Assert.Throws<ArgumentException>(act).Message;
    }

    [Fact]
    public void An_expired_certificate_differs()
    {
        ClusterData data = GroupingGallery.Data;
        var expires = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var options = new DelegationBudgetOptions(0.3) { Expires = expires };
        Certificate certificate = Assert.IsType<Certified>(ClusterCalibration.CalibrateBudget(data.Clusters, data.Scores, options, new ClusterOptions(ClusterMethod.OnePerCluster))).Certificate;
        Assert.Equal("expires", Assert.Single(ClusterVerifier.VerifyBudget(certificate, data.Clusters, data.Scores, now: expires).Differences).Field);
        Assert.True(ClusterVerifier.VerifyBudget(certificate, data.Clusters, data.Scores, now: expires.AddTicks(-1)).Agrees);
    }

    private static JsonNode? Changed(string field, JsonNode? value) => (field, value) switch
    {
        ("start", null) => "floor",
        ("policy", null) => new JsonObject { ["fingerprint"] = new string('a', 64), ["forced"] = 0 },
        ("budget", null) => new JsonObject { ["alpha"] = 0.9, ["level"] = 0.01, ["k"] = 1, ["pValue"] = 0.001, ["upperBound"] = 0.5 },
        ("choice", null) => new JsonObject { ["share"] = 0.3, ["items"] = 10, ["costRatio"] = 5.0, ["expectedCost"] = 0.2 },
        ("grid", null) => new JsonObject { ["count"] = 2, ["first"] = 0.0, ["last"] = 1.0, ["sha256"] = new string('a', 64) },
        ("riskOf", null) => "acted",
        (_, null) => 1,
        ("direction", _) => value.GetValue<string>() == "higherDelegates" ? "lowerDelegates" : "higherDelegates",
        ("start", _) => "strictest",
        ("method", _) => value.GetValue<string>() == "wsr" ? "hb" : "wsr",
        ("procedure", _) => value.GetValue<string>() == "bonferroni" ? "holm" : "bonferroni",
        ("unit", _) => value.GetValue<string>() == "item" ? "cluster" : "item",
        ("scope", _) => "policy",
        ("riskOf", _) => "all",
        ("assumptions", _) => new JsonArray([.. value.AsArray().Skip(1).Select(static sentence => sentence!.DeepClone())]),
        ("grid", _) => new JsonObject(value.AsObject().Select(static member => KeyValuePair.Create(member.Key, member.Key == "sha256" ? (JsonNode?)new string('a', 64) : member.Value?.DeepClone()))),
        ("seed" or "n" or "k" or "nActed" or "clusters" or "starts" or "hypothesesTested", _) => value.GetValue<long>() + 1,
        _ when value.GetValueKind() == JsonValueKind.Number => value.GetValue<double>() * 0.999,
        ("dataSha256", _) => new string('a', 64),
        _ => value.GetValue<string>() + "x",
    };
}
