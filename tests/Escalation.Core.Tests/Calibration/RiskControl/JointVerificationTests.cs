using System.Text.Json.Nodes;
using Escalation.Calibration;

namespace Escalation.Core.Tests.Calibration.RiskControl;

public sealed class JointVerificationTests
{
    private static readonly JointWorld World = JointWorld.Rising(1_000, 31);
    private static readonly Certificate Certificate = Certify(new JointCalibrationOptions(0.6, 0.1, 10.0) { Seed = 12 });

    [Fact]
    public void A_fresh_certificate_survives_the_round_trip_and_agrees_with_its_data()
    {
        Certificate parsed = Certificate.Parse(Certificate.ToJson());
        Assert.Equal(Certificate.Choice, parsed.Choice);
        Assert.Equal(Certificate.Budget, parsed.Budget);
        Assert.Equal(Certificate.CertificateId, parsed.CertificateId);
        CertificateVerification verification = Verify(parsed);
        Assert.True(verification.Agrees, verification.ToString());
        Assert.Empty(verification.NotRecomputed);
        Assert.True(CertificateVerifier.Verify(parsed).Agrees);
    }

    [Theory]
    [InlineData("threshold")]
    [InlineData("n")]
    [InlineData("k")]
    [InlineData("nActed")]
    [InlineData("hypothesesTested")]
    [InlineData("dataSha256")]
    [InlineData("budget.k")]
    [InlineData("choice.items")]
    [InlineData("choice.expectedCost")]
    public void An_edited_number_is_named_even_when_the_id_was_made_to_fit(string field)
    {
        Certificate forged = Certificates.Mutate(Certificate, document =>
        {
            string[] path = field.Split('.');
            JsonObject parent = path.Length == 1 ? document : document[path[0]]!.AsObject();
            parent[path[^1]] = field switch
            {
                "dataSha256" => new string('0', 64),
                "threshold" => 0.5,
                "choice.expectedCost" => parent[path[^1]]!.GetValue<double>() + 0.01,
                _ => parent[path[^1]]!.GetValue<long>() + 1,
            };
        });
        Assert.Contains(Verify(forged).Differences, difference => difference.Field == field);
    }

    /// <summary>The stated grid is no even one then, and the test is repeated over the range of the items that chose.</summary>
    [Theory]
    [InlineData("hypothesesTested")]
    [InlineData("budget.k")]
    [InlineData("choice.expectedCost")]
    public void A_number_edited_together_with_the_size_of_the_grid_is_named_too(string field)
    {
        Certificate forged = Certificates.Mutate(Certificate, document =>
        {
            string[] path = field.Split('.');
            JsonObject parent = path.Length == 1 ? document : document[path[0]]!.AsObject();
            parent[path[^1]] = JsonValue.Create(field == "choice.expectedCost" ? parent[path[^1]]!.GetValue<double>() + 0.01 : parent[path[^1]]!.GetValue<long>() + 1);
            document["grid"]!["count"] = document["grid"]!["count"]!.GetValue<int>() + 1;
        });
        CertificateVerification verification = Verify(forged);
        Assert.Empty(verification.NotRecomputed);
        Assert.Contains(verification.Differences, static difference => difference.Field == "grid.count");
        Assert.Contains(verification.Differences, difference => difference.Field == field);
    }

    /// <summary>What the document determines by itself is checked beside what the data do.</summary>
    [Fact]
    public void Fields_that_the_data_do_not_give_are_checked_among_themselves()
    {
        Assert.Contains(Verify(Certificates.Mutate(Certificate, static document => document["rule"] = "act always")).Differences, static difference => difference.Field == "rule");
        Assert.Contains(Verify(Certificates.Mutate(Certificate, static document => document["comparison"] = "<")).Differences, static difference => difference.Field == "comparison");
        string resealed = Certificates.Edit(Certificate.ToJson(), Certificate.CertificateId, new string('0', Certificate.CertificateId.Length));
        Assert.Equal("certificateId", Assert.Single(Verify(Certificate.Parse(resealed)).Differences).Field);
    }

    [Theory]
    [InlineData("seed", 13)]
    [InlineData("choice.share", 0.4)]
    [InlineData("choice.costRatio", 0.01)]
    [InlineData("start", "floor")]
    public void What_the_choice_rests_on_cannot_be_edited_unnoticed(string field, object value)
    {
        Certificate forged = Certificates.Mutate(Certificate, document =>
        {
            string[] path = field.Split('.');
            JsonObject parent = path.Length == 1 ? document : document[path[0]]!.AsObject();
            parent[path[^1]] = JsonValue.Create(value);
        });
        CertificateVerification verification = Verify(forged);

        // The start only bounds the chain from below here, where the budget begins later, so that one changes nothing that is certified.
        Assert.Equal(field == "start", verification.Agrees);
    }

    [Fact]
    public void Another_column_is_another_fingerprint()
    {
        double[] edited = [.. World.LossEscalate];
        edited[7] = 1.0 - edited[7];
        Assert.Contains(CertificateVerifier.Verify(Certificate, World.Scores, World.LossAct, edited).Differences, difference => difference.Field == "dataSha256");
        string joint = CalibrationData.Sha256(World.Scores, World.LossAct, World.LossEscalate);
        Assert.Equal(Certificate.DataSha256, joint);
        Assert.NotEqual(joint, CalibrationData.Sha256(World.Scores, World.LossAct));
        Assert.Equal(CalibrationData.Sha256([0.25, 1.0], [0, 1], [1, 0]), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("0.25,0,1\n1,1,0\n"u8)));
    }

    [Fact]
    public void A_grid_of_ones_own_is_needed_again_to_repeat_the_test()
    {
        var grid = ThresholdGrid.Of([.. Enumerable.Range(1, 60).Select(i => Math.Sqrt(i / 60.0))]);
        Certificate certificate = Certify(new JointCalibrationOptions(0.6, 0.1, 10.0) { Grid = grid });
        Assert.Contains("grid itself", Assert.Single(Verify(certificate).NotRecomputed), StringComparison.Ordinal);
        CertificateVerification verification = CertificateVerifier.Verify(certificate, World.Scores, World.LossAct, World.LossEscalate, grid);
        Assert.True(verification.Agrees, verification.ToString());
        Assert.Empty(verification.NotRecomputed);
        ThresholdGrid other = ThresholdGrid.Even(0.0, 1.0, 60);
        Assert.Contains(CertificateVerifier.Verify(certificate, World.Scores, World.LossAct, World.LossEscalate, other).Differences, difference => difference.Field == "grid.sha256");
    }

    [Fact]
    public void Joint_and_single_certificates_ask_for_their_own_columns()
    {
        Assert.Throws<ArgumentException>("certificate", () => CertificateVerifier.Verify(Certificate, World.Scores, World.LossAct));
        Assert.Throws<ArgumentException>("certificate", () => CertificateVerifier.Verify(Certificate, World.Scores));
        Assert.Throws<ArgumentException>("certificate", () => CertificateVerifier.Verify(Certificates.Budget(), World.Scores, World.LossAct, World.LossEscalate));
    }

    [Fact]
    public void A_choice_without_the_seed_of_its_split_is_no_certificate()
    {
        JsonObject document = JsonNode.Parse(Certificate.ToJson())!.AsObject();
        document["seed"] = null;
        Assert.Equal("seed", Assert.Throws<CertificateFormatException>(() => Certificate.Parse(document.ToJsonString())).Field);
        document["seed"] = 12;
        document["choice"]!["costRatio"] = 0;
        Assert.Equal("choice.costRatio", Assert.Throws<CertificateFormatException>(() => Certificate.Parse(document.ToJsonString())).Field);
        document["choice"]!["costRatio"] = 10;
        document["choice"]!["extra"] = 1;
        Assert.Equal("choice.extra", Assert.Throws<CertificateFormatException>(() => Certificate.Parse(document.ToJsonString())).Field);
    }

    [Fact]
    public void An_expired_joint_certificate_says_so()
    {
        Certificate certificate = Certify(new JointCalibrationOptions(0.6, 0.1, 10.0) { Expires = DateTimeOffset.UnixEpoch });
        Assert.Contains(CertificateVerifier.Verify(certificate, World.Scores, World.LossAct, World.LossEscalate, now: DateTimeOffset.UnixEpoch).Differences, difference => difference.Field == "expires");
    }

    private static CertificateVerification Verify(Certificate certificate) => CertificateVerifier.Verify(certificate, World.Scores, World.LossAct, World.LossEscalate);

    private static Certificate Certify(JointCalibrationOptions options) =>
        Assert.IsType<Certified>(JointCalibration.Calibrate(World.Scores, World.LossAct, World.LossEscalate, options)).Certificate;
}
