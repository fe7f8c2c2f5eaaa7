using Escalation.Calibration;
using Escalation.Calibration.Grouping;
using Escalation.Decisions;
using Escalation.Tool.Input;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs;

/// <summary>Finds the column of clusters or weights that a certificate was made from and recomputes the certificate with it; a certificate names its score only.</summary>
internal static class DrawColumn
{
    internal static CertificateVerification VerifyClusters(Certificate certificate, VerifyRequest request, ScoreColumns columns, ThresholdGrid? grid, ToolConsole console)
    {
        bool isRisk = certificate.Purpose == ThresholdPurpose.Risk;
        ScoreColumns known = !isRisk ? columns
            : columns with { Loss = request.Loss ?? LossColumn.Find(columns with { Cluster = request.Cluster }, group: null, request.Data, certificate.DataSha256, console) };
        string[] candidates = request.Cluster is { } given ? [given] : LossColumn.Others(request.Data, known, "--cluster COL must name the column of clusters", console);
        return Best([.. candidates.Select(cluster => known with { Cluster = cluster })], request, "--cluster COL must name the column of clusters", console, table => isRisk
            ? ClusterVerifier.VerifyRisk(certificate, table.Clusters, table.Scores, table.Losses, grid, request.Now)
            : ClusterVerifier.VerifyBudget(certificate, table.Clusters, table.Scores, grid, request.Now));
    }

    internal static CertificateVerification VerifyWeights(Certificate certificate, VerifyRequest request, ScoreColumns columns, ThresholdGrid? grid, ToolConsole console)
    {
        bool isRisk = certificate.Purpose == ThresholdPurpose.Risk;
        string what = isRisk ? "--loss COL and --weight COL must name the columns of losses and of weights" : "--weight COL must name the column of weights";
        string?[] losses = !isRisk ? new string?[] { null } : request.Loss is { } named ? [named] : LossColumn.Others(request.Data, columns, what, console);
        string[] weights = request.Weight is { } given ? [given] : LossColumn.Others(request.Data, columns, what, console);
        ScoreColumns[] pairs = [.. losses.SelectMany(loss => weights.Where(weight => weight != loss).Select(weight => columns with { Loss = loss, AllowsDegrees = true, Weight = weight, MaxWeight = double.MaxValue }))];
        return Best(pairs, request, what, console, table => isRisk
            ? WeightedVerifier.VerifyRisk(certificate, table.Scores, table.Losses, table.Weights, grid, request.Now)
            : WeightedVerifier.VerifyBudget(certificate, table.Scores, table.Weights, grid, request.Now));
    }

    /// <summary>What the columns say that the certificate was made from: those whose fingerprints are the ones that it states, of these the ones under which the least differs.</summary>
    private static CertificateVerification Best(ScoreColumns[] candidates, VerifyRequest request, string what, ToolConsole console, Func<ScoreTable, CertificateVerification> verify)
    {
        if (candidates is [ScoreColumns only])
        {
            return Of(only, request, console, verify);
        }

        var readable = new List<CertificateVerification>();
        foreach (ScoreColumns columns in candidates)
        {
            try
            {
                CertificateVerification verification = Of(columns, request, console, verify);
                if (verification.Agrees)
                {
                    return verification;
                }

                readable.Add(verification);
            }
            catch (ToolException)
            {
                // Not these columns.
            }
        }

        CertificateVerification[] fitting = [.. readable.Where(IsOfTheseColumns)];
        return (fitting, readable) switch
        {
            ([], [var one]) => one,
            ([], _) => throw new ToolException($"{request.Data[0]}: {what}"),
            _ => fitting.MinBy(static verification => verification.Differences.Count)!,
        };
    }

    /// <summary>Clusters and weights have their fingerprints among the assumptions, the losses theirs in that of the data.</summary>
    private static bool IsOfTheseColumns(CertificateVerification verification) =>
        verification.Differences.All(static difference => difference.Field is not ("assumptions" or "dataSha256"));

    private static CertificateVerification Of(ScoreColumns columns, VerifyRequest request, ToolConsole console, Func<ScoreTable, CertificateVerification> verify)
    {
        ScoreTable table = ScoreTableReader.ReadAll(request.Data, columns, console);
        try
        {
            return verify(table);
        }
        catch (ArgumentException exception)
        {
            throw new ToolException($"{table.Name}: {ErrorText.MessageOf(exception)}", exception);
        }
    }
}
