using System.CommandLine;
using Escalation.Calibration;
using Escalation.Calibration.Grouping;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Calibrate;

/// <summary>What goes together where items are not draws of equal weight: clusters and weights.</summary>
internal static class DrawOptions
{
    internal const string DefaultWord = "resample";

    /// <summary>How clusters become draws; null without a column of clusters.</summary>
    /// <exception cref="ToolException">Thrown when the options are incomplete or contradict each other.</exception>
    internal static ClusterMethod? Read(ParseResult parsed, CalibrateOptions options)
    {
        string? word = parsed.GetValue(options.ClusterMethod);
        bool clusters = parsed.GetResult(options.Cluster) is not null;
        bool weights = parsed.GetResult(options.Weight) is not null;
        Require(clusters || word is null, "--cluster-method goes with --cluster only");
        Require(weights == parsed.GetResult(options.MaxWeight) is not null, "--weight COL and --max-weight W go together: the bound on weights is part of the test");
        Require(!(clusters && weights), "--cluster does not go with --weight");
        Require(parsed.GetResult(options.Group) is null || !(clusters || weights), "--group does not go with --cluster or --weight");
        return !clusters ? null : (word ?? DefaultWord) switch
        {
            DefaultWord => ClusterMethod.OnePerCluster,
            "means" => ClusterMethod.Means,
            _ => throw new ToolException($"--cluster-method must be resample or means, but was {ErrorText.Quote(word!)}"),
        };
    }

    /// <summary>Whether what is tested are numbers between 0 and 1 in place of counts, so that even a budget takes a grid and a method.</summary>
    internal static bool TakesGrid(ParseResult parsed, CalibrateOptions options) =>
        parsed.GetValue(options.ClusterMethod) == "means" || parsed.GetResult(options.Weight) is not null;

    internal static void RequireBounded(CertificateMethod? method) =>
        Require(method != CertificateMethod.Exact, "--method exact counts items, but cluster means and weighted losses are numbers between 0 and 1: use wsr or hb");

    internal static void RequireFit(ParseResult parsed, CalibrateOptions options, CertificateProcedure procedure, GridRequest grid)
    {
        Require(!grid.IsObserved, "--grid observed does not go with cluster means or weights");
        Require(
            parsed.GetResult(options.Weight) is not null || procedure is not (CertificateProcedure.MultiStart or CertificateProcedure.Graphical),
            "--cluster-method means goes with --procedure fixed-sequence, holm or bonferroni: further starts by counts are not valid for cluster means");
    }

    private static void Require(bool holds, string complaint)
    {
        if (!holds)
        {
            throw new ToolException(complaint);
        }
    }
}
