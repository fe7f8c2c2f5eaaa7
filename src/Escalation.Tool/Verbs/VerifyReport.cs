using System.Text.Json;
using Escalation.Calibration;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs;

/// <summary>Prints what a verification found.</summary>
internal static class VerifyReport
{
    internal static void Write(ToolConsole console, VerifyOutcome outcome, bool asJson)
    {
        if (asJson)
        {
            JsonOutput.Write(console, json => WriteJson(json, outcome));
        }
        else
        {
            WriteText(console, outcome);
        }

        foreach (CertificateDifference difference in outcome.Differences)
        {
            console.Error.WriteLine(ErrorText.OneLine($"differs: {difference}", 600));
        }
    }

    private static void WriteJson(Utf8JsonWriter json, VerifyOutcome outcome)
    {
        json.WriteString("status", outcome.Agrees ? "verified" : "differs");
        json.WriteBoolean("agrees", outcome.Agrees);
        json.WriteString("certificateId", outcome.CertificateId);
        json.WriteStartArray("differences");
        foreach (CertificateDifference difference in outcome.Differences)
        {
            json.WriteStartObject();
            json.WriteString("field", difference.Field);
            json.WriteString("stated", difference.Stated);
            json.WriteString("recomputed", difference.Recomputed);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("notRecomputed");
        foreach (string reason in outcome.NotRecomputed)
        {
            json.WriteStringValue(reason);
        }

        json.WriteEndArray();
    }

    /// <summary>The headline must not sound like more than was checked: each reason begins with the fields that it is about.</summary>
    private static string Agreement(VerifyOutcome outcome)
    {
        const string Headline = "Verified: every recomputed field agrees";
        return outcome.NotRecomputed.Count == 0
            ? Headline
            : $"{Headline}; not recomputed: {string.Join(", ", outcome.NotRecomputed.Select(static reason => reason.Split(':')[0]))}";
    }

    private static void WriteText(ToolConsole console, VerifyOutcome outcome)
    {
        Report.Facts(
            console,
            outcome.Agrees ? Agreement(outcome) : "Not verified: the certificate differs from what it should say",
            [
                ("certificate", outcome.CertificateId),
                ("promise", outcome.Description),
                .. outcome.NotRecomputed.Select(reason => ("not recomputed", (string?)reason)),
            ]);
        if (!outcome.Agrees)
        {
            Report.Rows(
                console,
                ["field", "stated", "recomputed"],
                outcome.Differences.Select(static difference => (IReadOnlyList<string>)[difference.Field, difference.Stated, difference.Recomputed]));
        }
    }
}
