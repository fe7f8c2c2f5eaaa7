using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using Escalation.Calibration;
using Escalation.Decisions;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Demo;

/// <summary>Writes the files of the demonstration.</summary>
internal static class DemoFiles
{
    internal static void WriteCalibration(DemoFolder folder, IReadOnlyList<DemoCase> cases) => Write(
        folder.Calibration,
        ["id", DemoLoop.ScoreName, "loss"],
        cases.Select(item => (string[])[item.Id, Report.Number(item.Confidence), item.ModelIsRight ? "0" : "1"]));

    internal static void WriteCertificate(DemoFolder folder, Certificate certificate) =>
        AtomicFile.Write(folder.Certificate, Encoding.UTF8.GetBytes(certificate.ToJson() + "\n"));

    internal static void WriteDecisions(DemoFolder folder, IReadOnlyList<DemoTurnResult> results) => Write(
        folder.Decisions,
        ["id", "outcome", "reason", DemoLoop.ScoreName, "threshold", "certificate", "route", "acted", "modelIsRight"],
        results.Select(Row));

    private static string[] Row(DemoTurnResult item)
    {
        EscalationDecision decision = item.Result.Decision;
        return
        [
            item.Case.Id,
            JsonNamingPolicy.KebabCaseLower.ConvertName(decision.Outcome.ToString()),
            decision.Reason.Code,
            Report.Number(item.Case.Confidence),
            double.IsFinite(decision.Threshold) ? Report.Number(decision.Threshold) : "",
            decision.ThresholdOrigin.CertificateId ?? "",
            decision.RouteKey ?? "",
            item.Result.Acted ? "1" : "0",
            item.Case.ModelIsRight ? "1" : "0",
        ];
    }

    private static void Write(string path, string[] header, IEnumerable<string[]> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = new CsvWriter(text, CultureInfo.InvariantCulture))
        {
            foreach (string[] row in rows.Prepend(header))
            {
                foreach (string field in row)
                {
                    csv.WriteField(field);
                }

                csv.NextRecord();
            }
        }

        AtomicFile.Write(path, Encoding.UTF8.GetBytes(text.ToString()));
    }
}
