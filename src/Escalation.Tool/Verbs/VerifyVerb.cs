using System.CommandLine;
using Escalation.Calibration;
using Escalation.Tool.CommandLine;
using Escalation.Tool.Input;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs;

/// <summary><c>verify</c>: recompute a certificate.</summary>
internal static class VerifyVerb
{
    internal static Command Create(ToolConsole console)
    {
        var certificate = new Argument<string>("CERTIFICATE") { Description = "The certificate that calibrate wrote, or its set of certificates by group." };
        var data = new Argument<string[]>("FILE") { Description = $"The calibration data, to recompute what the certificate alone does not determine; several files are read one after another. {SharedOptions.TableHelp}", Arity = ArgumentArity.ZeroOrMore };
        var score = new Option<string?>("--score") { Description = "The column of the score (default: the one the certificate names).", HelpName = "COL" };
        var loss = new Option<string?>("--loss", "--loss-act") { Description = "The column of the loss of acting (default: the one whose content has the certificate's hash, or the only one of losses).", HelpName = "COL" };
        var lossEscalate = new Option<string?>("--loss-escalate") { Description = "The column of the loss of escalating, for a certificate of a budget and a risk together (default: found like the other).", HelpName = "COL" };
        var group = new Option<string?>("--group") { Description = "The column of the groups (default: the only one that names the certificate's group).", HelpName = "COL" };
        var cluster = new Option<string?>("--cluster") { Description = "The column of the clusters (default: the one that the certificate's fingerprint fits, or the only one left).", HelpName = "COL" };
        var weight = new Option<string?>("--weight") { Description = "The column of the weights (default: found like that of the clusters).", HelpName = "COL" };
        var grid = new Option<string?>("--grid") { Description = "The file of thresholds, when the grid was not an evenly spaced one.", HelpName = "FILE" };
        Option<bool> json = SharedOptions.Json();
        var command = new Command("verify", "Recompute every number of a certificate; exit code 1 names each field that differs, and a certificate that is out of date.") { certificate, data, score, loss, lossEscalate, group, cluster, weight, grid, json };
        command.SetAction(parsed =>
        {
            var request = new VerifyRequest(
                parsed.GetRequiredValue(certificate),
                parsed.GetValue(data) ?? [],
                parsed.GetValue(score),
                parsed.GetValue(loss),
                parsed.GetValue(lossEscalate),
                parsed.GetValue(group),
                parsed.GetValue(cluster),
                parsed.GetValue(weight),
                parsed.GetValue(grid),
                console.Clock.GetUtcNow());
            SharedOptions.RequireOneStandardInput([request.Certificate, .. request.Data, request.Grid]);
            IReadOnlyList<string> documents = CertificateSet.Split(InputSource.ReadAllText(request.Certificate, console));
            VerifyOutcome[] outcomes = [.. documents.Select(document => Verify(document, request, console))];
            VerifyReport.Write(console, outcomes, parsed.GetValue(json));
            return Array.TrueForAll(outcomes, static outcome => outcome.Agrees) ? ExitCode.Satisfied : ExitCode.AnswerIsNo;
        });
        return command;
    }

    private static VerifyOutcome Verify(string text, VerifyRequest request, ToolConsole console)
    {
        Certificate certificate;
        try
        {
            certificate = Certificate.Parse(text);
        }
        catch (CertificateFormatException exception) when (exception.Field is not null and not "schema")
        {
            // Readable as a certificate, but with a field that no calibration writes: the answer is no, not "cannot read".
            return VerifyOutcome.Malformed(exception.Field, exception.Message);
        }
        catch (CertificateFormatException exception)
        {
            throw new ToolException($"{InputSource.NameOf(request.Certificate)}: {exception.Message}", exception);
        }

        CertificateVerification alone = CertificateVerifier.Verify(certificate, request.Now);
        if (request.Data.Count == 0)
        {
            return VerifyOutcome.Of(certificate, alone);
        }

        try
        {
            return CertificateData.Verify(certificate, request, console);
        }
        catch (ToolException exception) when (!alone.Agrees)
        {
            // An edited certificate may name a column that the data lack; that it was edited is the answer all the same.
            return VerifyOutcome.Of(certificate, alone, $"the data: {exception.Message}");
        }
    }
}
