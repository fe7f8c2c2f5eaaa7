using System.Text;
using Escalation.Calibration;

namespace Escalation.Core.Tests.Calibration;

public sealed class CertificateParserTests
{
    private static readonly string Budget = Certificates.Budget().ToJson();
    private static readonly string Risk = Certificates.Risk().Certificate.ToJson();

    [Theory]
    [Trait("Row", "74")]
    [InlineData("\"alpha\": 0.3", "\"alpha\": 1e400", "alpha")]
    [InlineData("\"alpha\": 0.3", "\"alpha\": -1e400", "alpha")]
    [InlineData("\"alpha\": 0.3", "\"alpha\": 0", "alpha")]
    [InlineData("\"alpha\": 0.3", "\"alpha\": 1", "alpha")]
    [InlineData("\"alpha\": 0.3", "\"alpha\": \"0.3\"", "alpha")]
    [InlineData("\"alpha\": 0.3", "\"alpha\": null", "alpha")]
    [InlineData("\"alpha\": 0.3", "\"Alpha\": 0.3", "alpha")]
    [InlineData("\"alpha\": 0.3", "\"alpha\": 0.3, \"alpha\": 0.3", "alpha")]
    [InlineData("\"alpha\": 0.3", "\"alpha\": 0.3, \"\\u0061lpha\": 0.4", "alpha")]
    [InlineData("\"alpha\": 0.3,", "", "alpha")]
    [InlineData("\"delta\": 0.1", "\"delta\": 1.5", "delta")]
    [InlineData("\"threshold\": 0.728", "\"threshold\": 1e999", "threshold")]
    [InlineData("\"threshold\": 0.728,", "", "threshold")]
    [InlineData("\"n\": 500", "\"n\": 0", "n")]
    [InlineData("\"n\": 500", "\"n\": 500.0", "n")]
    [InlineData("\"n\": 500", "\"n\": 5000000000000", "n")]
    [InlineData("\"n\": 500", "\"n\": 9223372036854775808", "n")]
    [InlineData("\"k\": 136", "\"k\": -1", "k")]
    [InlineData("\"k\": 136", "\"k\": 501", "k")]
    [InlineData("\"nActed\": 364", "\"nActed\": 501", "nActed")]
    [InlineData("\"pValue\": ", "\"pValue\": 2", "pValue")]
    [InlineData("\"hypothesesTested\": 1", "\"hypothesesTested\": 0", "hypothesesTested")]
    [InlineData("\"empiricalRisk\": null", "\"empiricalRisk\": 0.1", "empiricalRisk")]
    [InlineData("\"start\": null", "\"start\": \"floor\"", "start")]
    [InlineData("\"grid\": null", "\"grid\": []", "grid")]
    [InlineData("escalation-certificate/2", "escalation-certificate/1", "schema")]
    [InlineData("escalation-certificate/2", "escalation-certificate/3", "schema")]
    [InlineData("escalation-certificate/2", "Escalation-certificate/2", "schema")]
    [InlineData("\"group\": null", "\"group\": \"\"", "group")]
    [InlineData("\"scope\": \"rule\"", "\"scope\": \"policy\"", "policy")]
    [InlineData("\"scope\": \"rule\"", "\"scope\": \"all\"", "scope")]
    [InlineData("\"policy\": null", "\"policy\": {\"fingerprint\": \"abc\", \"forced\": 0}", "policy.fingerprint")]
    [InlineData("\"unit\": \"item\"", "\"unit\": \"cluster\"", "clusters")]
    [InlineData("\"unit\": \"item\"", "\"unit\": \"turn\"", "unit")]
    [InlineData("\"clusters\": null", "\"clusters\": 500", "clusters")]
    [InlineData("\"clusters\": null", "\"clusters\": 0", "clusters")]
    [InlineData("\"riskOf\": null", "\"riskOf\": \"all\"", "empiricalRisk")]
    [InlineData("\"riskOf\": null", "\"riskOf\": \"some\"", "riskOf")]
    [InlineData("\"lossSum\": null", "\"lossSum\": 12.5", "lossSum")]
    [InlineData("\"lossSum\": null", "\"lossSum\": -1", "lossSum")]
    [InlineData("\"method\": \"exact\"", "\"method\": \"hb\"", "method")]
    [InlineData("\"starts\": null", "\"starts\": 5", "starts")]
    [InlineData("\"level\": 0.1", "\"level\": 0", "level")]
    [InlineData("\"level\": 0.1,", "", "level")]
    [InlineData("\"budget\": null", "\"budget\": {\"alpha\": 0.3, \"level\": 0.05, \"k\": 136, \"pValue\": 0.04, \"upperBound\": 0.3}", "budget")]
    [InlineData("\"budget\": null", "\"budget\": {\"alpha\": 0.3, \"level\": 0.05, \"k\": 136, \"pValue\": 0.04}", "budget.upperBound")]
    [InlineData("\"budget\": null", "\"budget\": {\"alpha\": 0.3, \"level\": 0.05, \"k\": 136, \"pValue\": 0.04, \"upperBound\": 1.5}", "budget.upperBound")]
    [InlineData("\"budget\": null", "\"budget\": {\"alpha\": 0.3, \"level\": 0.05, \"k\": 136, \"pValue\": 1.5, \"upperBound\": 0.3}", "budget.pValue")]
    [InlineData("\"seed\": null", "\"seed\": 9007199254740992", "seed")]
    [InlineData("\"seed\": null", "\"seed\": -1", "seed")]
    [InlineData("\"expires\": null", "\"expires\": \"2026-07-01\"", "expires")]
    [InlineData("\"expires\": null", "\"expires\": \"2026-07-01T00:00:00+02:00\"", "expires")]
    [InlineData("\"expires\": null", "\"expires\": \"2026-07-01T00:00:00.500Z\"", "expires")]
    [InlineData("\"expires\": null", "\"expires\": \"2026-02-30T00:00:00Z\"", "expires")]
    [InlineData("\"expires\": null", "\"expires\": 1767225600", "expires")]
    [InlineData("\"schema\"", "\"Schema\"", "schema")]
    [InlineData("\"status\": \"certified\"", "\"status\": \"riskTooHigh\"", "status")]
    [InlineData("\"method\": \"exact\"", "\"method\": \"clt\"", "method")]
    [InlineData("higherDelegates", "HigherDelegates", "direction")]
    [InlineData("order-statistic", "guess", "procedure")]
    [InlineData("\"dataSha256\": \"5d", "\"dataSha256\": \"5D", "dataSha256")]
    [InlineData("\"scoreId\": \"delegation_value\"", "\"scoreId\": \" \"", "scoreId")]
    [InlineData("\"library\"", "\"$type\": \"x\", \"library\"", "$type")]
    [InlineData("\"assumptions\": [", "\"assumptions\": [1,", "assumptions")]
    [InlineData("\"certificateId\": \"", "\"certificateId\": \"0", "certificateId")]
    public void A_malformed_field_is_named(string from, string to, string field)
    {
        CertificateFormatException error = Assert.Throws<CertificateFormatException>(() => Certificate.Parse(Certificates.Edit(Budget, from, to)));
        Assert.Equal(field, error.Field);
        Assert.Contains($"'{field}'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    /// <summary>A hostile document may hold anything: of a value at most forty characters are shown.</summary>
    [Fact]
    public void A_long_value_is_cut_short_in_the_message()
    {
        Assert.Contains($"\"{new string('a', 38)}\"", Message(38), StringComparison.Ordinal);
        Assert.Contains($"\"{new string('a', 39)}...", Message(39), StringComparison.Ordinal);

        static string Message(int length) =>
            Assert.Throws<CertificateFormatException>(() => Certificate.Parse(Certificates.Edit(Budget, "\"k\": 136", $"\"k\": \"{new string('a', length)}\""))).Message;
    }

    [Theory]
    [InlineData("\"count\": 1000", "\"count\": 0", "grid.count")]
    [InlineData("\"count\": 1000,", "", "grid.count")]
    [InlineData("\"count\": 1000", "\"count\": 1000, \"count\": 1000", "grid.count")]
    [InlineData("\"first\": 0", "\"first\": 1e400", "grid.first")]
    [InlineData("\"last\": 0.99", "\"last\": 0.99, \"more\": 1", "grid.more")]
    [InlineData("\"start\": \"2x\"", "\"start\": \"3x\"", "start")]
    [InlineData("\"start\": \"2x\"", "\"start\": null", "start")]
    [InlineData("\"k\": 8", "\"k\": 148", "k")]
    [InlineData("\"riskOf\": \"acted\"", "\"riskOf\": null", "empiricalRisk")]
    [InlineData("\"grid\": {", "\"grid\": null, \"more\": {", "more")]
    [InlineData("fixed-sequence", "order-statistic", "procedure")]
    [InlineData("fixed-sequence", "bonferroni", "start")]
    [InlineData("fixed-sequence", "multi-start", "starts")]
    [InlineData("\"method\": \"exact\"", "\"method\": \"wsr\"", "seed")]
    [InlineData("\"empiricalRate\": 0", "\"empiricalRate\": 1", "empiricalRate")]
    [InlineData("\"empiricalRate\": 0", "\"empiricalRate\": -0", "empiricalRate")]
    [InlineData("\"empiricalRisk\": 0", "\"empiricalRisk\": 1", "empiricalRisk")]
    [InlineData("\"empiricalRisk\": 0", "\"empiricalRisk\": -0", "empiricalRisk")]
    [InlineData("\"upperBound\": 0", "\"upperBound\": 1", "upperBound")]
    [InlineData("\"upperBound\": 0", "\"upperBound\": -0", "upperBound")]
    public void A_malformed_field_of_a_risk_is_named(string from, string to, string field)
    {
        CertificateFormatException error = Assert.Throws<CertificateFormatException>(() => Certificate.Parse(Certificates.Edit(Risk, from, to)));
        Assert.Equal(field, error.Field);
    }

    [Fact]
    public void A_part_that_a_word_announces_must_be_there_and_no_other()
    {
        string missing = Assert.Throws<CertificateFormatException>(() => Certificate.Parse(Certificates.Edit(Budget, "\"scope\": \"rule\"", "\"scope\": \"policy\""))).Message;
        Assert.Contains("must be given, as its 'scope' says", missing, StringComparison.Ordinal);
        string surplus = Assert.Throws<CertificateFormatException>(() => Certificate.Parse(Certificates.Edit(Budget, "\"clusters\": null", "\"clusters\": 500"))).Message;
        Assert.Contains("must be null, as its 'unit' says", surplus, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_json_is_said_in_the_words_of_the_reader_without_their_position()
    {
        CertificateFormatException error = Assert.Throws<CertificateFormatException>(() => Certificate.Parse("{\"schema\": oops}"));
        Assert.Contains("'o' is an invalid start of a value.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_of_version_one_is_told_to_calibrate_again_and_another_version_is_named()
    {
        string first = Assert.Throws<CertificateFormatException>(() => Certificate.Parse(Certificates.Edit(Budget, "escalation-certificate/2", "escalation-certificate/1"))).Message;
        Assert.Contains("earlier version", first, StringComparison.Ordinal);
        Assert.Contains("calibrate again", first, StringComparison.Ordinal);
        string later = Assert.Throws<CertificateFormatException>(() => Certificate.Parse(Certificates.Edit(Budget, "escalation-certificate/2", "escalation-certificate/7"))).Message;
        Assert.Contains("'escalation-certificate/7'", later, StringComparison.Ordinal);
        Assert.DoesNotContain("calibrate again", later, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Row", "73")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"certificate\"")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("// comment\n{}")]
    [InlineData("{\"alpha\": NaN}")]
    [InlineData("{\"schema\":\"\\ud800\"}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"schema\":\"\ud800\"}")]
    public void What_is_no_certificate_at_all_is_refused_in_one_line(string json)
    {
        CertificateFormatException error = Assert.Throws<CertificateFormatException>(() => Certificate.Parse(json));
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    [Trait("Row", "73")]
    public void Trailing_text_and_trailing_commas_are_refused()
    {
        Assert.Throws<CertificateFormatException>(() => Certificate.Parse(Budget + "x"));
        Assert.Throws<CertificateFormatException>(() => Certificate.Parse(Budget[..^2] + ",\n}"));
    }

    [Fact]
    [Trait("Row", "73")]
    public void A_byte_order_mark_is_called_by_its_name()
    {
        byte[] marked = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Budget)];
        Assert.Contains("byte order mark", Assert.Throws<CertificateFormatException>(() => Certificate.Parse(marked)).Message, StringComparison.Ordinal);
        Assert.Contains("byte order mark", Assert.Throws<CertificateFormatException>(() => Certificate.Parse("\uFEFF" + Budget)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Budget);
        bytes[Budget.IndexOf("delegation_value", StringComparison.Ordinal)] = 0xff;
        Assert.Throws<CertificateFormatException>(() => Certificate.Parse(bytes));
    }

    [Fact]
    [Trait("Row", "40")]
    [Trait("Row", "73")]
    public void Depth_and_length_are_bounded()
    {
        Assert.Throws<CertificateFormatException>(() => Certificate.Parse(new string('[', 60_000)));
        Assert.Contains("too long", Assert.Throws<CertificateFormatException>(() => Certificate.Parse(Budget + new string(' ', 70_000))).Message, StringComparison.Ordinal);
        Assert.Contains("too long", Assert.Throws<CertificateFormatException>(() => Certificate.Parse(new byte[70_000])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_and_bytes_read_alike() =>
        Assert.Equal(Certificate.Parse(Budget).ToJson(), Certificate.Parse(Encoding.UTF8.GetBytes(Budget)).ToJson());

    [Fact]
    public void Half_of_a_surrogate_pair_is_refused_and_not_replaced()
    {
        string broken = Certificates.Edit(Budget, "delegation_value", "delegation\ud800value");
        Assert.Contains("half of a surrogate pair", Assert.Throws<CertificateFormatException>(() => Certificate.Parse(broken)).Message, StringComparison.Ordinal);
    }

    /// <summary>Mutations of a valid document either fail with the typed exception or give a certificate that the verifier takes without another exception.</summary>
    [Fact]
    public void Random_damage_never_escapes_as_another_exception_and_never_as_a_threshold()
    {
        var random = new Random(42);
        byte[] original = Encoding.UTF8.GetBytes(Risk);
        int read = 0;
        for (int round = 0; round < 6_000; round++)
        {
            byte[] damaged = (byte[])original.Clone();
            for (int edits = random.Next(1, 4); edits > 0; edits--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(32, 127);
            }

            try
            {
                Certificate certificate = Certificate.Parse(damaged);
                read++;
                bool same = string.Equals(certificate.ToJson(), Risk, StringComparison.Ordinal);
                Assert.Equal(same, CertificateVerifier.Verify(certificate).Agrees);
            }
            catch (CertificateFormatException)
            {
                // The expected answer.
            }
        }

        Assert.InRange(read, 300, 5_700);
    }
}
