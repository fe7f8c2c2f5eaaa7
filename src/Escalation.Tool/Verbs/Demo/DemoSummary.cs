using Escalation.Auditing;
using Escalation.Calibration;
using Escalation.Decisions;

namespace Escalation.Tool.Verbs.Demo;

/// <summary>What the demonstration shows at its end.</summary>
/// <param name="Folder">Where the files are.</param>
/// <param name="Certificate">The certificate that the policy used.</param>
/// <param name="CertificateCheck">The certificate, recomputed from its file and the calibration data.</param>
/// <param name="AuditCheck">The audit log, verified from its file.</param>
/// <param name="Guarantee">What the certificate covers in this policy.</param>
/// <param name="Results">What came of the turns.</param>
internal sealed record DemoSummary(
    DemoFolder Folder,
    Certificate Certificate,
    CertificateVerification CertificateCheck,
    AuditVerification AuditCheck,
    Guarantee Guarantee,
    IReadOnlyList<DemoTurnResult> Results)
{
    internal int Turns => Results.Count;

    internal int Acted => Results.Count(item => item.Result.Acted);

    internal int HandedOff => Results.Count(item => item.Result.Receipt is not null);

    /// <summary>The share of turns below the certified threshold, whatever else would have escalated them: the rate that the certificate bounds.</summary>
    internal double DelegatedByThreshold => Share(Results, item => ScoreComparison.Escalates(Certificate.Direction, item.Case.Confidence, Certificate.Threshold));

    internal double AccuracyWhereActed => Share([.. Results.Where(item => item.Result.Acted)], item => item.Case.ModelIsRight);

    internal double AccuracyOfActingAlways => Share(Results, item => item.Case.ModelIsRight);

    internal IReadOnlyList<(string Reason, int Count)> EscalationsByReason =>
    [
        .. Results.Where(item => !item.Result.Acted)
            .GroupBy(item => item.Result.Decision.Reason.Code, StringComparer.Ordinal)
            .Select(group => (group.Key, group.Count()))
            .OrderByDescending(entry => entry.Item2)
            .ThenBy(entry => entry.Key, StringComparer.Ordinal),
    ];

    internal bool AllVerified => CertificateCheck.Agrees && AuditCheck.IsIntact;

    private static double Share(IReadOnlyList<DemoTurnResult> results, Func<DemoTurnResult, bool> holds) => (double)results.Count(holds) / results.Count;
}
