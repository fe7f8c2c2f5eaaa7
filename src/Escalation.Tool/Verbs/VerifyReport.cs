using System.Text.Json;
using Escalation.Calibration;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs;

/// <summary>Prints what a verification found.</summary>
internal static class VerifyReport
{
    /// <summary>What a verification cannot say; without it an id that fits would be taken for a seal.</summary>
    private const string Limits = "certificateId is a hash without a key: it shows accidents, and whoever edits a certificate can write one that fits. Who wrote it, and whether its assumptions hold, is not verified.";

    internal static void Write(ToolConsole console, IReadOnlyList<VerifyOutcome> outcomes, bool asJson)
    {
        if (asJson)
        {
            JsonOutput.Write(console, json =>
            {
                WriteJson(json, outcomes);
                json.WriteString("limits", Limits);
            });
        }
        else
        {
            foreach (VerifyOutcome outcome in outcomes)
            {
                WriteText(console, outcome);
            }

            console.Output.Write(Limits);
            console.Output.Write('\n');
        }

        foreach (CertificateDifference difference in outcomes.SelectMany(static outcome => outcome.Differences))
        {
            console.Error.WriteLine(ErrorText.OneLine($"differs: {difference}", 600));
        }
    }

    /// <summary>A single certificate is the object itself, several are a list in it.</summary>
    private static void WriteJson(Utf8JsonWriter json, IReadOnlyList<VerifyOutcome> outcomes)
    {
        if (outcomes is [VerifyOutcome only])
        {
            WriteJson(json, only);
            return;
        }

        json.WriteString("status", outcomes.All(static outcome => outcome.Agrees) ? "verified" : "differs");
        json.WriteBoolean("agrees", outcomes.All(static outcome => outcome.Agrees));
        json.WriteStartArray("certificates");
        foreach (VerifyOutcome outcome in outcomes)
        {
            json.WriteStartObject();
            WriteJson(json, outcome);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteJson(Utf8JsonWriter json, VerifyOutcome outcome)
    {
        json.WriteString("status", outcome.Status);
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
    private static string Headline(VerifyOutcome outcome)
    {
        if (!outcome.Agrees && !outcome.IsExpiredOnly)
        {
            return "Not verified: the certificate differs from what it should say";
        }

        string headline = outcome.Agrees ? "Verified: every recomputed field agrees" : "Expired: the certificate is out of date; every other recomputed field agrees";
        return outcome.NotRecomputed.Count == 0
            ? headline
            : $"{headline}; not recomputed: {string.Join(", ", outcome.NotRecomputed.Select(static reason => reason.Split(':')[0]))}";
    }

    private static void WriteText(ToolConsole console, VerifyOutcome outcome)
    {
        Report.Facts(
            console,
            Headline(outcome),
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
