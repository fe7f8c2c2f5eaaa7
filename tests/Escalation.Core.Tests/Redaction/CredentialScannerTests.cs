using System.Diagnostics;
using Escalation.Redaction;

namespace Escalation.Core.Tests.Redaction;

public class CredentialScannerTests
{
    [Theory]
    [InlineData("password=hunter2!", "hunter2!")]
    [InlineData("Password: \"a b\" and more", "a b")]
    [InlineData("""{"client_secret":"s3cr3t","user":"ada"}""", "s3cr3t")]
    [InlineData("""{"body":"{\"password\":\"p\\\"w\"}"}""", """p\\\"w\""")]
    [InlineData("Authorization: Bearer abcdefghijklmnopqrst", "abcdefghijklmnopqrst")]
    [InlineData("curl -H 'bearer AbCdEf0123456789'", "AbCdEf0123456789")]
    [InlineData("key AKIAIOSFODNN7EXAMPLE in the log", "AKIAIOSFODNN7EXAMPLE")]
    [InlineData("https://x.example.org/?api_key=0123456789&page=2", "0123456789")]
    [InlineData("eyJhbGciOi.eyJzdWIiOi.SflKxwRJ", "eyJhbGciOi.eyJzdWIiOi.SflKxwRJ")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- tail", "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMIIE", "-----BEGIN PRIVATE KEY-----\nMIIE")]
    public void A_secret_is_found_where_something_announces_it(string text, string secret)
    {
        PersonalDataSpan span = Assert.Single(CredentialScanner.Find(text));

        Assert.Equal(secret, text.Substring(span.Start, span.Length));
        Assert.Equal(DataClass.Credential, span.Class);
    }

    [Theory]
    [InlineData("I forgot my password and need help")]
    [InlineData("The token ring and the secret garden")]
    [InlineData("password: ?")]
    [InlineData("bearer of bad news")]
    [InlineData("task-list and sk-short")]
    [InlineData("-----BEGIN CERTIFICATE-----")]
    [InlineData("")]
    public void Words_about_secrets_are_none(string text) => Assert.Empty(CredentialScanner.Find(text));

    [Fact]
    [Trait("Row", "65")]
    public void Beginnings_without_an_end_are_scanned_in_linear_time()
    {
        string[] hostile = ["password", "password:\"", "\\\"", "-----BEGIN ", "eyJ", "eyJ-", "eyJ.", "bearer ", "token=\\\\\\\\"];
        foreach (string piece in hostile)
        {
            string text = string.Concat(Enumerable.Repeat(piece, (1 << 18) / piece.Length));
            long begin = Stopwatch.GetTimestamp();
            CredentialScanner.Find(text);
            Assert.True(Stopwatch.GetElapsedTime(begin) < TimeSpan.FromSeconds(2), piece);
        }
    }
}
