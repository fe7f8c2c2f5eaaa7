using Escalation.Calibration;
using Escalation.Calibration.Grouping;
using Escalation.Decisions;
using Escalation.Tool.Input;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs;

/// <summary>Verifies a certificate with its data: finds the columns that it was made from and recomputes it.</summary>
internal static class CertificateData
{
    internal static VerifyOutcome Verify(Certificate certificate, VerifyRequest request, ToolConsole console)
    {
        string score = request.Score ?? certificate.ScoreId;
        string? group = certificate.Group is null ? null : request.Group ?? GroupColumn.Find(request.Data, score, certificate.Group, console);
        ThresholdGrid? grid = request.Grid is null ? null : ThresholdGrid.Of(GridFile.Read(request.Grid, console));
        var columns = new ScoreColumns(score) { Group = group, AllowsDegrees = certificate.Method != CertificateMethod.Exact };
        if (certificate.Choice is not null)
        {
            IReadOnlyList<ScoreColumns> pairs = LossColumn.Pairs(columns with { Loss = request.Loss, LossEscalate = request.LossEscalate }, request.Data, certificate.DataSha256, console);
            return Closest(certificate, pairs, pair =>
            {
                ScoreTable both = ScoreTableReader.ReadAll(request.Data, pair, console);
                return CertificateVerifier.Verify(certificate, both.Scores, both.Losses, both.LossesEscalate, grid, request.Now);
            });
        }

        if (certificate.Clusters is not null)
        {
            return VerifyOutcome.Of(certificate, DrawColumn.VerifyClusters(certificate, request, columns, grid, console));
        }

        if (WeightedVerifier.IsWeighted(certificate))
        {
            return VerifyOutcome.Of(certificate, DrawColumn.VerifyWeights(certificate, request, columns, grid, console));
        }

        if (certificate.Purpose == ThresholdPurpose.Budget)
        {
            return VerifyOutcome.Of(certificate, CertificateVerifier.Verify(certificate, Read(request.Data, columns, certificate, console).Scores, request.Now));
        }

        IReadOnlyList<string> losses = request.Loss is { } named ? [named] : LossColumn.Candidates(columns, certificate.Group, request.Data, certificate.DataSha256, console);
        return Closest(certificate, [.. losses.Select(loss => columns with { Loss = loss })], own =>
        {
            ScoreTable table = Read(request.Data, own, certificate, console);
            return CertificateVerifier.Verify(certificate, table.Scores, table.Losses, grid, request.Now);
        });
    }

    /// <summary>When no columns have the certificate's fingerprint the data are others than its own, whichever columns were meant; what differs is told of those under which the least does.</summary>
    private static VerifyOutcome Closest(Certificate certificate, IReadOnlyList<ScoreColumns> candidates, Func<ScoreColumns, CertificateVerification> verify)
    {
        if (candidates is [ScoreColumns only])
        {
            return VerifyOutcome.Of(certificate, verify(only));
        }

        (ScoreColumns columns, CertificateVerification closest) = candidates.Select(candidate => (candidate, verify(candidate))).MinBy(static candidate => candidate.Item2.Differences.Count);
        string names = columns.LossEscalate is { } escalate ? $"{ErrorText.Quote(columns.Loss!)} and {ErrorText.Quote(escalate)}" : ErrorText.Quote(columns.Loss!);
        return VerifyOutcome.Of(certificate, closest, $"the columns of losses: none fit the certificate's fingerprint, so the differences are those of {names}, under which there are the fewest.");
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
