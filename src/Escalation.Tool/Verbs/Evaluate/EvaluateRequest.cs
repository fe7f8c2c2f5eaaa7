using System.CommandLine;
using Escalation.Evaluation;
using Escalation.Tool.CommandLine;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Evaluate;

/// <summary>What <c>evaluate</c> was asked.</summary>
/// <param name="File">The table.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Options">How to evaluate.</param>
/// <param name="Page">The HTML page to write, or null.</param>
/// <param name="Certificate">The certificate that the page speaks of, or null.</param>
/// <param name="Json">Whether the answer is JSON.</param>
internal sealed record EvaluateRequest(string File, AnswerColumns Columns, EvaluationOptions Options, string? Page, string? Certificate, bool Json)
{
    private const int MostBins = 10_000;
    private const int MostResamples = 100_000;

    /// <exception cref="ToolException">Thrown when the options contradict each other.</exception>
    internal static EvaluateRequest Read(ParseResult parsed, EvaluateOptions options)
    {
        var defaults = new EvaluationOptions();
        int bins = parsed.GetValue(options.Bins) ?? defaults.Bins;
        int? resamples = parsed.GetValue(options.Bootstrap);
        if (bins is < 1 or > MostBins)
        {
            throw new ToolException($"--bins must be from 1 to {Report.Count(MostBins)}, but was {bins}");
        }

        if (resamples is < 1 or > MostResamples)
        {
            throw new ToolException($"--bootstrap must be from 1 to {Report.Count(MostResamples)}, but was {resamples}; leave it out for no intervals");
        }

        if (resamples is null && parsed.GetValue(options.Level) is not null)
        {
            throw new ToolException("--level needs --bootstrap N");
        }

        string file = parsed.GetRequiredValue(options.File);
        string? page = parsed.GetValue(options.Page);
        string? certificate = parsed.GetValue(options.Certificate);
        if (certificate is not null && page is null)
        {
            throw new ToolException("--certificate needs --report FILE, the page that shows it");
        }

        SharedOptions.RequireSeparateAs("--report", page, file, certificate);
        SharedOptions.RequireOneStandardInput(file, certificate);
        double[] costs = parsed.GetValue(options.Costs) ?? [];
        return new EvaluateRequest(
            file,
            new AnswerColumns(parsed.GetRequiredValue(options.Confidence), parsed.GetRequiredValue(options.Correct), parsed.GetValue(options.Group), parsed.GetValue(options.Id)),
            defaults with
            {
                Bins = bins,
                CostRatios = costs.Length > 0 ? costs : defaults.CostRatios,
                Calibration = parsed.GetValue(options.Calibration) ?? defaults.Calibration,
                Resamples = resamples ?? 0,
                Level = parsed.GetValue(options.Level) ?? defaults.Level,
                Seed = (ulong)(parsed.GetValue(options.Seed) ?? 0),
                MaxWorkers = Environment.ProcessorCount,
            },
            page,
            certificate,
            parsed.GetValue(options.Json));
    }
}
