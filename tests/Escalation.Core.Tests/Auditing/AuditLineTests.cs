using System.Security.Cryptography;
using System.Text;
using Escalation.Auditing;

namespace Escalation.Core.Tests.Auditing;

/// <summary>A record has one form; everything else is refused even when its hash is right.</summary>
public class AuditLineTests
{
    private const string Sound = """{"v":1,"sequence":1,"time":"2025-01-02T03:04:05.0000000Z","kind":"outcome","id":"a","data":{"x":1},"previous":"0000000000000000000000000000000000000000000000000000000000000000"}""";

    [Fact]
    public void The_sound_line_of_these_tests_is_sound() => Assert.True(AuditLogs.Verify([Seal(Sound)]).IsIntact);

    [Theory]
    [InlineData("\"v\":1", "\"v\":2")]
    [InlineData("\"v\":1,", "")]
    [InlineData("\"v\":1", "\"v\":1,\"v\":1")]
    [InlineData("\"sequence\":1", "\"sequence\":0")]
    [InlineData("\"sequence\":1", "\"sequence\":1.5")]
    [InlineData("\"sequence\":1", "\"sequence\":\"1\"")]
    [InlineData("\"sequence\":1", "\"sequence\":1e400")]
    [InlineData("\"sequence\":1", "\"Sequence\":1")]
    [InlineData("\"sequence\":1", "\"sequence\":1,\"extra\":2")]
    [InlineData(".0000000Z", "Z")]
    [InlineData(".0000000Z", ".0000000+00:00")]
    [InlineData("2025-01-02", "2025-13-02")]
    [InlineData("\"outcome\"", "\"out come\"")]
    [InlineData("\"outcome\"", "\"\"")]
    [InlineData("\"outcome\"", "null")]
    [InlineData("\"id\":\"a\"", "\"id\":null")]
    [InlineData("\"id\":\"a\"", "\"id\":\"\\ud800\"")]
    [InlineData("{\"x\":1}", "[]")]
    [InlineData("{\"x\":1}", "{\"x\":1,\"x\":2}")]
    [InlineData("{\"x\":1}", "{\"x\":1,\"\\u0078\":2}")]
    [InlineData("{\"x\":1}", "{\"x\":NaN}")]
    [InlineData("{\"x\":1}", "{\"x\":1,}")]
    [InlineData("{\"x\":1}", "{\"x\":1}/**/")]
    [InlineData("\"data\":{\"x\":1},", "")]
    [InlineData("\"previous\":\"0", "\"previous\":\"")]
    [InlineData("\"previous\":\"0", "\"previous\":\"g")]
    [InlineData("\"previous\":\"0", "\"previous\":\"A")]
    public void Any_other_form_is_malformed_even_with_the_right_hash(string from, string to)
    {
        string attacked = Sound.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(Sound, attacked);

        AuditVerification verification = AuditLogs.Verify([Seal(attacked)]);
        Assert.Equal((AuditDefect.Malformed, 1L), (verification.Defect, verification.FirstBad));
    }

    [Fact]
    [Trait("Row", "40")]
    public void Deep_nesting_is_malformed_and_overflows_no_stack()
    {
        string deep = Sound.Replace("{\"x\":1}", "{\"x\":" + new string('[', 100_000) + new string(']', 100_000) + "}", StringComparison.Ordinal);

        Assert.Equal(AuditDefect.Malformed, AuditLogs.Verify([Seal(deep)]).Defect);
    }

    [Fact]
    public void An_upper_case_hash_is_not_the_hash()
    {
        string line = Seal(Sound);
        string upper = line[..^66] + line[^66..^2].ToUpperInvariant() + line[^2..];

        Assert.NotEqual(line, upper);
        Assert.False(AuditLogs.Verify([upper]).IsIntact);
    }

    [Fact]
    public void The_reader_names_the_line_it_cannot_read()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Seal(Sound) + "\n{}\n"));

        FormatException fault = Assert.Throws<FormatException>(() => AuditReader.Read(stream).Count());
        Assert.StartsWith("Line 2:", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_reader_leaves_a_line_out_that_is_still_being_written()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Seal(Sound) + "\n" + Seal(Sound)[..50]));

        AuditRecord record = Assert.Single(AuditReader.Read(stream));
        Assert.Equal((1L, "outcome", "a"), (record.Sequence, record.Kind.Code, record.Id));
        Assert.Equal(1, record.Data.GetProperty("x").GetInt32());
        Assert.Equal(TimeSpan.Zero, record.Time.Offset);
    }

    private static string Seal(string unsealed) =>
        $"{unsealed[..^1]},\"hash\":\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(unsealed)))}\"}}";
}
