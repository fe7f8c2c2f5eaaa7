using Escalation.Calibration;
using Escalation.Calibration.Grouping;
using Escalation.Decisions;
using Escalation.Tool.Input;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs;

/// <summary>Verifies a certificate with its data: finds the columns that it was made from and recomputes it.</summary>
internal static class CertificateData
{
    internal static CertificateVerification Verify(Certificate certificate, VerifyRequest request, ToolConsole console)
    {
        string score = request.Score ?? certificate.ScoreId;
        string? group = certificate.Group is null ? null : request.Group ?? GroupColumn.Find(request.Data, score, certificate.Group, console);
        ThresholdGrid? grid = request.Grid is null ? null : ThresholdGrid.Of(GridFile.Read(request.Grid, console));
        var columns = new ScoreColumns(score) { Group = group, AllowsDegrees = certificate.Method != CertificateMethod.Exact };
        if (certificate.Choice is not null)
        {
            columns = LossColumn.FindPair(columns with { Loss = request.Loss, LossEscalate = request.LossEscalate }, request.Data, certificate.DataSha256, console);
            ScoreTable both = ScoreTableReader.ReadAll(request.Data, columns, console);
            return CertificateVerifier.Verify(certificate, both.Scores, both.Losses, both.LossesEscalate, grid, request.Now);
        }

        if (certificate.Clusters is not null)
        {
            return DrawColumn.VerifyClusters(certificate, request, columns, grid, console);
        }

        if (WeightedVerifier.IsWeighted(certificate))
        {
            return DrawColumn.VerifyWeights(certificate, request, columns, grid, console);
        }

        if (certificate.Purpose == ThresholdPurpose.Budget)
        {
            return CertificateVerifier.Verify(certificate, Read(request.Data, columns, certificate, console).Scores, request.Now);
        }

        string loss = request.Loss ?? LossColumn.Find(columns, certificate.Group, request.Data, certificate.DataSha256, console);
        ScoreTable table = Read(request.Data, columns with { Loss = loss }, certificate, console);
        return CertificateVerifier.Verify(certificate, table.Scores, table.Losses, grid, request.Now);
    }

    private static ScoreTable Read(IReadOnlyList<string> files, ScoreColumns columns, Certificate certificate, ToolConsole console)
    {
        ScoreTable table = ScoreTableReader.ReadAll(files, columns, console);
        if (certificate.Group is not { } group)
        {
            return table;
        }

        ScoreTable own = table.OfGroup(group);
        return own.Scores.Length > 0 ? own : throw new ToolException($"{table.Name}: column {ErrorText.Quote(columns.Group!)} has no group {ErrorText.Quote(group)}");
    }
}
