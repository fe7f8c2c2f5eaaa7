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
    [InlineData("\"n\": 500", "\"n\": 5000000000", "n")]
    [InlineData("\"k\": 136", "\"k\": -1", "k")]
    [InlineData("\"k\": 136", "\"k\": 501", "k")]
    [InlineData("\"nActed\": 364", "\"nActed\": 501", "nActed")]
    [InlineData("\"pValue\": ", "\"pValue\": 2", "pValue")]
    [InlineData("\"hypothesesTested\": 1", "\"hypothesesTested\": 0", "hypothesesTested")]
    [InlineData("\"empiricalRisk\": null", "\"empiricalRisk\": 0.1", "empiricalRisk")]
    [InlineData("\"start\": null", "\"start\": \"floor\"", "start")]
    [InlineData("\"grid\": null", "\"grid\": []", "grid")]
    [InlineData("escalation-certificate/1", "escalation-certificate/2", "schema")]
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

    [Theory]
    [InlineData("\"count\": 1000", "\"count\": 0", "grid.count")]
    [InlineData("\"count\": 1000,", "", "grid.count")]
    [InlineData("\"count\": 1000", "\"count\": 1000, \"count\": 1000", "grid.count")]
    [InlineData("\"first\": 0", "\"first\": 1e400", "grid.first")]
    [InlineData("\"last\": 0.99", "\"last\": 0.99, \"more\": 1", "grid.more")]
    [InlineData("\"start\": \"2x\"", "\"start\": \"3x\"", "start")]
    [InlineData("\"start\": \"2x\"", "\"start\": null", "start")]
    [InlineData("\"k\": 8", "\"k\": 148", "k")]
    public void A_malformed_field_of_a_risk_is_named(string from, string to, string field)
    {
        CertificateFormatException error = Assert.Throws<CertificateFormatException>(() => Certificate.Parse(Certificates.Edit(Risk, from, to)));
        Assert.Equal(field, error.Field);
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
