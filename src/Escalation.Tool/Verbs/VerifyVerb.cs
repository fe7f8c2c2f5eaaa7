using System.CommandLine;
using Escalation.Calibration;
using Escalation.Decisions;
using Escalation.Tool.CommandLine;
using Escalation.Tool.Input;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs;

/// <summary><c>verify</c>: recompute a certificate.</summary>
internal static class VerifyVerb
{
    internal static Command Create(ToolConsole console)
    {
        var certificate = new Argument<string>("CERTIFICATE") { Description = "The certificate that calibrate wrote." };
        var data = new Argument<string[]>("FILE") { Description = $"The calibration data, to recompute what the certificate alone does not determine; several files are read one after another. {SharedOptions.TableHelp}", Arity = ArgumentArity.ZeroOrMore };
        var score = new Option<string?>("--score") { Description = "The column of the score (default: the one the certificate names).", HelpName = "COL" };
        var loss = new Option<string?>("--loss") { Description = "The column of the loss (default: the one whose content has the certificate's hash, or the only one of zeros and ones).", HelpName = "COL" };
        var grid = new Option<string?>("--grid") { Description = "The file of thresholds, when the grid was not an evenly spaced one.", HelpName = "FILE" };
        Option<bool> json = SharedOptions.Json();
        var command = new Command("verify", "Recompute every number of a certificate; exit code 1 names each field that differs.") { certificate, data, score, loss, grid, json };
        command.SetAction(parsed =>
        {
            var request = new VerifyRequest(
                parsed.GetRequiredValue(certificate),
                parsed.GetValue(data) ?? [],
                parsed.GetValue(score),
                parsed.GetValue(loss),
                parsed.GetValue(grid));
            SharedOptions.RequireOneStandardInput([request.Certificate, .. request.Data, request.Grid]);
            VerifyOutcome outcome = Verify(request, console);
            VerifyReport.Write(console, outcome, parsed.GetValue(json));
            return outcome.Agrees ? ExitCode.Satisfied : ExitCode.AnswerIsNo;
        });
        return command;
    }

    private static VerifyOutcome Verify(VerifyRequest request, ToolConsole console)
    {
        string text = InputSource.ReadAllText(request.Certificate, console);
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

        CertificateVerification alone = CertificateVerifier.Verify(certificate);
        if (request.Data.Count == 0)
        {
            return VerifyOutcome.Of(certificate, alone);
        }

        try
        {
            return VerifyOutcome.Of(certificate, WithData(certificate, request, console));
        }
        catch (ToolException exception) when (!alone.Agrees)
        {
            // An edited certificate may name a column that the data lack; that it was edited is the answer all the same.
            return VerifyOutcome.Of(certificate, alone, $"the data: {exception.Message}");
        }
    }

    private static CertificateVerification WithData(Certificate certificate, VerifyRequest request, ToolConsole console)
    {
        string score = request.Score ?? certificate.ScoreId;
        if (certificate.Purpose == ThresholdPurpose.Budget)
        {
            ScoreTable scores = ScoreTableReader.ReadAll(request.Data, new ScoreColumns(score), console);
            return CertificateVerifier.Verify(certificate, scores.Scores);
        }

        string loss = request.Loss ?? LossColumn.Find(request.Data, score, certificate.DataSha256, console);
        ScoreTable table = ScoreTableReader.ReadAll(request.Data, new ScoreColumns(score, loss), console);
        ThresholdGrid? grid = request.Grid is null ? null : ThresholdGrid.Of(GridFile.Read(request.Grid, console));
        return CertificateVerifier.Verify(certificate, table.Scores, table.Losses, grid);
    }
}
