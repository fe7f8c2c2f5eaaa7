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
