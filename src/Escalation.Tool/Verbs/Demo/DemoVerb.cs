using System.CommandLine;
using System.Globalization;
using Escalation.Auditing;
using Escalation.Calibration;
using Escalation.Decisions;
using Escalation.Tool.CommandLine;
using Escalation.Tool.Input;

namespace Escalation.Tool.Verbs.Demo;

/// <summary><c>demo</c>: the whole loop on simulated data.</summary>
internal static class DemoVerb
{
    private const int DefaultSeed = 1;

    internal static Command Create(ToolConsole console)
    {
        var folder = new Option<string?>("--out") { Description = "The folder for the files; a new temporary one unless given.", HelpName = "DIR" };
        Option<int?> seed = NumberOptions.Count("--seed", "N", string.Create(CultureInfo.InvariantCulture, $"The seed of the simulation; {DefaultSeed} unless given. The same seed gives the same files."));
        Option<bool> json = SharedOptions.Json();
        var command = new Command("demo", "Run the whole loop on simulated data: calibrate, decide turn by turn, hand off, write the audit log, verify.") { folder, seed, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            DemoSummary summary = await RunAsync(DemoFolder.Prepare(parsed.GetValue(folder)), parsed.GetValue(seed) ?? DefaultSeed, console, cancellationToken);
            Action<ToolConsole, DemoSummary> write = parsed.GetValue(json) ? DemoReport.WriteJson : DemoReport.WriteTable;
            write(console, summary);
            return summary.AllVerified ? ExitCode.Satisfied : ExitCode.AnswerIsNo;
        });
        return command;
    }

    private static async Task<DemoSummary> RunAsync(DemoFolder folder, int seed, ToolConsole console, CancellationToken cancellationToken)
    {
        var loop = new DemoLoop(folder, (ulong)seed);
        (IReadOnlyList<DemoCase> calibration, IReadOnlyList<DemoCase> live) = loop.Draw();
        DemoFiles.WriteCalibration(folder, calibration);
        Certificate certificate = DemoLoop.Calibrate(calibration);
        DemoFiles.WriteCertificate(folder, certificate);
        (EscalationPolicy policy, IReadOnlyList<DemoTurnResult> results) = await loop.RunAsync(certificate, live, cancellationToken);
        DemoFiles.WriteDecisions(folder, results);
        ScoreTable data = ScoreTableReader.Read(folder.Calibration, new ScoreColumns(DemoLoop.ScoreName), console);
        CertificateVerification check = CertificateVerifier.Verify(Certificate.Parse(InputSource.ReadAllText(folder.Certificate, console)), data.Scores);
        return new DemoSummary(folder, certificate, check, AuditVerifier.Verify(folder.AuditLog), policy.Guarantee, results);
    }
}
