using System.Text.Json.Nodes;
using Escalation.Calibration;
using Escalation.Calibration.RiskControl;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Calibration.RiskControl;

/// <summary>A person costs far more than any mistake here, so that nobody is asked: the lower threshold is the first of the grid.</summary>
public sealed class TwoThresholdVerifierTests
{
    private static readonly double[] Scores = Draw(3);
    private static readonly double[] Act = [.. Scores.Zip(Draw(4), (score, chance) => chance < 0.5 * (1.0 - score) ? 1.0 : 0.0)];
    private static readonly double[] Model = new double[1_000];

    [Fact]
    public void A_threshold_at_an_end_of_the_grid_is_one_of_its_thresholds()
    {
        TwoThresholdCertificate certificate = Certify();

        Assert.Equal(0.0, certificate.Thresholds.Low);
        Assert.True(certificate.Verify().Agrees, certificate.Verify().ToString());
        Assert.True(certificate.Verify(Scores, Act, Model).Agrees);
    }

    [Fact]
    public void Counts_that_were_edited_are_named_one_by_one()
    {
        JsonObject document = JsonNode.Parse(Certify().ToJson())!.AsObject();
        document["nModel"] = document["nModel"]!.GetValue<long>() - 1;
        document["nActed"] = document["nActed"]!.GetValue<long>() + 1;
        CertificateVerification verification = TwoThresholdCertificate.Parse(document.ToJsonString()).Verify(Scores, Act, Model);

        Assert.Contains(verification.Differences, static difference => difference.Field == "nModel");
        Assert.Contains(verification.Differences, static difference => difference.Field == "nActed");
        Assert.Contains(verification.Differences, static difference => difference.Field == "claims[0].trials");
    }

    [Fact]
    public void A_count_of_all_trials_is_a_count_and_certifies_nothing()
    {
        JsonObject document = JsonNode.Parse(Certify().ToJson())!.AsObject();
        JsonNode claim = document["claims"]!.AsArray()[0]!;
        claim["k"] = claim["trials"]!.GetValue<long>();
        CertificateVerification all = TwoThresholdCertificate.Parse(document.ToJsonString()).Verify();
        claim["k"] = claim["trials"]!.GetValue<long>() + 1;
        CertificateVerification more = TwoThresholdCertificate.Parse(document.ToJsonString()).Verify();

        Assert.Contains(all.Differences, static difference => difference.Field == "status");
        Assert.DoesNotContain(all.Differences, static difference => difference.Field == "claims[0].k");
        Assert.Contains(more.Differences, static difference => difference.Field == "claims[0].k");
    }

    /// <summary>What no other number of the document contradicts is told by the data.</summary>
    [Fact]
    public void Fields_that_fit_each_other_but_not_the_data_are_named_by_the_data()
    {
        AssertNamed("low", static json => json["low"] = 0.1);
        AssertNamed("high", static json => json["high"] = 0.8);
        AssertNamed("claims[0].k", static json => json["claims"]![0]!["k"] = json["claims"]![0]!["k"]!.GetValue<long>() + 1);
        Action<JsonObject> onePersonMore = static json => (json["n"], json["nPerson"]) = (json["n"]!.GetValue<long>() + 1, json["nPerson"]!.GetValue<long>() + 1);
        AssertNamed("n", onePersonMore);
        AssertNamed("nPerson", onePersonMore);

        static void AssertNamed(string field, Action<JsonObject> edit)
        {
            TwoThresholdCertificate edited = Edited(edit);
            Assert.DoesNotContain(edited.Verify().Differences, difference => difference.Field == field);
            Assert.Contains(edited.Verify(Scores, Act, Model).Differences, difference => difference.Field == field);
        }
    }

    [Fact]
    public void Fields_that_contradict_each_other_are_named_without_the_data()
    {
        Assert.StartsWith("low, high, n, nActed", Assert.Single(Certify().Verify().NotRecomputed), StringComparison.Ordinal);
        AssertNamed(new("nPerson", "1", "0"), static json => json["nPerson"] = 1);
        AssertNamed(new("grid", "its thresholds", "thresholds that include low and high"), static json => json["low"] = 0.05);
        AssertNamed(new("grid", "its thresholds", "thresholds that include low and high"), static json => json["high"] = 0.95);
        AssertNamed(new("chains", "3", "null"), static json => json["chains"] = 3);
        AssertNamed(new("chains", "null", "a number"), static json => json["procedure"] = "graphical");

        // Where no number of chains is given there is one, with all of delta.
        AssertNamed(new("level", "0.075", "from 0.1 to delta 0.1"), static json => (json["procedure"], json["level"]) = ("graphical", 0.075));
        Assert.DoesNotContain(Edited(static json => (json["procedure"], json["level"], json["chains"]) = ("graphical", 0.075, 2)).Verify().Differences, static difference => difference.Field is "level" or "chains");

        static void AssertNamed(CertificateDifference difference, Action<JsonObject> edit) => Assert.Contains(difference, Edited(edit).Verify().Differences);
    }

    [Fact]
    public void Another_grid_is_told_by_its_hash()
    {
        TwoThresholdCertificate certificate = Certify();
        Assert.True(certificate.Verify(Scores, Act, Model, ThresholdGrid.Even(0.0, 0.9, 10)).Agrees);
        Assert.Contains(certificate.Verify(Scores, Act, Model, ThresholdGrid.Even(0.0, 0.9, 19)).Differences, static difference => difference.Field == "grid.sha256");
    }

    /// <summary>How many items went to the model and to a person stands in the document twice.</summary>
    [Fact]
    public void Rates_are_compared_with_the_counts_of_the_same_document()
    {
        TwoThresholdCertificate certificate = Certify(maxModelRate: 0.95, maxPersonRate: 0.5);
        Assert.True(certificate.ModelCount > certificate.PersonCount);
        Assert.True(certificate.Verify().Agrees, certificate.Verify().ToString());
        for (int i = 0; i < certificate.Claims.Count; i++)
        {
            JsonObject document = JsonNode.Parse(certificate.ToJson())!.AsObject();
            JsonNode claim = document["claims"]!.AsArray()[i]!;
            claim["k"] = claim["k"]!.GetValue<long>() + 1;
            bool isRate = certificate.Claims[i].Risk is TwoThresholdRisk.ModelRate or TwoThresholdRisk.PersonRate;

            Assert.Equal(isRate, TwoThresholdCertificate.Parse(document.ToJsonString()).Verify().Differences.Any(difference => difference.Field == $"claims[{i}].k"));
        }
    }

    private static TwoThresholdCertificate Edited(Action<JsonObject> edit)
    {
        JsonObject document = JsonNode.Parse(Certify().ToJson())!.AsObject();
        edit(document);
        return TwoThresholdCertificate.Parse(document.ToJsonString());
    }

    private static TwoThresholdCertificate Certify(double? maxModelRate = null, double? maxPersonRate = null) => TwoThresholdCalibration.Calibrate(
        Scores,
        Act,
        Model,
        new TwoThresholdOptions(new TwoThresholdCosts(wrongAnswer: 20.0, modelCall: 1.0, person: 1_000.0)) { MaxActedRisk = 0.4, MaxModelRate = maxModelRate, MaxPersonRate = maxPersonRate, Grid = ThresholdGrid.Even(0.0, 0.9, 10), Seed = 5 }).Certificate!;

    private static double[] Draw(ulong seed)
    {
        var random = new SplitMix64(seed);
        return [.. Enumerable.Range(0, 1_000).Select(_ => random.NextUniform())];
    }
}
