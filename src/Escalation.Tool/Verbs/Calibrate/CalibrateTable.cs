using Escalation.Calibration;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Calibrate;

/// <summary>The answer of <c>calibrate</c> for people.</summary>
internal static class CalibrateTable
{
    internal static void Write(ToolConsole console, CalibrateRequest request, CalibrationAnswer answer)
    {
        if (answer.Result is Certified certified)
        {
            WriteCertificate(console, certified.Certificate, request.Out);
        }
        else
        {
            WriteRefusal(console, request, answer);
        }

        if (request.Rows)
        {
            Report.Rows(
                console,
                ["threshold", "acted", "errors", "p-value", "tested", "certified"],
                answer.Result.Hypotheses.Select(static row => (IReadOnlyList<string>)
                [
                    Report.Number(row.Threshold),
                    Report.Count(row.Acted),
                    Report.Count(row.Errors),
                    Report.Short(row.PValue),
                    row.Tested ? "yes" : "no",
                    row.Certified ? "yes" : "no",
                ]));
        }
    }

    private static void WriteCertificate(ToolConsole console, Certificate certificate, string? file) => Report.Facts(
        console,
        $"Certified: {certificate.Rule}",
        [
            ("score", certificate.ScoreId),
            ("promise", $"{(certificate.EmpiricalRisk is null ? "delegation rate" : "error rate among acted items")} <= {Report.Number(certificate.Alpha)}, except with probability {Report.Number(certificate.Delta)}"),
            ("items", Report.Count(certificate.N)),
            ("acted", Report.Count(certificate.ActedCount)),
            ("delegated", $"{Report.Count(certificate.N - certificate.ActedCount)} ({Report.Short(certificate.EmpiricalRate)} of the items)"),
            ("errors among acted", certificate.EmpiricalRisk is { } risk ? $"{Report.Count(certificate.K)} ({Report.Short(risk)})" : null),
            ("p-value", Report.Short(certificate.PValue)),
            ("upper bound", Report.Short(certificate.UpperBound)),
            ("hypotheses tested", Report.Count(certificate.HypothesesTested)),
            ("assumptions", string.Join(" ", certificate.Assumptions)),
            ("certificate", certificate.CertificateId),
            ("written to", file),
        ]);

    private static void WriteRefusal(ToolConsole console, CalibrateRequest request, CalibrationAnswer answer) => Report.Facts(
        console,
        $"Nothing is certified: {answer.Result.Status}",
        [
            ("why", ErrorText.OneLine(answer.Reason, 1_000)),
            ("items", Report.Count(answer.Result.N)),
            ("items needed", answer.Result is InsufficientSamples insufficient ? Report.Count(insufficient.Need) : null),
            ("best upper bound", answer.Result is RiskTooHigh tooHigh ? Report.Short(tooHigh.BestUpperBound) : null),
            ("certificate", request.Out is null ? null : $"none; {request.Out} was not written"),
        ]);
}
