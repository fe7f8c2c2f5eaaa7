using Escalation.Calibration;
using Escalation.Calibration.Grouping;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Calibrate;

/// <summary>The answer of <c>calibrate</c> for people.</summary>
internal static class CalibrateTable
{
    internal static void Write(ToolConsole console, CalibrateRequest request, CalibrationAnswer answer)
    {
        if (answer.Result is Certified certified)
        {
            WriteCertificate(console, certified.Certificate, request);
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

    private static void WriteCertificate(ToolConsole console, Certificate certificate, CalibrateRequest request) => Report.Facts(
        console,
        $"Certified: {certificate.Rule}",
        [
            ("score", certificate.ScoreId),
            ("promise", $"{Promise(certificate)}, except with probability {Report.Number(certificate.Delta)}"),
            ("draws", Draws(certificate, request)),
            ("items", Report.Count(certificate.N)),
            ("acted", Report.Count(certificate.ActedCount)),
            ("delegated", $"{Report.Count(certificate.N - certificate.ActedCount)} ({Report.Short(certificate.EmpiricalRate)} of the items)"),
            (certificate.RiskOf == RiskSubject.All ? "errors" : "errors among acted", certificate is { EmpiricalRisk: { } risk, LossSum: null } ? $"{Report.Count(certificate.K)} ({Report.Short(risk)})" : null),
            ("losses tested", certificate.LossSum is { } sum ? $"{Report.Short(sum)} in all{(certificate.EmpiricalRisk is { } mean ? $", {Report.Short(mean)} on average" : "")}" : null),
            ("p-value", Report.Short(certificate.PValue)),
            ("upper bound", Report.Short(certificate.UpperBound)),
            ("method", Method(certificate)),
            ("hypotheses tested", Report.Count(certificate.HypothesesTested)),
            ("assumptions", string.Join(" ", certificate.Assumptions)),
            ("certificate", certificate.CertificateId),
            ("written to", request.Out),
        ]);

    private static string Promise(Certificate certificate)
    {
        string loss = certificate.LossSum is null ? "error rate" : "mean loss";
        string quantity = certificate.RiskOf switch
        {
            null => "delegation rate",
            RiskSubject.Acted => $"{loss} among acted items",
            _ => $"{loss} over all items",
        };
        string budget = certificate.Budget is { } second ? $" and delegation rate <= {Report.Number(second.Alpha)}" : "";
        string once = certificate.Clusters is null ? "" : ", each cluster counting once";
        return $"{quantity} <= {Report.Number(certificate.Alpha)}{budget}{once}";
    }

    private static string? Draws(Certificate certificate, CalibrateRequest request) => (request.Clusters, certificate.Clusters) switch
    {
        (ClusterMethod.OnePerCluster, { } clusters) => $"{Report.Count(clusters)} clusters, one row drawn from each by seed {Report.Number(certificate.Seed ?? 0)}",
        (ClusterMethod.Means, { } clusters) => $"{Report.Count(clusters)} clusters, each by the mean over its rows",
        _ => request.Columns.Weight is { } weight ? $"single items, weighted by '{weight}' with weights up to {Report.Number(request.Columns.MaxWeight)}" : null,
    };

    private static string Method(Certificate certificate) => certificate.Method switch
    {
        CertificateMethod.Exact => "exact binomial tail",
        CertificateMethod.HoeffdingBentkus => "Hoeffding-Bentkus bound",
        _ => $"betting in the order of seed {Report.Number(certificate.Seed ?? 0)}",
    };

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
